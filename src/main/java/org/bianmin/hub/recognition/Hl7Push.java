package org.bianmin.hub.recognition;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells a HIS over MLLP, one message per delivery, the next when the last was answered. Public
 * because Camel calls beans of public classes only.
 *
 * <p>The address is {@code mllp://host:port?charset=GB18030&receiver=HIS}; without a charset it is
 * UTF-8.
 */
@Component("hl7Push")
public final class Hl7Push implements DisposableBean {

  /** Where and how a destination is reached. */
  private record Line(MllpLine line, Charset charset, String named, String receiver) {}

  private final Destinations destinations;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  Hl7Push(Destinations destinations) {
    this.destinations = destinations;
  }

  /** Sends and waits for each answer; what goes wrong is an answer too. */
  public BatchAnswer send(Batch batch) {
    Line line;
    try {
      line = lines.computeIfAbsent(batch.destination(), this::line);
    } catch (IllegalArgumentException e) {
      return new BatchAnswer.Closed(e.getMessage());
    }
    List<DeliveryOutcome> outcomes = new ArrayList<>(batch.events().size());
    for (MeasureEvent event : batch.events()) {
      try {
        outcomes.add(outcome(line, event));
      } catch (MllpLine.NotReached e) {
        return stopped(batch, outcomes, "no connection to the HIS", false);
      } catch (SocketTimeoutException e) {
        return stopped(batch, outcomes, "no answer of the HIS in time", true);
      } catch (IOException e) {
        return stopped(
            batch, outcomes, "no answer of the HIS: " + e.getClass().getSimpleName(), true);
      }
    }
    return new BatchAnswer.Received("-", outcomes);
  }

  private static DeliveryOutcome outcome(Line line, MeasureEvent event) throws IOException {
    String text = PushMessage.of(event, line.named(), line.receiver(), System.currentTimeMillis());
    byte[] bytes;
    try {
      var encoded = line.charset().newEncoder().encode(CharBuffer.wrap(text));
      bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
    } catch (CharacterCodingException e) {
      return new DeliveryOutcome.Rejected(
          "CHARSET", "it does not fit " + line.charset() + "; write charset=GB18030 or UTF-8");
    }
    return read(PushMessage.controlId(event), line.line().exchange(bytes));
  }

  /**
   * What an acknowledgement says. As the hub itself answers: an error (AE) may pass, what is
   * rejected (AR) is not taken however often it comes.
   */
  static DeliveryOutcome read(String controlId, byte[] answer) {
    // codes and numbers only are looked at, and they are ASCII in every charset of HL7
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    String[] msa = null;
    for (String segment : text.split("[\r\n]+", -1)) {
      if (segment.length() > 4 && segment.startsWith("MSA")) {
        msa =
            segment.substring(4).split(java.util.regex.Pattern.quote(segment.substring(3, 4)), -1);
      }
    }
    if (msa == null || msa.length < 2) {
      return new DeliveryOutcome.RetryLater("the answer is no acknowledgement", 0, true);
    }
    if (!msa[1].strip().equals(controlId)) {
      return new DeliveryOutcome.RetryLater("the acknowledgement is for another message", 0, true);
    }
    return switch (msa[0].strip()) {
      case "AA", "CA" -> new DeliveryOutcome.Accepted("accepted");
      case "AR", "CR" ->
          new DeliveryOutcome.Rejected(msa[0].strip(), "the HIS rejects it; see the log there");
      case "AE", "CE" -> new DeliveryOutcome.RetryLater("the HIS answers " + msa[0].strip(), 0);
      default -> new DeliveryOutcome.RetryLater("unknown code in MSA-1", 0, true);
    };
  }

  /** The rest goes again; so does all of it where nothing was answered yet. */
  private static BatchAnswer stopped(
      Batch batch, List<DeliveryOutcome> outcomes, String reason, boolean ambiguous) {
    if (outcomes.isEmpty()) {
      return new BatchAnswer.Away(reason, 0, ambiguous);
    }
    // this one was on its way; those behind it were not
    outcomes.add(new DeliveryOutcome.RetryLater(reason, 0, ambiguous));
    while (outcomes.size() < batch.events().size()) {
      outcomes.add(new DeliveryOutcome.RetryLater(reason, 0));
    }
    return new BatchAnswer.Received("-", outcomes);
  }

  private Line line(String destination) {
    DestinationProperties properties = destinations.destinations().get(destination);
    URI url = properties.url();
    if (!"mllp".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1) {
      throw new IllegalArgumentException(
          "hub.destinations."
              + destination
              + ".url is not an address for push-hl7: write mllp://his.example:2576?charset=GB18030");
    }
    Map<String, String> options = new HashMap<>();
    if (url.getQuery() != null) {
      for (String option : url.getQuery().split("&", -1)) {
        int at = option.indexOf('=');
        options.put(option.substring(0, Math.max(at, 0)), option.substring(at + 1));
      }
    }
    String charset = options.getOrDefault("charset", "UTF-8");
    if (!Charset.isSupported(charset)) {
      throw new IllegalArgumentException(
          "hub.destinations."
              + destination
              + ".url names no charset of Java: write GB18030 or UTF-8");
    }
    Charset known = Charset.forName(charset);
    return new Line(
        new MllpLine(
            url.getHost(), url.getPort(), Math.toIntExact(properties.timeout().toMillis())),
        known,
        named(known),
        options.getOrDefault("receiver", "HIS") + "|");
  }

  /** As HL7 table 0211 names it. */
  private static String named(Charset charset) {
    return switch (charset.name()) {
      case "UTF-8" -> "UNICODE UTF-8";
      case "GB18030", "GBK", "GB2312" -> "GB 18030-2000";
      default -> charset.name();
    };
  }

  @Override
  public void destroy() {
    lines.values().forEach(line -> line.line().close());
  }
}

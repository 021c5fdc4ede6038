package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.indicator.report.ReportPlatform;
import org.springframework.stereotype.Component;

/** Hands indicator reports in (docs/platform-contract, "Indicator reports"). */
@Component
final class ReportClient implements ReportPlatform {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORBIDDEN = 403;
  private static final String REPORTS = "/v1/indicator-reports";

  private final Destinations destinations;
  private final SignedCalls calls;
  private final TopicReports topics;

  ReportClient(Destinations destinations, SignedCalls calls, TopicReports topics) {
    this.destinations = destinations;
    this.calls = calls;
    this.topics = topics;
  }

  @Override
  public Answer submit(String destination, byte[] document) {
    if (topics.has(destination)) {
      return topics.submit(destination, document);
    }
    return call(destination, "POST", REPORTS, document);
  }

  @Override
  public Answer ask(String destination, String number) {
    if (topics.has(destination)) {
      return topics.ask(number);
    }
    String target = REPORTS + "/" + URLEncoder.encode(number, StandardCharsets.UTF_8);
    return call(destination, "GET", target, null);
  }

  private Answer call(String id, String method, String target, byte[] body) {
    DestinationProperties destination = destinations.destinations().get(id);
    if (destination == null || destination.url() == null || destination.keyFile() == null) {
      return new Closed(
          "'"
              + id
              + "' is no destination with url, app-id and key-file, or with topics; configure"
              + " hub.destinations."
              + id
              + " or name another one in hub.reports");
    }
    var call =
        new SignedCalls.Call(
            method, target, "application/json", body, null, false, destination.timeout());
    List<Answer> read = new ArrayList<>(1);
    BatchAnswer answer =
        Answering.of(
            id,
            destination,
            () -> {
              SignedCalls.Answer told = calls.send(destination, call);
              if (told.status() == FORBIDDEN) {
                refused(told.response().body()).ifPresent(read::add);
              }
              return PlatformAnswers.read(
                  told,
                  calls.now(),
                  received -> {
                    read.add(taken(received));
                    return new BatchAnswer.Received("", List.of());
                  });
            });
    if (!read.isEmpty()) {
      return read.get(0);
    }
    if (answer instanceof BatchAnswer.Closed closed) {
      return new Closed(closed.reason());
    }
    if (answer instanceof BatchAnswer.Refused refused) {
      return new Refused(refused.code(), refused.reason());
    }
    BatchAnswer.Away away = (BatchAnswer.Away) answer;
    return new Away(away.reason(), away.at());
  }

  /** A report that may not be handed in for its facility says nothing of all the others. */
  private static Optional<Answer> refused(byte[] body) {
    try {
      return "FACILITY".equals(JSON.readTree(body).path("code").asText())
          ? Optional.of(new Refused("FACILITY", PlatformAnswers.problem(body)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code indicator-report-state.json}. */
  private static Answer taken(byte[] body) {
    try {
      JsonNode state = JSON.readTree(body);
      String number = state.path("reportNo").asText();
      String told = state.path("state").asText();
      if (number.isEmpty() || told.isEmpty()) {
        return new Away("the answer has no reportNo or no state", 0);
      }
      List<Reason> reasons = new ArrayList<>();
      for (JsonNode reason : state.path("reasons")) {
        reasons.add(
            new Reason(
                reason.path("indicator").textValue(),
                reason.path("member").asText(),
                reason.path("code").asText(),
                reason.path("message").asText()));
      }
      return new Taken(
          number, told, reasons, state.path("key").asText(), state.path("revision").asInt());
    } catch (IOException e) {
      return new Away("the answer is not JSON", 0);
    } catch (UncheckedIOException e) {
      return new Away("the answer cannot be read", 0);
    }
  }
}

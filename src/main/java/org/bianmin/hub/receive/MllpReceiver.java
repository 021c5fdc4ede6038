package org.bianmin.hub.receive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.MessageTraces;
import org.bianmin.hub.telemetry.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Journals each frame and answers it once it is durable. Called by the route {@code receive-mllp};
 * public because Camel calls beans of public classes only.
 */
@Component("mllpReceiver")
public class MllpReceiver {

  private static final Logger log = LoggerFactory.getLogger(MllpReceiver.class);

  private final Hl7Intake intake;
  private final MessageTraces traces;
  private final Map<String, AckStamp> stamps;
  private final AnswerMeters meters = new AnswerMeters();

  @Autowired
  MllpReceiver(Hl7Intake intake, Sources sources, MessageTraces traces) {
    this(intake, sources, traces, Clock.systemUTC());
  }

  MllpReceiver(Hl7Intake intake, Sources sources, MessageTraces traces, Clock clock) {
    this.traces = traces;
    this.intake = intake;
    this.stamps =
        sources.sources().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, source -> new AckStamp(clock, source.getValue().zone())));
  }

  /**
   * Takes a frame on its event loop. The journal may hold the loop while the store has fallen
   * behind; that is meant, for it slows down reading from the senders instead of queueing without
   * end.
   *
   * @return completes on the event loop after the commit, never exceptionally
   */
  public CompletableFuture<MllpAnswer> receive(MllpFrame frame) {
    long from = System.nanoTime();
    Hl7Header header = intake.header(frame.source(), frame.bytes());
    AckOutcome outcome = outcome(frame, header);
    return stored(frame, header, outcome)
        .handleAsync(
            (receipt, failure) -> {
              AckOutcome became = failure == null ? outcome : notStored(frame, failure);
              MllpAnswer answer = answer(frame, header, became);
              meters.answered(frame.source(), became, System.nanoTime() - from);
              if (receipt instanceof Receipt stored
                  && stored.numbered()
                  && traces.samples(stored.messageId())) {
                answered(stored, became, from);
              }
              return answer;
            },
            frame.eventLoop());
  }

  private void answered(Receipt receipt, AckOutcome outcome, long from) {
    if (!receipt.duplicate()) {
      traces
          .of(receipt.messageId(), Stage.ANSWER)
          .put("hub.outcome", outcome.name().toLowerCase(Locale.ROOT))
          .from(MessageTraces.at(from))
          .to(MessageTraces.now());
    }
  }

  private CompletableFuture<?> stored(MllpFrame frame, Hl7Header header, AckOutcome outcome) {
    try {
      if (header.isBatch() && outcome == AckOutcome.STORED) {
        return storedEach(frame, header);
      }
      return intake.store(frame.source(), header, frame.bytes(), parked(frame, outcome));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<?> storedEach(MllpFrame frame, Hl7Header header) {
    var splitter =
        new Hl7FileSplitter(new ByteArrayInputStream(frame.bytes()), frame.bytes().length);
    List<CompletableFuture<?>> pieces = new ArrayList<>();
    try {
      for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
        pieces.add(intake.store(frame.source(), piece));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (pieces.isEmpty()) {
      return intake.store(frame.source(), header, frame.bytes(), null);
    }
    if (!splitter.problems().isEmpty()) {
      log.warn("hub.sources.{}: batch over MLLP: {}", frame.source(), splitter.problems());
    }
    return CompletableFuture.allOf(pieces.toArray(CompletableFuture[]::new));
  }

  private static AckOutcome outcome(MllpFrame frame, Hl7Header header) {
    if (frame instanceof MllpFrame.Oversize) {
      return AckOutcome.OVERSIZE;
    }
    if (!header.isHl7()) {
      return AckOutcome.NOT_HL7;
    }
    return frame instanceof MllpFrame.Truncated ? AckOutcome.TRUNCATED : AckOutcome.STORED;
  }

  private Parked parked(MllpFrame frame, AckOutcome outcome) {
    if (frame instanceof MllpFrame.Oversize oversize) {
      return intake.oversize(frame.source(), oversize.length());
    }
    return switch (outcome) {
      case NOT_HL7 -> Hl7Intake.notHl7();
      case TRUNCATED ->
          new Parked(
              "frame",
              "The end block (FS) is missing, a new message began; look whether the sender sent"
                  + " this one again",
              "byte " + frame.bytes().length);
      default -> null;
    };
  }

  private static AckOutcome notStored(MllpFrame frame, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof StoreUnavailable)) {
      // the text of an unforeseen exception may quote the message
      log.error(
          "hub.sources.{}: not stored, answered AE; fault {} at {}",
          frame.source(),
          cause.getClass().getName(),
          cause.getStackTrace().length == 0 ? "unknown" : cause.getStackTrace()[0]);
    }
    return AckOutcome.NOT_STORED;
  }

  private MllpAnswer answer(MllpFrame frame, Hl7Header header, AckOutcome outcome) {
    AckStamp stamp = stamps.get(frame.source());
    byte[] bytes = Acknowledgement.of(header, outcome, stamp.time(), stamp.controlId());
    return new MllpAnswer(frame.number(), bytes);
  }
}

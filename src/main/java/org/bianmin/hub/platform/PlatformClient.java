package org.bianmin.hub.platform;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.springframework.stereotype.Component;

/**
 * Speaks the platform's contract. Called by the forward routes; public because Camel calls beans of
 * public classes only.
 */
@Component("platformClient")
public class PlatformClient {

  private static final String EVENTS = "/v1/measure-events";

  /** The contract's limit of a body. */
  private static final int MAX_BYTES = 8 << 20;

  private static final int TOO_LARGE = 413;

  private final Destinations destinations;
  private final SignedCalls calls;
  private final BatchPayload payload = new BatchPayload(ZoneId.of("Asia/Shanghai"));

  PlatformClient(Destinations destinations, SignedCalls calls) {
    this.destinations = destinations;
    this.calls = calls;
  }

  /** Sends a batch of measure events; never throws for what went wrong. */
  public BatchAnswer send(Batch batch) {
    return sendTo(batch, EVENTS, false);
  }

  /** Sends a batch to a call that takes measure events, and reads what the platform says to it. */
  BatchAnswer sendTo(Batch batch, String path, boolean sealed) {
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    return Answering.of(
        batch.destination(),
        destination,
        () -> {
          byte[] body = payload.write(batch, calls.now());
          if (body.length > MAX_BYTES && batch.events().size() > 1) {
            return inHalves(batch, path, sealed);
          }
          SignedCalls.Answer answer =
              calls.send(
                  destination,
                  new SignedCalls.Call(
                      "POST",
                      path,
                      "application/json",
                      body,
                      null,
                      sealed,
                      destination.timeout(),
                      batch.traceparent()));
          if (answer.status() == TOO_LARGE && batch.events().size() > 1) {
            return inHalves(batch, path, sealed);
          }
          return PlatformAnswers.read(batch, answer, calls.now());
        });
  }

  /** A batch that is too large for one call goes in two. */
  private BatchAnswer inHalves(Batch batch, String path, boolean sealed) {
    int half = batch.events().size() / 2;
    BatchAnswer first =
        sendTo(batch.part(batch.batchNo() + ".1", batch.events().subList(0, half)), path, sealed);
    if (first instanceof BatchAnswer.Closed) {
      return first;
    }
    List<MeasureEvent> rest = batch.events().subList(half, batch.events().size());
    BatchAnswer second = sendTo(batch.part(batch.batchNo() + ".2", rest), path, sealed);
    List<DeliveryOutcome> outcomes = new ArrayList<>(outcomes(first, half));
    outcomes.addAll(outcomes(second, rest.size()));
    return new BatchAnswer.Received(receiptNo(first) + " " + receiptNo(second), outcomes);
  }

  private static String receiptNo(BatchAnswer answer) {
    return answer instanceof BatchAnswer.Received received ? received.receiptNo() : "-";
  }

  private static List<DeliveryOutcome> outcomes(BatchAnswer answer, int items) {
    if (answer instanceof BatchAnswer.Received received) {
      return received.outcomes();
    }
    if (answer instanceof BatchAnswer.Refused refused) {
      return Collections.nCopies(
          items, new DeliveryOutcome.Rejected(refused.code(), refused.reason()));
    }
    if (answer instanceof BatchAnswer.Closed closed) {
      // the first half is told; the next call finds the door closed, and pauses
      return Collections.nCopies(items, new DeliveryOutcome.RetryLater(closed.reason(), 0));
    }
    BatchAnswer.Away away = (BatchAnswer.Away) answer;
    return Collections.nCopies(
        items, new DeliveryOutcome.RetryLater(away.reason(), away.at(), away.ambiguous()));
  }
}

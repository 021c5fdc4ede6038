package org.bianmin.hub.platform;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.recognition.PushDocument;
import org.springframework.stereotype.Component;

/**
 * Tells a HIS by a signed POST per delivery (docs/recognition.md). Public because Camel calls beans
 * of public classes only.
 */
@Component("webhookPush")
public class WebhookPush {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private final Destinations destinations;
  private final SignedCalls calls;

  WebhookPush(Destinations destinations, SignedCalls calls) {
    this.calls = calls;
    this.destinations = destinations;
  }

  /** Sends and waits for each answer; what goes wrong is an answer too. */
  public BatchAnswer send(Batch batch) {
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    List<DeliveryOutcome> outcomes = new ArrayList<>(batch.events().size());
    for (MeasureEvent event : batch.events()) {
      BatchAnswer stop = one(batch, destination, event, outcomes);
      if (stop instanceof BatchAnswer.Away away && !outcomes.isEmpty()) {
        // this one was on its way; those behind it were not
        outcomes.add(new DeliveryOutcome.RetryLater(away.reason(), away.at(), away.ambiguous()));
        while (outcomes.size() < batch.events().size()) {
          outcomes.add(new DeliveryOutcome.RetryLater(away.reason(), away.at()));
        }
      } else if (stop != null) {
        return stop;
      }
      if (outcomes.size() == batch.events().size()) {
        break;
      }
    }
    return new BatchAnswer.Received("-", outcomes);
  }

  /** Adds what came of it; answers why nothing more is sent, or null. */
  private BatchAnswer one(
      Batch batch,
      DestinationProperties destination,
      MeasureEvent event,
      List<DeliveryOutcome> outcomes) {
    return Answering.of(
        batch.destination(),
        destination,
        () -> {
          SignedCalls.Call call =
              new SignedCalls.Call(
                  "POST",
                  "",
                  "application/json",
                  PushDocument.of(event),
                  null,
                  false,
                  destination.timeout(),
                  batch.traceparent());
          return read(calls.send(destination, destination.url(), call), outcomes);
        });
  }

  private BatchAnswer read(SignedCalls.Answer answer, List<DeliveryOutcome> outcomes) {
    int status = answer.status();
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return new BatchAnswer.Closed(
          "the webhook answers " + status + "; agree on the key, then resume the destination");
    }
    if (status == TIMEOUT || status == TOO_MANY || status / 100 == 5) {
      long at = PlatformAnswers.retryAt(answer.response(), calls.now());
      return new BatchAnswer.Away("the webhook answers " + status, at, false);
    }
    outcomes.add(
        status / 100 == 2
            ? new DeliveryOutcome.Accepted("accepted")
            : new DeliveryOutcome.Rejected(Integer.toString(status), "the webhook refuses it"));
    return null;
  }
}

package org.bianmin.hub.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.recognition.Publishing;
import org.bianmin.hub.recognition.ReportBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries reports, prompts, views and decisions to a platform for mutual recognition
 * (docs/platform-contract/recognition.md). Public because Camel calls beans of public classes only.
 */
@Component("recognitionClient")
public class RecognitionClient {

  private static final Logger LOG = LoggerFactory.getLogger(RecognitionClient.class);
  private static final String REPORTS = "/v1/recognition/reports";
  private static final String DECISIONS = "/v1/recognition/decisions";
  private static final String FHIR = "application/fhir+json";
  private static final String REPORT = "result.issued";
  private static final String RECORDS = "recognition.";

  private final Destinations destinations;
  private final SignedCalls calls;
  private final PlatformClient batches;
  private final Publishing publishing;

  RecognitionClient(
      Destinations destinations, SignedCalls calls, PlatformClient batches, Publishing publishing) {
    this.destinations = destinations;
    this.calls = calls;
    this.batches = batches;
    this.publishing = publishing;
  }

  /** Sends reports one by one and records together; never throws for what went wrong. */
  public BatchAnswer send(Batch batch) {
    List<MeasureEvent> records =
        batch.events().stream().filter(e -> e.key().type().startsWith(RECORDS)).toList();
    DeliveryOutcome[] outcomes = new DeliveryOutcome[batch.events().size()];
    StringBuilder receiptNos = new StringBuilder();
    BatchAnswer failed = null;
    if (!records.isEmpty()) {
      Batch decisions = batch.part(batch.batchNo(), records);
      BatchAnswer answer = batches.sendTo(decisions, DECISIONS, true);
      failed = take(answer, positions(batch, records), outcomes, receiptNos);
    }
    for (int i = 0; i < outcomes.length && failed == null; i++) {
      if (outcomes[i] == null) {
        MeasureEvent event = batch.events().get(i);
        failed = take(one(batch, event), List.of(i), outcomes, receiptNos);
      }
    }
    return conclude(failed, outcomes, receiptNos);
  }

  private static List<Integer> positions(Batch batch, List<MeasureEvent> records) {
    List<Integer> positions = new ArrayList<>(records.size());
    for (int i = 0; i < batch.events().size(); i++) {
      if (batch.events().get(i).key().type().startsWith(RECORDS)) {
        positions.add(i);
      }
    }
    return positions;
  }

  /** Puts outcomes in their places; answers what keeps the rest from being sent, or null. */
  private static BatchAnswer take(
      BatchAnswer answer,
      List<Integer> positions,
      DeliveryOutcome[] outcomes,
      StringBuilder receiptNos) {
    List<DeliveryOutcome> told;
    if (answer instanceof BatchAnswer.Received received) {
      told = received.outcomes();
      receiptNos.append(receiptNos.isEmpty() ? "" : " ").append(received.receiptNo());
    } else if (answer instanceof BatchAnswer.Refused refused) {
      told =
          Collections.nCopies(
              positions.size(), new DeliveryOutcome.Rejected(refused.code(), refused.reason()));
    } else {
      return answer;
    }
    for (int i = 0; i < positions.size(); i++) {
      outcomes[positions.get(i)] = told.get(i);
    }
    return null;
  }

  /** What had no answer is tried again; what had one keeps it. */
  private static BatchAnswer conclude(
      BatchAnswer failed, DeliveryOutcome[] outcomes, StringBuilder receiptNos) {
    boolean none = true;
    for (DeliveryOutcome outcome : outcomes) {
      none &= outcome == null;
    }
    if (failed instanceof BatchAnswer.Closed || (failed != null && none)) {
      return failed;
    }
    if (failed instanceof BatchAnswer.Away away) {
      for (int i = 0; i < outcomes.length; i++) {
        if (outcomes[i] == null) {
          outcomes[i] = new DeliveryOutcome.RetryLater(away.reason(), away.at());
        }
      }
    }
    return new BatchAnswer.Received(receiptNos.toString(), List.of(outcomes));
  }

  private BatchAnswer one(Batch batch, MeasureEvent event) {
    if (!event.key().type().equals(REPORT)) {
      return rejected(
          "NOT_FOR_RECOGNITION",
          "the contract for mutual recognition has no call for "
              + event.key().type()
              + "; leave it out of hub.destinations."
              + batch.destination()
              + ".events");
    }
    Optional<ReportBundle> bundle;
    try {
      bundle = publishing.bundle(event);
    } catch (RuntimeException e) {
      // of this report alone; its neighbours go on
      LOG.warn("hub.destinations.{}: a report cannot be written", batch.destination(), e);
      return received(
          new DeliveryOutcome.RetryLater("the report cannot be written; see the log", 0));
    }
    if (bundle.isEmpty()) {
      return received(new DeliveryOutcome.RetryLater("a newer version is on its way", 0));
    }
    if (bundle.get() instanceof ReportBundle.Refused refused) {
      return rejected(
          refused.reason().name(), refused.reason().text() + ": " + refused.reason().remedy());
    }
    byte[] body = ((ReportBundle.Written) bundle.get()).json();
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    return Answering.of(
        batch.destination(),
        destination,
        () -> {
          SignedCalls.Answer answer =
              calls.send(
                  destination,
                  new SignedCalls.Call(
                      "POST",
                      REPORTS,
                      FHIR,
                      body,
                      null,
                      true,
                      destination.timeout(),
                      batch.traceparent()));
          return PlatformAnswers.read(
              answer, calls.now(), read -> PlatformAnswers.receipt(event, read));
        });
  }

  private static BatchAnswer rejected(String code, String reason) {
    return received(new DeliveryOutcome.Rejected(code, reason));
  }

  private static BatchAnswer received(DeliveryOutcome outcome) {
    return new BatchAnswer.Received("-", List.of(outcome));
  }
}

package org.bianmin.hub.platform;

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
 * Carries reports, prompts, views and decisions to a platform for mutual recognition
 * (docs/platform-contract/recognition.md). Public because Camel calls beans of public classes only.
 */
@Component("recognitionClient")
public class RecognitionClient {

  private static final String REPORTS = "/v1/recognition/reports";
  private static final String DECISIONS = "/v1/recognition/decisions";
  private static final String FHIR = PublishedReports.TYPE;
  private static final String RECORDS = "recognition.";

  private final Destinations destinations;
  private final SignedCalls calls;
  private final PlatformClient batches;
  private final PublishedReports reports;

  RecognitionClient(
      Destinations destinations,
      SignedCalls calls,
      PlatformClient batches,
      PublishedReports reports) {
    this.destinations = destinations;
    this.calls = calls;
    this.batches = batches;
    this.reports = reports;
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
          outcomes[i] = new DeliveryOutcome.RetryLater(away.reason(), away.at(), away.ambiguous());
        }
      }
    }
    return new BatchAnswer.Received(receiptNos.toString(), List.of(outcomes));
  }

  private BatchAnswer one(Batch batch, MeasureEvent event) {
    PublishedReports.Report report = reports.write(batch, event);
    if (report.outcome() != null) {
      return new BatchAnswer.Received("-", List.of(report.outcome()));
    }
    byte[] body = report.document();
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
}

package org.bianmin.hub.platform;

import java.util.Optional;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.recognition.Publishing;
import org.bianmin.hub.recognition.ReportBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the documents of reports that leave for mutual recognition, over calls and in topics. */
@Component
final class PublishedReports {

  /** Media type of a document. */
  static final String TYPE = "application/fhir+json";

  private static final Logger LOG = LoggerFactory.getLogger(PublishedReports.class);
  private static final String REPORT = "result.issued";

  /**
   * A report's document, or how its delivery ends without one.
   *
   * @param document UTF-8, FHIR R4 document bundle; else null
   * @param outcome null where there is a document
   */
  record Report(byte[] document, DeliveryOutcome outcome) {

    @Override
    public String toString() {
      return "Report[" + outcome + "]";
    }
  }

  private final Publishing publishing;

  PublishedReports(Publishing publishing) {
    this.publishing = publishing;
  }

  /** Writes one version of a report; never throws for what is wrong with it. */
  Report write(Batch batch, MeasureEvent event) {
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
      return later("the report cannot be written; see the log");
    }
    if (bundle.isEmpty()) {
      return later("a newer version is on its way");
    }
    if (bundle.get() instanceof ReportBundle.Refused refused) {
      return rejected(
          refused.reason().name(), refused.reason().text() + ": " + refused.reason().remedy());
    }
    return new Report(((ReportBundle.Written) bundle.get()).json(), null);
  }

  private static Report rejected(String code, String reason) {
    return new Report(null, new DeliveryOutcome.Rejected(code, reason));
  }

  private static Report later(String reason) {
    return new Report(null, new DeliveryOutcome.RetryLater(reason, 0));
  }
}

package org.bianmin.hub.receive.payment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.springframework.stereotype.Component;

/** Verifies notifications and hands the genuine ones to the journal. */
@Component
final class PaymentIntake {

  /** Wallets wait five seconds, and send again: no thread has to wait for a store that stalls. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Intake intake;
  private final Sources sources;

  PaymentIntake(Intake intake, Sources sources) {
    this.intake = intake;
    this.sources = sources;
  }

  /**
   * The journal's word, which comes after the commit.
   *
   * @throws RefusedNotification when it becomes no payment
   */
  CompletableFuture<Receipt> receive(PaymentSource source, Notification notification) {
    if (notification.body().length == 0) {
      throw new RefusedNotification(Reason.MALFORMED, "the body is empty");
    }
    Told told = source.provider().read(notification);
    return intake.receive(
        new NewMessage(
            source.id(),
            sources.facilityOf(source.id()),
            MessageFormat.JSON,
            told.id(),
            told.kind(),
            "UTF-8",
            notification.at(),
            PaymentDocument.of(source.properties().payment().provider(), told, notification),
            told.parked(),
            null,
            told.identity()),
        PATIENCE);
  }
}

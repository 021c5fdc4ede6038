package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.delivery.AttemptRow;
import org.bianmin.hub.delivery.BatchRow;
import org.bianmin.hub.delivery.DeliveryRow;
import org.bianmin.hub.delivery.DeliveryState;

/**
 * A delivery in the API. Times are RFC 3339.
 *
 * @param key the measure event that it carries
 * @param attempt tries so far
 * @param nextAttemptAt null once it is done
 */
record DeliveryJson(
    long id,
    String destination,
    String type,
    String key,
    int version,
    DeliveryState state,
    int attempt,
    String nextAttemptAt,
    String createdAt,
    String doneAt,
    String batchNo,
    String outcome,
    String reason) {

  static DeliveryJson of(DeliveryRow row, Times times) {
    return new DeliveryJson(
        row.id(),
        row.destination(),
        row.key().type(),
        row.key().toString(),
        row.version(),
        row.state(),
        row.attempt(),
        row.state().waiting() ? times.text(row.nextAttemptAt()) : null,
        times.text(row.createdAt()),
        times.text(row.doneAt()),
        row.batchNo(),
        row.outcome(),
        row.reason());
  }

  /** An earlier try. */
  record Attempt(int attempt, String at, String batchNo, String outcome, String reason) {

    static Attempt of(AttemptRow row, Times times) {
      return new Attempt(
          row.attempt(), times.text(row.at()), row.batchNo(), row.outcome(), row.reason());
    }
  }

  /** The call that carried the last try, and the destination's receipt for it. */
  record Receipt(
      String batchNo,
      long items,
      String sentAt,
      String answeredAt,
      String outcome,
      String receiptNo,
      String reason) {

    static Receipt of(BatchRow row, Times times) {
      return new Receipt(
          row.batchNo(),
          row.items(),
          times.text(row.sentAt()),
          times.text(row.answeredAt()),
          row.outcome(),
          row.receiptNo(),
          row.reason());
    }
  }

  /** A delivery with its tries and its receipt. */
  record Traced(DeliveryJson delivery, List<Attempt> attempts, Receipt receipt) {}
}

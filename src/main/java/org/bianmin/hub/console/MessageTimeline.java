package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened to a message, from its receipt to what the platform answered, in time. */
final class MessageTimeline {

  /**
   * A step.
   *
   * @param at RFC 3339
   * @param what key of its words, after {@code step.}
   * @param of what it concerns: an event, a destination; may be null
   * @param text answer, reason or number; may be null
   * @param key of the event, null where it concerns none
   * @param good whether it went well; null where that is no question
   */
  record Step(String at, String what, String of, String text, String key, Boolean good) {}

  private MessageTimeline() {}

  static List<Step> of(Trace trace) {
    MessageJson message = trace.message();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(message.receivedAt(), "received", message.source(), null, null, true));
    if (message.normalizedAt() != null) {
      steps.add(
          new Step(
              message.normalizedAt(),
              "state." + message.state().name(),
              message.location(),
              message.reason(),
              null,
              switch (message.state()) {
                case PARKED -> false;
                case NORMALIZED -> true;
                default -> null;
              }));
    }
    for (Trace.TracedEvent told : trace.events()) {
      told.deliveries().forEach(delivery -> add(steps, delivery));
    }
    steps.sort(Comparator.comparing(Step::at));
    return List.copyOf(steps);
  }

  private static void add(List<Step> steps, DeliveryJson.Traced traced) {
    DeliveryJson delivery = traced.delivery();
    String of = delivery.destination();
    String key = delivery.key();
    steps.add(new Step(delivery.createdAt(), "made", of, "v" + delivery.version(), key, null));
    for (DeliveryJson.Attempt attempt : traced.attempts()) {
      steps.add(
          new Step(
              attempt.at(), "tried", of, said(attempt.outcome(), attempt.reason()), key, false));
    }
    DeliveryJson.Receipt receipt = traced.receipt();
    if (receipt != null && receipt.answeredAt() != null && receipt.receiptNo() != null) {
      steps.add(new Step(receipt.answeredAt(), "receipt", of, receipt.receiptNo(), key, true));
    }
    if (delivery.doneAt() != null) {
      steps.add(
          new Step(
              delivery.doneAt(),
              "done." + delivery.state().name(),
              of,
              said(delivery.outcome(), delivery.reason()),
              key,
              "DELIVERED".equals(delivery.state().name())));
    }
  }

  private static String said(String outcome, String reason) {
    return reason == null || reason.isEmpty() ? outcome : outcome + ": " + reason;
  }
}

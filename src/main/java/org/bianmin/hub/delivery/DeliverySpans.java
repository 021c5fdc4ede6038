package org.bianmin.hub.delivery;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.telemetry.MessageTraces;
import org.bianmin.hub.telemetry.Span;
import org.bianmin.hub.telemetry.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the traces of sampled messages of the deliveries that they made. */
final class DeliverySpans {

  private static final Logger LOG = LoggerFactory.getLogger(DeliverySpans.class);

  private final MessageTraces traces;
  private final DueRows rows;

  DeliverySpans(MessageTraces traces, DueRows rows) {
    this.traces = traces;
    this.rows = rows;
  }

  /**
   * Of each delivery the sampled message that made it, or 0; null where there is none. What a
   * delivery that was read from its table came from is asked of the store, once for all.
   */
  long[] messages(List<Due> batch) {
    if (!traces.on()) {
      return null;
    }
    List<Due> unknown = batch.stream().filter(due -> due.messageId() == 0).toList();
    Map<Long, Long> asked = unknown.isEmpty() ? Map.of() : ask(unknown);
    long[] messages = new long[batch.size()];
    boolean any = false;
    for (int i = 0; i < messages.length; i++) {
      Due due = batch.get(i);
      long id = due.messageId() == 0 ? asked.getOrDefault(due.id(), 0L) : due.messageId();
      if (id != 0 && traces.samples(id)) {
        messages[i] = id;
        any = true;
      }
    }
    return any ? messages : null;
  }

  private Map<Long, Long> ask(List<Due> unknown) {
    try {
      return rows.messages(unknown);
    } catch (RuntimeException e) {
      // a trace with a gap holds nobody up
      LOG.debug("Cannot ask which messages made {} deliveries", unknown.size(), e);
      return Map.of();
    }
  }

  /** What a call is to tell the destination of itself, or null. */
  String traceparent(String destination, String batchNo, long[] messages) {
    return messages == null ? null : traces.traceparent(destination, batchNo);
  }

  /** A call that ended no delivery and spent no attempt. */
  void attempted(String destination, Sent call, String word) {
    if (call.messages() == null) {
      return;
    }
    long now = MessageTraces.now();
    Span shared = traces.call(call.batchNo());
    for (int i = 0; i < call.messages().length; i++) {
      if (call.messages()[i] != 0) {
        attempt(destination, call.batchNo(), call.batch().get(i), call.messages()[i], shared)
            .put("hub.outcome", word)
            .failed(word)
            .from(MessageTraces.ofMillis(call.sentAt()))
            .to(now);
      }
    }
    shared
        .put("hub.destination", destination)
        .put("hub.batch", call.batchNo())
        .put("hub.items", call.batch().size())
        .put("hub.outcome", word)
        .from(MessageTraces.ofMillis(call.sentAt()))
        .to(now);
  }

  void committed(List<DeliveryLane.Result> results, Commit commit) {
    Span transaction = null;
    int items = 0;
    for (DeliveryLane.Result result : results) {
      items += result.items().size();
      if (result.messages() != null) {
        if (transaction == null) {
          transaction = traces.transaction("commit.delivery", commit.number());
        }
        committed(result, commit, transaction);
      }
    }
    if (transaction != null) {
      transaction
          .put("hub.items", items)
          .from(MessageTraces.at(commit.beganAt()))
          .to(MessageTraces.at(commit.endedAt()));
    }
  }

  private void committed(DeliveryLane.Result result, Commit commit, Span transaction) {
    Span shared = traces.call(result.batchNo());
    long durableAt = MessageTraces.at(commit.endedAt());
    for (int i = 0; i < result.messages().length; i++) {
      long message = result.messages()[i];
      if (message != 0) {
        transaction.link(message);
        answered(result, i, shared);
        stored(result, i, transaction, durableAt);
        ended(result, i, durableAt);
      }
    }
    shared
        .put("hub.destination", result.destination())
        .put("hub.batch", result.batchNo())
        .put("hub.items", result.items().size())
        .put("hub.outcome", result.word())
        .from(MessageTraces.ofMillis(result.sentAt()))
        .to(MessageTraces.ofMillis(result.answeredAt()));
  }

  private void answered(DeliveryLane.Result result, int i, Span shared) {
    DeliveryOutcome outcome = result.outcomes().get(i);
    Due due = result.items().get(i);
    Span span =
        attempt(result.destination(), result.batchNo(), due, result.messages()[i], shared)
            .put("hub.attempt", due.attempt() + 1L)
            .put("hub.outcome", DeliveryMeters.word(outcome));
    if (!(outcome instanceof DeliveryOutcome.Accepted)) {
      span.failed(DeliveryMeters.word(outcome));
    }
    span.from(MessageTraces.ofMillis(result.sentAt()))
        .to(MessageTraces.ofMillis(result.answeredAt()));
  }

  private Span attempt(String destination, String batchNo, Due due, long message, Span shared) {
    shared.link(message);
    return traces
        .of(message, due.id(), Stage.ATTEMPT, batchNo)
        .put("hub.destination", destination)
        .put("hub.delivery.id", due.id())
        .put("hub.batch", batchNo)
        .link(shared);
  }

  private void stored(DeliveryLane.Result result, int i, Span transaction, long durableAt) {
    Due due = result.items().get(i);
    traces
        .of(result.messages()[i], due.id(), Stage.RECEIPT, result.batchNo())
        .put("hub.destination", result.destination())
        .put("hub.delivery.id", due.id())
        .put("hub.outcome", DeliveryMeters.word(result.outcomes().get(i)))
        .link(transaction)
        .from(MessageTraces.ofMillis(result.answeredAt()))
        .to(durableAt);
  }

  private void ended(DeliveryLane.Result result, int i, long durableAt) {
    DeliveryOutcome outcome = result.outcomes().get(i);
    if (outcome instanceof DeliveryOutcome.RetryLater
        || outcome instanceof DeliveryOutcome.MayHave) {
      return;
    }
    Due due = result.items().get(i);
    Span span =
        traces
            .of(result.messages()[i], Stage.DELIVERY, due.id())
            .put("hub.destination", result.destination())
            .put("hub.delivery.id", due.id())
            .code("hub.event.type", due.event().key().type())
            .put("hub.event.version", due.event().version())
            .put("hub.attempts", due.attempt() + 1L)
            .put("hub.outcome", DeliveryMeters.word(outcome));
    if (outcome instanceof DeliveryOutcome.Rejected rejected) {
      span.code("hub.code", rejected.code()).failed("rejected");
    }
    span.from(MessageTraces.ofMillis(due.createdAt())).to(durableAt);
  }
}

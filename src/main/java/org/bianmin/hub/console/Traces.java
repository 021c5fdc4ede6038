package org.bianmin.hub.console;

import java.util.List;
import java.util.Optional;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DeliveryRow;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.springframework.stereotype.Component;

/** Follows a message forward, and an event to its deliveries. */
@Component
final class Traces {

  private final MessageQueries messages;
  private final InboundMessages journal;
  private final EventQueries events;
  private final DeliveryQueries deliveries;
  private final Times times;

  Traces(
      MessageQueries messages,
      InboundMessages journal,
      EventQueries events,
      DeliveryQueries deliveries,
      Times times) {
    this.messages = messages;
    this.journal = journal;
    this.events = events;
    this.deliveries = deliveries;
    this.times = times;
  }

  Optional<Trace> of(long messageId) {
    return messages.find(messageId).map(this::trace);
  }

  private Trace trace(MessageRow row) {
    var told =
        events.toldBy(row.id()).stream()
            .map(
                event ->
                    new Trace.TracedEvent(EventJson.of(event, times), deliveriesOf(event.id())))
            .toList();
    Optional<byte[]> raw = raw(row);
    var parts = raw.map(bytes -> Parts.read(row.format(), bytes, row.charset())).orElse(List.of());
    return new Trace(MessageJson.of(row, times), parts, raw.isEmpty(), told);
  }

  /** Deliveries of an event, with tries and receipts. */
  List<DeliveryJson.Traced> deliveriesOf(long eventId) {
    return deliveries.ofEvent(eventId).stream().map(this::traced).toList();
  }

  private DeliveryJson.Traced traced(DeliveryRow row) {
    var attempts =
        row.attempt() == 0
            ? List.<DeliveryJson.Attempt>of()
            : deliveries.attempts(row.id()).stream()
                .map(attempt -> DeliveryJson.Attempt.of(attempt, times))
                .toList();
    var receipt =
        Optional.ofNullable(row.batchNo())
            .flatMap(deliveries::batch)
            .map(batch -> DeliveryJson.Receipt.of(batch, times))
            .orElse(null);
    return new DeliveryJson.Traced(DeliveryJson.of(row, times), attempts, receipt);
  }

  /** The raw bytes, unless they were pruned. */
  Optional<byte[]> raw(MessageRow row) {
    return journal.raw(row);
  }
}

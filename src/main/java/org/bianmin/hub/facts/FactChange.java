package org.bianmin.hub.facts;

import org.bianmin.hub.event.MeasureEvent;

/**
 * A measure event that has just changed.
 *
 * @param eventId row id of the event
 * @param event as it stands now
 * @param first the event was not announced before
 */
public record FactChange(long eventId, MeasureEvent event, boolean first) {

  static FactChange of(Fact fact, Merge.Merged merged, boolean first) {
    return new FactChange(
        fact.id,
        new MeasureEvent(
            fact.key,
            fact.version,
            fact.status,
            fact.occurredAt,
            fact.recordedAt,
            fact.person,
            merged.attributes(),
            fact.mapping),
        first);
  }
}

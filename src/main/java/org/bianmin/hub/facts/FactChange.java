package org.bianmin.hub.facts;

import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;

/**
 * A measure event that has just changed.
 *
 * @param eventId row id of the event
 * @param event as it stands now
 * @param first the event was not announced before
 * @param before as it stood before the transaction
 * @param messageId journal id of the last message that told of it; 0 where none did in this
 *     transaction
 */
public record FactChange(
    long eventId, MeasureEvent event, boolean first, Before before, long messageId) {

  /** A change that no message of its own brought about. */
  public FactChange(long eventId, MeasureEvent event, boolean first, Before before) {
    this(eventId, event, first, before, 0);
  }

  /**
   * What a change leaves behind.
   *
   * @param status {@code PENDING} where the event was not announced
   * @param occurredAt epoch milliseconds, null where it had no time
   */
  public record Before(EventStatus status, Long occurredAt) {

    /** Of an event that nobody was told of. */
    public static final Before NOTHING = new Before(EventStatus.PENDING, null);

    static Before of(Fact fact) {
      return fact.version == 0 ? NOTHING : new Before(fact.status, fact.occurredAt);
    }
  }

  static FactChange of(Fact fact, Merge.Merged merged, boolean first, Before before) {
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
        first,
        before,
        told(fact));
  }

  private static long told(Fact fact) {
    long last = 0;
    for (Prepared.Said said : fact.fresh) {
      last = Math.max(last, said.version().messageId());
    }
    return last;
  }
}

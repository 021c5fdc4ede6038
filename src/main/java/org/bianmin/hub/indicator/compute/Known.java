package org.bianmin.hub.indicator.compute;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.block.BlockSource;
import org.bianmin.hub.indicator.block.TypeSpan;
import org.bianmin.hub.mapping.EventDefinition;

/**
 * What answers are made from.
 *
 * @param fresh takes in what has changed
 * @param events definitions in force, by type
 * @param zone whose days count
 */
public record Known(
    BlockSource source,
    Fresh fresh,
    Supplier<Map<String, EventDefinition>> events,
    Facts facts,
    ZoneId zone,
    Clock clock) {

  /** Takes in what has changed. */
  @FunctionalInterface
  public interface Fresh {

    /**
     * Of all that a question reads, within one limit.
     *
     * @param facilities empty for all
     * @return how many days still wait
     */
    int refresh(Collection<String> facilities, Collection<TypeSpan> spans);
  }

  /** Questions to the facts themselves. */
  public interface Facts {

    /** Declarations in force at a time, newest first. */
    List<EventRow> declarations(long at);

    /** Keys of facts, by row. */
    Map<Long, EventKey> keys(Collection<Long> ids);

    /** A fact in whatever state; null where there is none. */
    EventRow find(EventKey key);
  }
}

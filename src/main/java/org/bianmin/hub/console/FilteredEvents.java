package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.TallyQueries;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The list of measure events as people filter it, and how many of each type there were. */
@Component
final class FilteredEvents {

  /** How often events of a type were announced as active (corrections included) and as void. */
  record Count(String type, long active, long voided) {}

  private static final int DAYS = 31;
  private static final long DAY = 86_400_000L;

  private final EventQueries events;
  private final TallyQueries tallies;
  private final ObjectProvider<Mappings> mappings;
  private final ZoneId zone;

  FilteredEvents(
      EventQueries events, TallyQueries tallies, ObjectProvider<Mappings> mappings, HubZone zone) {
    this.events = events;
    this.tallies = tallies;
    this.mappings = mappings;
    this.zone = zone.zone();
  }

  /** Types that the event files in force define. */
  Collection<String> types() {
    Mappings known = mappings.getIfAvailable();
    return known == null ? List.of() : new TreeSet<>(known.inForce().events().keySet());
  }

  /** A page; where a type and a time or status are asked for, by the time of the events. */
  Listing<EventRow> page(EventFilter filter, String after) {
    String type = MessageFilter.given(filter.type());
    if (type == null || !filter.needsType()) {
      var selection =
          new EventQueries.Selection(
              type, MessageFilter.given(filter.facility()), null, null, null);
      return Listing.read(
          after, null, EventRow::id, (from, size) -> events.page(selection, from, size));
    }
    long to = start(MessageFilter.given(filter.to()), LocalDate.now(zone)) + DAY;
    long from =
        MessageFilter.given(filter.from()) == null
            ? to - DAYS * DAY
            : start(MessageFilter.given(filter.from()), null);
    var of =
        new EventQueries.OfType(
            type, MessageFilter.given(filter.facility()), from, to, filter.wantedStatus());
    List<EventRow> rows = events.page(of, cursor(after), Listing.DEFAULT_LIMIT + 1);
    if (rows.size() <= Listing.DEFAULT_LIMIT) {
      return new Listing<>(rows, null);
    }
    EventRow last = rows.get(Listing.DEFAULT_LIMIT - 1);
    return new Listing<>(
        rows.subList(0, Listing.DEFAULT_LIMIT), last.event().occurredAt() + "-" + last.id());
  }

  private long start(String day, LocalDate otherwise) {
    try {
      LocalDate of = day == null ? otherwise : LocalDate.parse(day);
      return of.atStartOfDay(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new BadRequest("'from' and 'to' are days, written 2026-11-03", e);
    }
  }

  private static CountedFact.Cursor cursor(String after) {
    try {
      return after == null ? null : CountedFact.Cursor.parse(after);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("'after' is the 'next' of the page before", e);
    }
  }

  /** What was announced of each type in the last 24 hours, the most first. */
  List<Count> counts() {
    long now = System.currentTimeMillis();
    Map<String, Count> counts = new TreeMap<>();
    for (TallyQueries.Tally tally : tallies.sums("facts", now - DAY, now + 1)) {
      boolean active = tally.what().equals("active");
      if (active || tally.what().equals("void")) {
        counts.merge(
            tally.who(),
            new Count(tally.who(), active ? tally.n() : 0, active ? 0 : tally.n()),
            (one, other) ->
                new Count(
                    one.type(), one.active() + other.active(), one.voided() + other.voided()));
      }
    }
    List<Count> sorted = new ArrayList<>(counts.values());
    sorted.sort(Comparator.comparingLong(Count::active).reversed());
    return sorted;
  }
}

package org.bianmin.hub.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.LackingQueries;
import org.bianmin.hub.indicator.quality.Quality;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What facts lack, as pages, API and exports ask for it. */
@Component
final class QualityRoom {

  /**
   * A request.
   *
   * @param facility the hub's own where it is left out
   * @param from, to days, both included; left out: the last seven with today
   * @param ward of a ward or department; {@code -} for facts that tell none
   */
  record Wanted(String facility, String from, String to, String type, String ward) {}

  /**
   * A fact that lacks something.
   *
   * @param key of the measure event
   */
  record Fact(String key, long occurredAt) {}

  /**
   * Why facts lack something: of the newest of them.
   *
   * @param code without a row in the code tables; null where the source tells nothing
   * @param sample key of one of the facts
   */
  record Cause(String source, String code, long facts, String sample) {}

  static final String NO_WARD = "-";

  /** Causes are told of so many of the newest facts. */
  static final int LOOKED_AT = 300;

  private static final int DAYS = 7;
  private static final int MOST_DAYS = 92;
  private static final ZoneOffset BLOCKS = ZoneOffset.ofHours(8);

  private final ObjectProvider<Quality> quality;
  private final LackingQueries lacking;
  private final EventQueries events;
  private final ShownFacility shown;
  private final Clock clock = Clock.system(BLOCKS);

  QualityRoom(
      ObjectProvider<Quality> quality,
      LackingQueries lacking,
      EventQueries events,
      ShownFacility shown) {
    this.quality = quality;
    this.lacking = lacking;
    this.events = events;
    this.shown = shown;
  }

  /**
   * The figures.
   *
   * @throws NotFound when they are off
   */
  Quality known() {
    Quality known = quality.getIfAvailable();
    if (known == null || !known.enabled()) {
      throw new NotFound(
          "Facts are not kept by day, so their quality is not counted;"
              + " hub.indicators.enabled=true switches it on");
    }
    return known;
  }

  boolean enabled() {
    Quality known = quality.getIfAvailable();
    return known != null && known.enabled();
  }

  /**
   * What a request asks.
   *
   * @throws BadRequest when a day cannot be read or there are too many of them
   */
  Quality.Asked asked(Wanted wanted) {
    LocalDate to = day("to", wanted.to(), LocalDate.now(clock));
    LocalDate from = day("from", wanted.from(), to.minusDays(DAYS - 1L));
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw new BadRequest(
          "'from' is not after 'to', and no more than " + MOST_DAYS + " days are between", null);
    }
    String ward = MessageFilter.given(wanted.ward());
    return new Quality.Asked(
        shown.of(MessageFilter.given(wanted.facility()), known().facilities()),
        from,
        to,
        MessageFilter.given(wanted.type()),
        NO_WARD.equals(ward) ? "" : ward);
  }

  private static LocalDate day(String name, String text, LocalDate otherwise) {
    String given = MessageFilter.given(text);
    try {
      return given == null ? otherwise : LocalDate.parse(given);
    } catch (DateTimeException e) {
      throw new BadRequest("'" + name + "' is a day, written 2026-11-03", e);
    }
  }

  /** Lines, what is required first, and of these what most facts lack. */
  List<Quality.Line> lines(Quality.Asked asked) {
    List<Quality.Line> lines = new ArrayList<>(known().lines(asked));
    lines.sort(
        Comparator.<Quality.Line>comparingInt(line -> line.wish().required() ? 0 : 1)
            .thenComparing(
                Comparator.comparingLong((Quality.Line line) -> line.count().lacking()).reversed())
            .thenComparing(Quality.Line::type)
            .thenComparing(line -> line.wish().attribute()));
    return lines;
  }

  /**
   * The line of one attribute.
   *
   * @throws NotFound when nothing asks for it
   */
  Quality.Line line(Quality.Asked asked, String attribute) {
    boolean wished =
        known().wishes().getOrDefault(asked.type(), List.of()).stream()
            .anyMatch(wish -> wish.attribute().equals(attribute));
    if (!wished) {
      throw new NotFound("Neither the event's file nor an indicator in force asks for this");
    }
    return known().lines(asked).stream()
        .filter(line -> line.wish().attribute().equals(attribute))
        .findFirst()
        .orElseThrow(() -> new NotFound("No such fact is known of these days"));
  }

  /** Facts that lack an attribute, the newest first. */
  Listing<Fact> facts(Quality.Asked asked, String attribute, String after, Integer limit) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    List<Quality.Lacking> found =
        known().facts(asked, attribute, cursor(MessageFilter.given(after)), size + 1);
    boolean more = found.size() > size;
    List<Quality.Lacking> page = more ? found.subList(0, size) : found;
    Map<Long, EventKey> keys = events.keys(page.stream().map(Quality.Lacking::id).toList());
    return new Listing<>(
        page.stream()
            // merged away since the block was built
            .filter(fact -> keys.containsKey(fact.id()))
            .map(fact -> new Fact(keys.get(fact.id()).toString(), fact.occurredAt()))
            .toList(),
        more ? page.get(size - 1).cursor() : null);
  }

  private static CountedFact.Cursor cursor(String after) {
    try {
      return after == null ? null : CountedFact.Cursor.parse(after);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("'after' is the 'next' of the page before", e);
    }
  }

  /**
   * Why the newest facts lack an attribute, the most frequent cause first.
   *
   * @param of so many facts are looked at
   */
  List<Cause> causes(Quality.Asked asked, String attribute, int of) {
    List<Long> newest =
        known().facts(asked, attribute, null, of).stream().map(Quality.Lacking::id).toList();
    List<LackingQueries.Told> told = lacking.causes(newest, attribute);
    Map<Long, EventKey> samples =
        events.keys(told.stream().map(LackingQueries.Told::sample).toList());
    return told.stream()
        .map(
            one ->
                new Cause(
                    one.cause().source(),
                    one.cause().code(),
                    one.facts(),
                    samples.get(one.sample()).toString()))
        .toList();
  }
}

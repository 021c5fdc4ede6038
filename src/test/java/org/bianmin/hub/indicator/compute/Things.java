package org.bianmin.hub.indicator.compute;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.TestBlocks;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Feeds;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Measure;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Reach;
import org.bianmin.hub.indicator.programme.ReportPeriod;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.mapping.EventDefinition;

/** Facts of two invented types, {@code care.given} and {@code bill.paid}, and questions to them. */
final class Things {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String CARE = "care.given";
  static final String BILL = "bill.paid";
  static final String VISIT = "visit.opened";
  static final Map<String, EventDefinition> EVENTS = ThingTypes.events();

  final TestBlocks blocks = new TestBlocks(EVENTS);
  private final KeptBlocks source = new KeptBlocks(blocks);
  final Map<Long, EventKey> keys = new HashMap<>();
  final List<PlainFact> facts = new ArrayList<>();
  final List<EventRow> declarations = new ArrayList<>();
  final Map<EventKey, EventRow> others = new HashMap<>();
  ZoneId zone = ZONE;
  Roster roster = new Roster(List.of());
  HolidayCalendar holidays = HolidayCalendar.none();
  Feeds feeds = new Feeds(List.of());
  Instant now = Instant.parse("2026-11-26T00:00:00Z");
  Map<String, EventDefinition> events = EVENTS;
  Known.Fresh fresh = (facilities, spans) -> 0;
  private long lastId;

  /** A time of Shanghai, for example {@code 2026-03-31T23:59}. */
  static long at(String local) {
    return java.time.LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }

  /** Adds a fact; attributes are pairs, times as {@link Instant}. */
  long add(String facility, String type, String key, String person, long at, Object... pairs) {
    Map<String, Object> told = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] != null) {
        told.put((String) pairs[i], pairs[i + 1]);
      }
    }
    return add(facility, type, key, person, at, told);
  }

  long add(
      String facility, String type, String key, String person, long at, Map<String, Object> told) {
    long id = ++lastId;
    Map<String, Object> written = new LinkedHashMap<>();
    told.forEach(
        (name, value) ->
            written.put(
                name,
                value instanceof Instant time
                    ? ZonedDateTime.ofInstant(time, ZoneOffset.ofHours(8))
                        .toOffsetDateTime()
                        .toString()
                    : value));
    blocks.add(facility, type, id, key, at, person, written);
    keys.put(id, new EventKey(facility, type, key));
    facts.add(new PlainFact(id, facility, type, key, person, at, told));
    others.put(
        keys.get(id),
        new EventRow(
            id,
            new MeasureEvent(
                keys.get(id), 1, EventStatus.ACTIVE, at, at, person, written, "mapping-1"),
            at));
    return id;
  }

  /** A declaration in force. */
  void declare(String facility, String obligation, String period, String value) {
    declarations.add(
        new EventRow(
            ++lastId,
            new MeasureEvent(
                new EventKey(facility, "declaration.made", obligation + '/' + period),
                1,
                EventStatus.ACTIVE,
                0L,
                0,
                null,
                Map.of("obligationId", obligation, "period", period, "value", value),
                "m"),
            0));
  }

  ProgrammeSet set(IndicatorDefinition... definitions) {
    return new ProgrammeSet(
        List.of(
            new Programme(
                "p",
                words("p"),
                new Programme.Issued(words("p"), null, null),
                words("p"),
                null,
                null,
                List.of(),
                List.of(definitions),
                List.of())),
        roster,
        holidays,
        feeds,
        Integer.toHexString(java.util.Arrays.hashCode(definitions)));
  }

  AnswersFromBlocks answers() {
    return new AnswersFromBlocks(known());
  }

  Indicators indicators(IndicatorDefinition... definitions) {
    ProgrammeSet set = set(definitions);
    return new Indicators(() -> set, answers());
  }

  Known known() {
    return new Known(
        source,
        (facilities, spans) -> fresh.refresh(facilities, spans),
        () -> events,
        new Known.Facts() {
          @Override
          public List<EventRow> declarations(long at) {
            return declarations;
          }

          @Override
          public Map<Long, EventKey> keys(Collection<Long> ids) {
            Map<Long, EventKey> found = new LinkedHashMap<>();
            ids.forEach(id -> found.put(id, keys.get(id)));
            return found;
          }

          @Override
          public EventRow find(EventKey key) {
            return others.get(key);
          }
        },
        zone,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** The value of one definition for facility H1. */
  IndicatorValue value(Formula formula, String period) {
    return value(definition("I", formula), question(period));
  }

  IndicatorValue value(IndicatorDefinition definition, Question question) {
    return indicators(definition).value(question, definition.id()).get(0);
  }

  static Question question(String period) {
    return Question.of("p", Period.parse(period, ZONE), Scope.facility("H1"));
  }

  static Question by(String period, Dimension dimension) {
    return new Question(
        "p", Period.parse(period, ZONE), null, Scope.facility("H1"), dimension, Map.of());
  }

  static Words words(String text) {
    return new Words(text, text);
  }

  static IndicatorDefinition definition(String id, Formula formula) {
    return definition(
        id, Measure.of(formula), null, IndicatorDefinition.CityRule.POOLED, List.of());
  }

  static IndicatorDefinition definition(
      String id,
      Measure measure,
      org.bianmin.hub.indicator.programme.Declaration declared,
      IndicatorDefinition.CityRule city,
      List<org.bianmin.hub.indicator.programme.Switch> switches) {
    return new IndicatorDefinition(
        "p",
        id,
        words(id),
        List.of(),
        1,
        "%",
        IndicatorDefinition.Direction.UP,
        2,
        null,
        List.of("all"),
        ReportPeriod.QUARTER,
        words("s"),
        words("r"),
        switches,
        city,
        measure,
        declared,
        List.of(),
        "0123456789abcdef" + (measure == null ? 0 : measure.hashCode()));
  }

  static Path path(String text) {
    return Path.parse(text);
  }

  static FactSet care(Condition... where) {
    return FactSet.of(new FactSet.Member(CARE, null, Reach.NONE, List.of(where), List.of(), ""));
  }

  /** Care with the bills of its visit. */
  static FactSet billed(Reach reach, List<Condition> ofBill, Condition... where) {
    Join bill =
        new Join(
            "bill",
            BILL,
            List.of(new Join.By(path("visitRef"), path("visitRef"))),
            ofBill,
            reach,
            Join.Pick.FIRST);
    return FactSet.of(
        new FactSet.Member(CARE, null, Reach.NONE, List.of(where), List.of(bill), ""));
  }

  static Condition joined(String alias) {
    return new Condition.Joined(alias, Bounds.atLeast(1));
  }
}

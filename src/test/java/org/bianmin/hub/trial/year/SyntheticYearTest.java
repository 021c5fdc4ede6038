package org.bianmin.hub.trial.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;

/** The synthetic year by itself: the same each time, of the asked size, true to its books. */
class SyntheticYearTest {

  private static final long SEED = 7;
  private static final int SIZE = 40_000;
  private static final MappingSet MAPPINGS = MappingLoader.load(Path.of("mappings")).set();

  /** Types that no indicator asks for by events of a synthetic year. */
  private static final Set<String> NOT_PLAYED = Set.of("clinic.suspended", "declaration.made");

  @Test
  void isTheSameForASeedAndAnotherForAnother() {
    assertThat(hash(new SyntheticYear(SEED, SIZE)))
        .isEqualTo(hash(new SyntheticYear(SEED, SIZE)))
        .isNotEqualTo(hash(new SyntheticYear(SEED + 1, SIZE)));
  }

  private static long hash(SyntheticYear year) {
    long hash = 0;
    for (Iterator<YearEvent> events = year.events(); events.hasNext(); ) {
      hash = hash * 31 + events.next().toString().hashCode();
    }
    return hash;
  }

  @Test
  void aDayIsTheSameWhicheverOtherDaysArePlayed() {
    Set<YearEvent> whole = new HashSet<>();
    new SyntheticYear(SEED, SIZE).events().forEachRemaining(whole::add);
    Set<YearEvent> days = new HashSet<>();
    LocalDate day = LocalDate.of(2026, 3, 30);
    new SyntheticYear(SEED, SIZE, day, day.plusDays(2)).events().forEachRemaining(days::add);

    assertThat(days).hasSizeBetween(150, 800);
    assertThat(whole).containsAll(days);
  }

  @Test
  void isHeardInTheOrderOfTheClockButForWhatIsLate() {
    long last = 0;
    int earlier = 0;
    int all = 0;
    for (Iterator<YearEvent> events = new SyntheticYear(SEED, SIZE).events(); events.hasNext(); ) {
      long at = events.next().recordedAt();
      earlier += at < last ? 1 : 0;
      last = Math.max(last, at);
      all++;
    }
    assertThat(earlier).isBetween(1, all / 50);
  }

  @Test
  void hasTheSameProportionsAtEverySize() {
    Map<String, Double> small = shares(new SyntheticYear(SEED, 60_000), 60_000);
    Map<String, Double> large = shares(new SyntheticYear(SEED, 300_000), 300_000);

    large.forEach(
        (type, share) -> {
          // the health centre opens its rooms however many patients come
          if (share > 0.005 && !type.equals("clinic.session-held")) {
            assertThat(small.get(type)).as(type).isBetween(share * 0.85, share * 1.15);
          }
        });
  }

  private static Map<String, Double> shares(SyntheticYear year, int asked) {
    Map<String, Integer> counts = new HashMap<>();
    int all = 0;
    for (Iterator<YearEvent> events = year.events(); events.hasNext(); all++) {
      counts.merge(events.next().type(), 1, Integer::sum);
    }
    assertThat(all).as("events of %d asked for", asked).isBetween(asked * 9 / 10, asked * 11 / 10);
    Map<String, Double> shares = new HashMap<>();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      shares.put(count.getKey(), count.getValue() / (double) all);
    }
    return shares;
  }

  @Test
  void tellsEveryTypeAsItsEventFileHasIt() {
    Set<String> played = new TreeSet<>();
    Set<YearEvent.What> ways = new HashSet<>();
    SyntheticYear year = new SyntheticYear(SEED, SIZE);
    for (Iterator<YearEvent> events : List.of(year.events(), year.lateCorrections())) {
      while (events.hasNext()) {
        YearEvent event = events.next();
        ways.add(event.what());
        if (event.what() != YearEvent.What.MERGE) {
          played.add(event.type());
          check(event);
        }
      }
    }
    Set<String> expected = new TreeSet<>(MAPPINGS.events().keySet());
    expected.removeAll(NOT_PLAYED);
    assertThat(played).isEqualTo(expected);
    assertThat(ways).containsExactlyInAnyOrder(YearEvent.What.values());
  }

  private static void check(YearEvent event) {
    EventDefinition definition = MAPPINGS.events().get(event.type());
    assertThat(definition).as(event.type()).isNotNull();
    check(event.type(), definition.attributes(), event.attributes());
    if (event.what() == YearEvent.What.RECORD) {
      definition.attributes().values().stream()
          .filter(AttributeDefinition::required)
          .forEach(
              required ->
                  assertThat(event.attributes()).as(event.type()).containsKey(required.name()));
      assertThat(event.occurredAt() % 1000).as("facts know seconds").isZero();
      assertThat(definition.anonymous() || event.patient() != null).as(event.type()).isTrue();
    }
  }

  private static void check(
      String where, Map<String, AttributeDefinition> known, Map<String, Object> told) {
    told.forEach(
        (name, value) -> {
          String place = where + "." + name;
          AttributeDefinition attribute = known.get(name);
          assertThat(attribute).as(place).isNotNull();
          AttributeType type = attribute.type();
          if (type == AttributeType.GROUP) {
            for (Object item : (List<?>) value) {
              check(place, attribute.items(), asMap(item));
            }
          } else if (type == AttributeType.CODE) {
            assertThat(MAPPINGS.valueSets().get(attribute.valueSet()))
                .as(place)
                .contains((String) value);
          } else {
            assertThat(value).as(place).isInstanceOf(javaType(type));
          }
        });
  }

  private static Map<String, Object> asMap(Object item) {
    Map<String, Object> map = new HashMap<>();
    ((Map<?, ?>) item).forEach((name, value) -> map.put((String) name, value));
    return map;
  }

  private static Class<?> javaType(AttributeType type) {
    return switch (type) {
      case TIME -> Instant.class;
      case INTEGER, AMOUNT -> Long.class;
      case BOOLEAN -> Boolean.class;
      default -> String.class;
    };
  }

  @Test
  void isTrueToItsBooksBeforeAndAfterTheLateCorrections() {
    SyntheticYear year = new SyntheticYear(SEED, SIZE);
    Replay replay = new Replay();
    year.events().forEachRemaining(replay::hear);
    List<Long> before = compare(year, replay);
    year.lateCorrections().forEachRemaining(replay::hear);
    List<Long> after = compare(year, replay);

    assertThat(after).isNotEqualTo(before);
    assertThat(after).as("only what is of the first quarter changes").hasSameSizeAs(before);
  }

  /** Pages that need one fact each, beside what the events themselves end as. */
  private static List<Long> compare(SyntheticYear year, Replay replay) {
    return List.of(
        page(year, replay, "visit.O", "visit.registered", has("visitClass", "O")),
        page(
            year,
            replay,
            "visit.O.booked",
            "visit.registered",
            has("visitClass", "O").and(told -> told.containsKey("apptRef"))),
        page(year, replay, "discharge.home", "discharge.made", notIn("disposition", "2", "5")),
        page(
            year,
            replay,
            "decided.recognised",
            "recognition.decided",
            has("decision", "recognised")),
        page(year, replay, "booking.exam", "appt.booked", has("apptKind", "exam")),
        page(
            year,
            replay,
            "booking.clinic.30",
            "appt.booked",
            has("apptKind", "clinic")
                .and(told -> told.get("slotMinutes") instanceof Long minutes && minutes <= 30)),
        page(year, replay, "pathway.variance", "pathway.closed", has("outcome", "variance-exit")),
        page(year, replay, "final", "settlement.inpatient", has("kind", "final")),
        page(
            year,
            replay,
            "visit.free-revisit",
            "visit.registered",
            has("feeClass", "free-revisit")));
  }

  private static Predicate<Map<String, Object>> has(String name, Object value) {
    return told -> value.equals(told.get(name));
  }

  private static Predicate<Map<String, Object>> notIn(String name, Object... values) {
    return told -> !List.of(values).contains(told.get(name));
  }

  private static long page(
      SyntheticYear year,
      Replay replay,
      String page,
      String type,
      Predicate<Map<String, Object>> which) {
    long all = 0;
    for (int quarter = 1; quarter <= 4; quarter++) {
      Span span = Span.quarter(quarter);
      long booked = new BookPages(year.books(), SyntheticYear.HOSPITAL, span).sum(page);
      assertThat(booked)
          .as(page + " in " + span.text())
          .isEqualTo(replay.count(SyntheticYear.HOSPITAL, type, span, which))
          .isPositive();
      all = all * 1_000_003 + booked;
    }
    return all;
  }
}

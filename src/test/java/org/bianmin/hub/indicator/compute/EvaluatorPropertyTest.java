package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random formulas over random facts give what the plain evaluation gives, with the same facts. */
class EvaluatorPropertyTest {

  private static final int FORMULAS = 60;
  private static final int FACTS = 150;
  private static final long FROM = Things.at("2026-01-01T00:00");
  private static final long TO = Things.at("2026-04-01T00:00");

  private final Things things = new Things();
  private final Set<String> voids = new HashSet<>();
  private Random random = new Random(1);
  private RandomSets sets = new RandomSets(random);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithThePlainEvaluationInNumbersAndFacts(long seed) {
    random = new Random(seed);
    sets = new RandomSets(random);
    things.holidays =
        new HolidayCalendar(
            Map.of(
                LocalDate.parse("2026-01-01"), HolidayCalendar.Kind.HOLIDAY,
                LocalDate.parse("2026-01-04"), HolidayCalendar.Kind.WORKDAY,
                LocalDate.parse("2026-02-17"), HolidayCalendar.Kind.HOLIDAY));
    facts();
    PlainEvaluation plain = new PlainEvaluation(things.facts, voids, things.holidays);
    int counted = 0;
    for (int i = 0; i < FORMULAS; i++) {
      counted += check(plain, sets.set(), seed + "/" + i);
    }
    // formulas that count nothing would prove nothing
    assertThat(counted).isGreaterThan(FORMULAS / 3);
  }

  private int check(PlainEvaluation plain, FactSet set, String name) {
    List<Condition> numerator = List.of(sets.condition(set, true, 1));
    Formula.Share share = new Formula.Share(set, numerator, null);
    List<PlainEvaluation.Row> rows = plain.rows(set, FROM, TO);
    List<PlainEvaluation.Row> met =
        rows.stream()
            .filter(r -> numerator.stream().allMatch(c -> plain.holds(r, c, null)))
            .toList();
    Indicators indicators = things.indicators(Things.definition("I", share));
    IndicatorValue value = indicators.value(Things.question("2026-Q1"), "I").get(0);
    assertThat(value.denominator()).as(name + " " + share).isEqualByComparingTo(count(rows));
    assertThat(value.numerator()).as(name + " " + share).isEqualByComparingTo(count(met));
    assertThat(lineage(indicators, true)).as(name + " N").isEqualTo(ids(met));
    assertThat(lineage(indicators, false)).as(name + " D").isEqualTo(ids(rows));
    if (!rows.isEmpty()) {
      assertThat(value.value())
          .isEqualByComparingTo(
              count(met)
                  .multiply(BigDecimal.valueOf(100))
                  .divide(count(rows), 2, RoundingMode.HALF_UP));
    }
    groups(indicators, value);
    persons(plain, set, rows, name);
    spans(plain, set, rows, name);
    once(plain, set, rows, name);
    return met.isEmpty() || met.size() == rows.size() ? 0 : 1;
  }

  private static BigDecimal count(List<?> rows) {
    return BigDecimal.valueOf(rows.size());
  }

  private static Set<Long> ids(List<PlainEvaluation.Row> rows) {
    Set<Long> ids = new TreeSet<>();
    rows.forEach(r -> ids.add(r.fact().id()));
    return ids;
  }

  /** By pages of seven. */
  private static Set<Long> lineage(Indicators indicators, boolean numerator) {
    Set<Long> ids = new TreeSet<>();
    CountedFact.Cursor after = null;
    long last = Long.MIN_VALUE;
    do {
      LineagePage page =
          indicators.lineage(Things.question("2026-Q1"), "I", numerator, "", after, 7);
      for (CountedFact fact : page.facts()) {
        assertThat(ids.add(fact.id())).isTrue();
        assertThat(fact.occurredAt()).isGreaterThanOrEqualTo(last);
        last = fact.occurredAt();
      }
      after = page.next();
    } while (after != null);
    return ids;
  }

  private static void groups(Indicators indicators, IndicatorValue whole) {
    BigDecimal numerators = BigDecimal.ZERO;
    BigDecimal denominators = BigDecimal.ZERO;
    for (IndicatorValue group : indicators.value(Things.by("2026-Q1", Dimension.DEPARTMENT), "I")) {
      numerators = numerators.add(group.numerator());
      denominators = denominators.add(group.denominator());
    }
    assertThat(numerators).isEqualByComparingTo(whole.numerator());
    assertThat(denominators).isEqualByComparingTo(whole.denominator());
  }

  private void persons(
      PlainEvaluation plain, FactSet set, List<PlainEvaluation.Row> rows, String name) {
    List<Path> of = List.of(path("$person"), path("code"));
    Set<List<Object>> seen = new HashSet<>();
    for (PlainEvaluation.Row row : rows) {
      Object person = plain.value(row, of.get(0), null);
      Object code = plain.value(row, of.get(1), null);
      if (person != null && code != null) {
        seen.add(List.of(person, code));
      }
    }
    IndicatorValue value = things.value(new Formula.Distinct(set, of, List.of()), "2026-Q1");
    assertThat(value.numerator()).as(name).isEqualByComparingTo(BigDecimal.valueOf(seen.size()));
  }

  private void spans(
      PlainEvaluation plain, FactSet set, List<PlainEvaluation.Row> rows, String name) {
    List<Long> millis = new ArrayList<>();
    long rejected = 0;
    for (PlainEvaluation.Row row : rows) {
      if (plain.value(row, path("startAt"), null) instanceof Instant a
          && plain.value(row, path("endAt"), null) instanceof Instant b) {
        long span = Duration.between(a, b).toMillis();
        if (span < 0) {
          rejected++;
        } else {
          millis.add(span);
        }
      }
    }
    millis.sort(null);
    Quantity quantity =
        new Quantity.Between(
            Quantity.Unit.MINUTES, Quantity.Moment.of("startAt"), Quantity.Moment.of("endAt"));
    Formula.Shown mean = new Formula.Shown(Formula.Statistic.MEAN, 0);
    IndicatorValue value =
        things.value(
            new Formula.Measured(
                mean,
                set,
                quantity,
                BigDecimal.ZERO,
                null,
                List.of(
                    new Formula.Shown(Formula.Statistic.MEDIAN, 0),
                    new Formula.Shown(Formula.Statistic.PERCENTILE, 90),
                    new Formula.Shown(Formula.Statistic.MAX, 0))),
            "2026-Q1");
    if (value.note() != null && value.denominator() == null) {
      return;
    }
    assertThat(value.denominator()).as(name).isEqualByComparingTo(count(millis));
    Map<String, BigDecimal> parts = new LinkedHashMap<>();
    value.parts().forEach(p -> parts.put(p.code(), p.value()));
    assertThat(parts.get("rejected")).isEqualByComparingTo(BigDecimal.valueOf(rejected));
    if (millis.isEmpty()) {
      assertThat(value.value()).isNull();
      return;
    }
    BigDecimal sum = BigDecimal.valueOf(millis.stream().mapToLong(Long::longValue).sum());
    assertThat(value.value()).isEqualByComparingTo(minutes(sum, millis.size()));
    int n = millis.size();
    BigDecimal middle =
        BigDecimal.valueOf(millis.get((n - 1) / 2)).add(BigDecimal.valueOf(millis.get(n / 2)));
    assertThat(parts.get("median")).isEqualByComparingTo(minutes(middle, 2));
    int rank = (int) Math.ceil(n * 0.9 - 1e-9);
    assertThat(parts.get("p90"))
        .isEqualByComparingTo(minutes(BigDecimal.valueOf(millis.get(rank - 1)), 1));
    assertThat(parts.get("max"))
        .isEqualByComparingTo(minutes(BigDecimal.valueOf(millis.get(n - 1)), 1));
  }

  /** Minutes at which any of the facts runs: those between two neighbouring ends that one spans. */
  private void once(
      PlainEvaluation plain, FactSet set, List<PlainEvaluation.Row> rows, String name) {
    List<Instant[]> runs = new ArrayList<>();
    TreeSet<Instant> ends = new TreeSet<>();
    for (PlainEvaluation.Row row : rows) {
      if (plain.value(row, path("startAt"), null) instanceof Instant a
          && plain.value(row, path("endAt"), null) instanceof Instant b) {
        runs.add(new Instant[] {a, b});
        ends.add(a);
        ends.add(b);
      }
    }
    long millis = 0;
    Instant last = Instant.MIN;
    for (Instant end : ends) {
      Instant from = last;
      if (runs.stream().anyMatch(r -> !r[0].isAfter(from) && !r[1].isBefore(end))) {
        millis += Duration.between(from, end).toMillis();
      }
      last = end;
    }
    Quantity quantity =
        new Quantity.Between(
            Quantity.Unit.MINUTES, Quantity.Moment.of("startAt"), Quantity.Moment.of("endAt"));
    IndicatorValue value =
        things.value(new Formula.PerDay(set, quantity, Formula.Days.ALL_DAYS, true), "2026-Q1");
    if (value.denominator() != null) {
      assertThat(value.denominator()).as(name).isEqualByComparingTo("90");
      assertThat(value.value())
          .as(name)
          .isEqualByComparingTo(minutes(BigDecimal.valueOf(millis), 90));
    }
  }

  private static BigDecimal minutes(BigDecimal millis, int over) {
    return millis.divide(BigDecimal.valueOf(60_000L * over), 2, RoundingMode.HALF_UP);
  }

  private void facts() {
    for (int i = 0; i < FACTS; i++) {
      long at = FROM - 40 * ZoneDays.DAY + (long) (random.nextDouble() * 170 * ZoneDays.DAY);
      if (random.nextInt(6) == 0) {
        // at midnight of Shanghai, and just before
        at = Math.floorDiv(at, ZoneDays.DAY) * ZoneDays.DAY - 8 * 3_600_000L - random.nextInt(2);
      }
      Map<String, Object> told = new LinkedHashMap<>();
      maybe(told, "code", pick("A1", "A2", "B1"));
      maybe(told, "flag", random.nextBoolean());
      maybe(told, "count", (long) random.nextInt(5));
      maybe(told, "share", pick("0.5", "1.25", "3"));
      maybe(told, "startAt", Instant.ofEpochMilli(at + random.nextInt(3_600_000)));
      maybe(told, "endAt", Instant.ofEpochMilli(at + random.nextInt(200_000_000) - 2_000_000));
      maybe(told, "visitRef", "V" + random.nextInt(15));
      maybe(told, "deptCode", pick("D1", "D2", "D3"));
      maybe(told, "tags", List.of(Map.of("tag", pick("t1", "t2")), Map.of("tag", "x3")));
      String type = random.nextInt(3) == 0 ? Things.BILL : Things.CARE;
      String person = random.nextInt(4) == 0 ? null : "P" + random.nextInt(12);
      things.add("H1", type, "V" + random.nextInt(15) + "/" + i, person, at, told);
    }
    for (int v = 0; v < 2; v++) {
      String visit = "V" + random.nextInt(15);
      things.blocks.addVoid("H1", Things.VISIT, visit);
      voids.add("H1/" + visit);
    }
  }

  private void maybe(Map<String, Object> told, String name, Object value) {
    if (random.nextInt(5) > 0) {
      told.put(name, value);
    }
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Path path(String text) {
    return Path.parse(text);
  }
}

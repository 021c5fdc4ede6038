package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Quantity;
import org.junit.jupiter.api.Test;

/** A period that is not over is counted until now. */
class RunningPeriodsTest {

  private final Things things = new Things();

  RunningPeriodsTest() {
    // a Thursday, eight in the morning of Shanghai
    things.now = Instant.parse("2026-11-26T00:00:00Z");
  }

  static Formula.StayDays stays() {
    return new Formula.StayDays(
        Things.CARE,
        Things.BILL,
        1440,
        List.of(),
        new Formula.Covered(
            Things.VISIT,
            "visitRef",
            new Formula.Valid(Things.path("startAt"), Things.path("endAt")),
            new Bounds(Bounds.atLeast(1).atLeast(), Bounds.atLeast(1).atLeast(), null, null)));
  }

  private void stay(String key, String from, String to) {
    things.add("H1", Things.CARE, key, "P" + key, Things.at(from));
    if (to != null) {
      things.add("H1", Things.BILL, key, "P" + key, Things.at(to));
    }
  }

  private void covered(String key, String stay, String from, String to) {
    things.add(
        "H1",
        Things.VISIT,
        key,
        null,
        Things.at(from),
        "visitRef",
        stay,
        "startAt",
        Instant.ofEpochMilli(Things.at(from)),
        "endAt",
        to == null ? null : Instant.ofEpochMilli(Things.at(to)));
  }

  @Test
  void countsDaysOfStaysUntilNow() {
    stay("1", "2026-11-20T10:00", null);
    covered("a", "1", "2026-11-22T09:00", null);
    IndicatorValue value = things.value(stays(), "2026-11");
    // the nights after the 20th to the 25th; covered from the 22nd
    assertThat(value.denominator()).isEqualByComparingTo("6");
    assertThat(value.numerator()).isEqualByComparingTo("4");
  }

  @Test
  void hasDataWherePatientsStayedWhoCameBefore() {
    stay("1", "2026-08-20T10:00", "2026-10-03T09:00");
    IndicatorValue value = things.value(stays(), "2026-10");
    assertThat(value.note().en()).doesNotContain("no data");
    assertThat(value.denominator()).isEqualByComparingTo("2");
    assertThat(value.value()).isEqualByComparingTo("0");
    // and none where they have left
    assertThat(things.value(stays(), "2026-11").note().en()).contains("no data");
  }

  @Test
  void countsManyStaysEachAtItsOwnCensuses() {
    for (int day = 1; day <= 28; day++) {
      String date = "2026-02-%02d".formatted(day);
      stay("k" + day, date + "T08:00", date + "T20:00");
      stay("n" + day, date + "T20:00", day < 28 ? "2026-02-%02dT07:00".formatted(day + 1) : null);
      covered("c" + day, "n" + day, date + "T20:00", null);
      covered("d" + day, "n" + day, date + "T21:00", "2026-02-28T21:00");
    }
    IndicatorValue value = things.value(stays(), "2026-02");
    // those of the day are there at no midnight; the others at one, and two nurses have each but
    // the last
    assertThat(value.denominator()).isEqualByComparingTo("28");
    assertThat(value.numerator()).isEqualByComparingTo("1");
  }

  @Test
  void countsWeeksThatAreOver() {
    Formula weeks = new Formula.Weeks(Things.care(), 3);
    for (String day : List.of("16", "17", "18", "23", "24", "25")) {
      stay(day, "2026-11-" + day + "T09:00", null);
    }
    IndicatorValue value = things.value(weeks, "2026-11");
    // Mondays 2, 9 and 16; the week of the 23rd goes on
    assertThat(value.denominator()).isEqualByComparingTo("3");
    assertThat(value.numerator()).isEqualByComparingTo("1");
  }

  @Test
  void dividesByDaysThatHaveBegunAndAddsWhatIsOfThem() {
    Formula perDay =
        new Formula.PerDay(
            Things.care(), new Quantity.Attribute(Path.parse("count")), Formula.Days.ALL_DAYS);
    things.add("H1", Things.CARE, "1", "P", Things.at("2026-11-02T08:00"), "count", 52L);
    things.add("H1", Things.CARE, "2", "P", Things.at("2026-11-28T08:00"), "count", 100L);
    IndicatorValue value = things.value(perDay, "2026-11");
    assertThat(value.denominator()).isEqualByComparingTo("26");
    assertThat(value.value()).isEqualByComparingTo("2.00");
  }
}

package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Formula;
import org.junit.jupiter.api.Test;

/** Who is covered at midnight, worked by hand. */
class StaysTest {

  private static final Bounds ONE = Bounds.between(1, 1);

  private final Things things = new Things();
  private int assigned;

  /** Stays begin with a visit, end with a bill of the same key; care is what covers them. */
  private static Formula nights() {
    return new Formula.StayDays(
        Things.VISIT,
        Things.BILL,
        1440,
        List.of(),
        new Formula.Covered(
            Things.CARE,
            "visitRef",
            new Formula.Valid(Things.path("startAt"), Things.path("endAt")),
            ONE));
  }

  /** From 10 March 10:00 to 11 March 09:00: the midnight after 10 March. */
  private void stay(String key) {
    things.add("H1", Things.VISIT, key, "P1", Things.at("2026-03-10T10:00"));
    things.add("H1", Things.BILL, key, "P1", Things.at("2026-03-11T09:00"));
  }

  private void nurse(String stay, String from, String to) {
    long begin = Things.at(from);
    things.add(
        "H1",
        Things.CARE,
        stay + "/" + assigned++,
        "P1",
        begin,
        "visitRef",
        stay,
        "startAt",
        Instant.ofEpochMilli(begin),
        "endAt",
        to == null ? null : Instant.ofEpochMilli(Things.at(to)));
  }

  private BigDecimal covered() {
    IndicatorValue value = things.value(nights(), "2026-Q1");
    assertThat(value.denominator()).isEqualByComparingTo("1");
    return value.numerator();
  }

  @Test
  void aHandOverASecondBeforeMidnightLeavesNoGap() {
    stay("S");
    nurse("S", "2026-03-10T11:00", "2026-03-10T23:59:59");
    nurse("S", "2026-03-11T00:00", null);
    assertThat(covered()).isEqualByComparingTo("1");
  }

  @Test
  void aHandOverAtMidnightItselfIsOneAndNotTwo() {
    stay("S");
    nurse("S", "2026-03-10T11:00", "2026-03-11T00:00");
    nurse("S", "2026-03-11T00:00", null);
    assertThat(covered()).isEqualByComparingTo("1");
  }

  @Test
  void aHandOverWithinTheLastMinuteIsOneAndNotTwo() {
    stay("S");
    nurse("S", "2026-03-10T11:00", "2026-03-10T23:59:30");
    nurse("S", "2026-03-10T23:59:30", null);
    assertThat(covered()).isEqualByComparingTo("1");
  }

  @Test
  void oneThatEndedMoreThanAMinuteBeforeMidnightCoversNobody() {
    stay("S");
    nurse("S", "2026-03-10T11:00", "2026-03-10T23:58:59");
    nurse("S", "2026-03-11T00:00", null);
    assertThat(covered()).isEqualByComparingTo("0");
  }

  @Test
  void twoThatEndedJustBeforeMidnightAreTwo() {
    stay("S");
    nurse("S", "2026-03-10T11:00", "2026-03-10T23:59:59");
    nurse("S", "2026-03-10T12:00", "2026-03-10T23:59:59");
    assertThat(covered()).isEqualByComparingTo("0");
  }
}

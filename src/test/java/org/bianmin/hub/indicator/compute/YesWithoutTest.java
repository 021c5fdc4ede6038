package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.IndicatorDefinition.CityRule;
import org.bianmin.hub.indicator.programme.Measure;
import org.bianmin.hub.indicator.programme.Target;
import org.junit.jupiter.api.Test;

/** Yes and no by a bound and by what must not be, and targets of two bounds. */
class YesWithoutTest {

  private static final Condition FLAG = new Condition.Is(Things.path("flag"), true);
  private static final IndicatorDefinition DOES =
      Things.definition(
          "I",
          new Measure(
              new Formula.Share(Things.care(), List.of(FLAG), null),
              Bounds.atLeast(50),
              null,
              FactSet.of(FactSet.Member.of(Things.BILL))),
          null,
          CityRule.POOLED,
          List.of());

  private final Things things = new Things();

  private void care(String key, boolean flag, String department) {
    long at = Things.at("2026-02-01T08:00");
    things.add("H1", Things.CARE, key, "P1", at, "flag", flag, "deptCode", department);
  }

  private void bill(String at, String department) {
    things.add("H1", Things.BILL, at, "P1", Things.at(at), "deptCode", department);
  }

  private BigDecimal value() {
    return things.value(DOES, Things.question("2026-Q1")).value();
  }

  @Test
  void isANoAsSoonAsThereIsWhatMustNotBe() {
    care("1", true, "A");
    care("2", false, "A");
    bill("2026-04-01T00:00", "A");
    assertThat(value()).isEqualByComparingTo("1");
    bill("2026-03-31T23:59", "A");
    assertThat(value()).isEqualByComparingTo("0");
  }

  @Test
  void isANoWithNothingToDivideByAndNeitherWithoutData() {
    assertThat(value()).isNull();
    bill("2026-02-01T08:00", "A");
    IndicatorValue value = things.value(DOES, Things.question("2026-Q1"));
    assertThat(value.value()).isEqualByComparingTo("0");
    assertThat(value.denominator()).isEqualByComparingTo("0");
  }

  @Test
  void looksAtEachGroupByItself() {
    care("1", true, "A");
    care("2", true, "B");
    bill("2026-02-01T08:00", "B");
    bill("2026-02-02T08:00", "C");
    assertThat(things.indicators(DOES).value(Things.by("2026-Q1", Dimension.DEPARTMENT), "I"))
        .extracting(IndicatorValue::group, v -> v.value().intValue())
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("A", 1),
            org.assertj.core.api.Assertions.tuple("B", 0),
            org.assertj.core.api.Assertions.tuple("C", 0));
  }

  @Test
  void aTargetOfTwoBoundsIsReachedBetweenThemAndAtBoth() {
    Target target =
        new Target(Target.Is.BETWEEN, BigDecimal.valueOf(60), BigDecimal.valueOf(180), "own");
    assertThat(target.text()).isEqualTo("60–180");
    assertThat(target.met(new BigDecimal("59.99"))).isFalse();
    assertThat(target.met(BigDecimal.valueOf(60))).isTrue();
    assertThat(target.met(BigDecimal.valueOf(180))).isTrue();
    assertThat(target.met(new BigDecimal("180.01"))).isFalse();
  }
}

package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.Contributors;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Quantity;
import org.junit.jupiter.api.Test;

/** A median of numbers of which a fact has none, one or several. */
class ItemQuantitiesTest {

  private final Things things = new Things();

  private void care(String key, List<Map<String, Object>> tags) {
    things.add("H1", Things.CARE, key, "P1", Things.at("2026-02-01T08:00"), Map.of("tags", tags));
  }

  private static Map<String, Object> took(String number) {
    return number == null ? Map.of("tag", "x") : Map.of("tag", "x", "took", number);
  }

  private static Formula median(BigDecimal rejectAbove) {
    return new Formula.Measured(
        new Formula.Shown(Formula.Statistic.MEDIAN, 0),
        Things.care(),
        new Quantity.Items(Things.path("tags"), "took"),
        null,
        rejectAbove,
        List.of(new Formula.Shown(Formula.Statistic.PERCENTILE, 90)));
  }

  @Test
  void ranksAllItemsAndSaysHowManyHaveTheNumberOfHowMany() {
    care("none", List.of());
    care("one", List.of(took("1.5")));
    care("several", List.of(took("10"), took(null), took("4.25")));
    care("waiting", List.of(took(null)));
    things.add("H1", Things.CARE, "untold", "P1", Things.at("2026-02-01T09:00"));

    IndicatorValue value = things.value(median(null), "2026-Q1");

    // 1.5, 4.25, 10
    assertThat(value.value()).isEqualByComparingTo("4.25");
    assertThat(value.numerator()).isEqualByComparingTo("3");
    assertThat(value.denominator()).isEqualByComparingTo("5");
    assertThat(value.parts().get(0).value()).isEqualByComparingTo("10");
    Indicators indicators = things.indicators(Things.definition("I", median(null)));
    Contributors facts = indicators.contributors(Things.question("2026-Q1"), "I");
    assertThat(facts.numerator().size()).isEqualTo(2);
    assertThat(facts.numerator().quantity(1)).isEqualTo(2);
    assertThat(facts.denominator().size()).isEqualTo(3);
    assertThat(facts.denominator().quantity(1)).isEqualTo(3);
  }

  @Test
  void hasNoValueWhereNoItemHasTheNumber() {
    care("waiting", List.of(took(null), took(null)));

    IndicatorValue value = things.value(median(null), "2026-Q1");

    assertThat(value.value()).isNull();
    assertThat(value.numerator()).isEqualByComparingTo("0");
    assertThat(value.denominator()).isEqualByComparingTo("2");
  }

  @Test
  void countsWhatCannotBeMeantApart() {
    care("odd", List.of(took("3"), took("99"), took(null)));

    IndicatorValue value = things.value(median(BigDecimal.TEN), "2026-Q1");

    assertThat(value.value()).isEqualByComparingTo("3");
    assertThat(value.denominator()).isEqualByComparingTo("2");
    assertThat(value.parts().get(1).code()).isEqualTo("rejected");
    assertThat(value.parts().get(1).value()).isEqualByComparingTo("1");
  }
}

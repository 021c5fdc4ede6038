package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;

/** What became of reports and of orders, step by step. */
record FunnelSteps(List<Step> reports, List<Step> orders) {

  /** Width of a bar that is as long as the first. */
  private static final double WHOLE = 100;

  /**
   * A step.
   *
   * @param name what is counted; the messages have its words under {@code recognition.step.}
   * @param width of its bar from 0 to 100, null where it counts something else than the first
   */
  record Step(String name, long n, Double width) {}

  /** From the indicators of mutual recognition, of one facility and period. */
  static FunnelSteps of(List<IndicatorValue> values) {
    long reports = side(values, "MR-01", "published", Part::denominator);
    long orders = side(values, "MR-03a", "looked-at", Part::denominator);
    return new FunnelSteps(
        List.of(
            step("reports", reports, reports),
            step("published", side(values, "MR-01", "published", Part::numerator), reports),
            step("recognisable", count(values, "MR-01", IndicatorValue::denominator), reports),
            new Step("items", side(values, "MR-02", "recognisable", Part::value), null)),
        List.of(
            step("orders", orders, orders),
            step("offered", count(values, "MR-03a", IndicatorValue::denominator), orders),
            step("prompts", count(values, "MR-03b", IndicatorValue::denominator), orders),
            step("views", count(values, "MR-03b", IndicatorValue::numerator), orders),
            step("recognised", count(values, "MR-04", IndicatorValue::numerator), orders),
            step("quoted", side(values, "MR-04", "quoted", Part::numerator), orders),
            step("declined", count(values, "MR-05", IndicatorValue::value), orders)));
  }

  private static long count(
      List<IndicatorValue> values, String id, Function<IndicatorValue, BigDecimal> of) {
    return values.stream()
        .filter(value -> value.id().equals(id))
        .map(of)
        .filter(Objects::nonNull)
        .mapToLong(BigDecimal::longValue)
        .sum();
  }

  private static long side(
      List<IndicatorValue> values, String id, String code, Function<Part, BigDecimal> of) {
    return values.stream()
        .filter(value -> value.id().equals(id))
        .flatMap(value -> value.parts().stream())
        .filter(part -> part.code().equals(code))
        .map(of)
        .filter(Objects::nonNull)
        .mapToLong(BigDecimal::longValue)
        .sum();
  }

  private static Step step(String name, long n, long first) {
    return new Step(name, n, first == 0 ? 0 : Math.min(WHOLE, WHOLE * n / first));
  }
}

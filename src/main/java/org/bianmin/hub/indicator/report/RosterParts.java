package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Coverage and parts of a city's value, with those of institutions that sent their reports. */
final class RosterParts {

  /** Numbers of one institution that say nothing of several. */
  private static final Pattern NOT_ADDED = Pattern.compile("mean|median|max|computed|p\\d{1,2}");

  private static final int DIGITS = 4;
  private static final BigDecimal HALF_OF_HUNDRED = BigDecimal.valueOf(50);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private RosterParts() {}

  /**
   * Coverage of all institutions, each with the same weight: what is counted here has none of those
   * that sent reports.
   *
   * @return null where one of them does not say its own, or none is known here
   */
  static BigDecimal coverage(ReportValue value, List<JsonNode> told) {
    int of = value.roster().of();
    int here = of - value.roster().without().size();
    if (here > 0 && value.coverage() == null) {
      return null;
    }
    BigDecimal sum =
        value.coverage() == null
            ? BigDecimal.ZERO
            : value.coverage().multiply(BigDecimal.valueOf(of));
    for (JsonNode line : told) {
      BigDecimal own = RosterRule.number(line, "coverage");
      if (own == null) {
        return null;
      }
      sum = sum.add(own);
    }
    return sum.divide(BigDecimal.valueOf(Math.max(1, of)), DIGITS, RoundingMode.DOWN)
        .min(BigDecimal.ONE);
  }

  /** Parts with those that were sent added; means, medians and the like are left out. */
  static List<ReportValue.Part> added(ReportValue value, List<JsonNode> told) {
    List<ReportValue.Part> parts = new ArrayList<>();
    for (ReportValue.Part part : value.parts()) {
      if (!NOT_ADDED.matcher(part.code()).matches()) {
        parts.add(added(part, told));
      }
    }
    return parts;
  }

  private static ReportValue.Part added(ReportValue.Part part, List<JsonNode> told) {
    BigDecimal n = part.numerator();
    BigDecimal d = part.denominator();
    BigDecimal sum = part.value();
    BigDecimal times = times(part.value(), n, d);
    int digits = part.value() == null ? 2 : part.value().scale();
    for (JsonNode line : told) {
      for (JsonNode sent : line.path("parts")) {
        if (sent.path("code").asText().equals(part.code())) {
          BigDecimal own = RosterRule.number(sent, "value");
          BigDecimal ownN = RosterRule.number(sent, "numerator");
          BigDecimal ownD = RosterRule.number(sent, "denominator");
          times = times == null ? times(own, ownN, ownD) : times;
          n = RosterRule.sum(n, ownN);
          d = RosterRule.sum(d, ownD);
          sum = RosterRule.sum(sum, own);
        }
      }
    }
    BigDecimal result = sum;
    if (d != null) {
      result =
          n == null || d.signum() == 0
              ? null
              : n.multiply(times == null ? BigDecimal.ONE : times)
                  .divide(d, digits, RoundingMode.HALF_UP);
    }
    return new ReportValue.Part(part.code(), part.name(), result, n, d);
  }

  /** Whether a part is a percentage, by its own numbers; null where they do not tell. */
  private static BigDecimal times(BigDecimal value, BigDecimal n, BigDecimal d) {
    if (value == null || n == null || d == null || n.signum() == 0 || d.signum() == 0) {
      return null;
    }
    BigDecimal factor = value.multiply(d).divide(n, DIGITS, RoundingMode.HALF_UP);
    return factor.compareTo(HALF_OF_HUNDRED) > 0 ? HUNDRED : BigDecimal.ONE;
  }
}

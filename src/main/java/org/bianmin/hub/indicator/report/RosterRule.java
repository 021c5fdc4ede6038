package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Words;

/**
 * How values that institutions sent are added to what the hub counts of the others, by the
 * indicator's {@code city} rule. Institutions with facts here count by these: nothing counts twice.
 */
final class RosterRule {

  private static final Set<String> NOT_POOLED = Set.of("median", "percentile", "max", "yes");
  private static final Set<String> DISTINCT =
      Set.of("distinct", "stock", "shareofpersons", "cells");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Words ADDED =
      new Words(
          "含机构自报数据，去重数为各机构相加，无法跨机构去重",
          "with institutions' own reports: distinct counts of them are added and cannot be"
              + " recomputed across institutions");
  private static final Words POOLED = new Words("含机构自报数据", "with institutions' own reports");
  private static final Words LEFT_OUT =
      new Words(
          "机构自报的中位数、百分位数、最大值、是否类数值无法合并，未计入",
          "medians, percentiles, maxima and yes or no that institutions sent cannot be pooled and"
              + " are left out");

  private RosterRule() {}

  /**
   * Adds what was sent.
   *
   * @param sent by facility and indicator
   */
  static ReportValue combine(ReportValue value, Map<String, Map<String, JsonNode>> sent) {
    if (value.roster() == null) {
      return value;
    }
    boolean pooled = value.city() == null || value.city().equals("pooled");
    List<JsonNode> told = new ArrayList<>();
    List<String> by = new ArrayList<>();
    List<String> without = new ArrayList<>();
    List<String> nothing = new ArrayList<>();
    for (String facility : value.roster().without()) {
      JsonNode line = sent.getOrDefault(facility, Map.of()).get(value.indicator());
      if (line == null) {
        without.add(facility);
      } else if (line.path("value").isNumber() || (pooled && hasDenominator(line))) {
        told.add(line);
        by.add(facility);
      } else {
        // it has reported, and says itself that there is no value
        nothing.add(facility);
      }
    }
    if (told.isEmpty()) {
      return nothing.isEmpty()
          ? value
          : value.with(
              value.value(),
              value.numerator(),
              value.denominator(),
              value.met(),
              value.note(),
              new ReportValue.Roster(value.roster().of(), without, List.of(), nothing),
              value.coverage(),
              value.parts());
    }
    if (pooled && value.measure() != null && NOT_POOLED.contains(value.measure())) {
      return value.with(
          value.value(),
          value.numerator(),
          value.denominator(),
          value.met(),
          LEFT_OUT,
          value.roster(),
          value.coverage(),
          value.parts());
    }
    BigDecimal n = value.numerator();
    BigDecimal d = value.denominator();
    BigDecimal result = value.value();
    for (JsonNode line : told) {
      n = sum(n, number(line, "numerator"));
      d = sum(d, number(line, "denominator"));
      result = pooled ? result : next(value.city(), result, number(line, "value"));
    }
    if (pooled) {
      result = pooled(value, told, n, d);
    }
    ReportValue.Roster roster = new ReportValue.Roster(value.roster().of(), without, by, nothing);
    boolean distinct = value.measure() != null && DISTINCT.contains(value.measure());
    return value.with(
        result,
        n,
        d,
        met(value, result),
        distinct ? ADDED : POOLED,
        roster,
        RosterParts.coverage(value, told),
        pooled || "sum".equals(value.city()) ? RosterParts.added(value, told) : value.parts());
  }

  /** Nothing to divide by: it adds its zeros. */
  private static boolean hasDenominator(JsonNode line) {
    return line.path("denominator").isNumber() && line.path("numerator").isNumber();
  }

  /** The next institution's value, by a rule that looks at values only. */
  private static BigDecimal next(String rule, BigDecimal before, BigDecimal value) {
    return switch (rule) {
      case "all" -> before == null ? value : before.min(value);
      case "any" -> before == null ? value : before.max(value);
      case "institutions-yes" -> sum(before, value.signum() > 0 ? BigDecimal.ONE : BigDecimal.ZERO);
      case "institutions-no" -> sum(before, value.signum() > 0 ? BigDecimal.ZERO : BigDecimal.ONE);
      default -> sum(before, value);
    };
  }

  private static BigDecimal pooled(
      ReportValue value, List<JsonNode> told, BigDecimal n, BigDecimal d) {
    if (d != null && d.signum() != 0 && n != null) {
      int decimals = value.decimals() == null ? 2 : value.decimals();
      BigDecimal times = "%".equals(value.unit()) ? HUNDRED : BigDecimal.ONE;
      return n.multiply(times).divide(d, decimals, RoundingMode.HALF_UP);
    }
    if (d != null) {
      return null;
    }
    BigDecimal sum = value.value();
    for (JsonNode line : told) {
      sum = sum(sum, number(line, "value"));
    }
    return sum;
  }

  private static Boolean met(ReportValue value, BigDecimal result) {
    if (value.target() == null || result == null) {
      return null;
    }
    int compared = result.compareTo(value.target().value());
    return switch (value.target().comparison()) {
      case "at-least" -> compared >= 0;
      case "at-most" -> compared <= 0;
      case "between" -> compared >= 0 && result.compareTo(value.target().most()) <= 0;
      default -> compared == 0;
    };
  }

  static BigDecimal number(JsonNode line, String member) {
    return line.path(member).isNumber() ? line.path(member).decimalValue() : null;
  }

  static BigDecimal sum(BigDecimal one, BigDecimal other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }
}

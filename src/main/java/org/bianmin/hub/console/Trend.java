package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;

/** An indicator over the last periods of one length, as columns of a drawing 100 high. */
record Trend(List<Column> columns, BigDecimal target) {

  private static final int PERIODS = 6;
  private static final BigDecimal HEIGHT = BigDecimal.valueOf(100);
  private static final int YEAR_MONTHS = 12;

  /**
   * A period.
   *
   * @param height of 100; null where there is no value
   */
  record Column(String period, String shown, BigDecimal height, IndicatorValue value) {}

  static Trend of(
      IndicatorDefinition definition,
      Question question,
      Function<Question, List<IndicatorValue>> values,
      ZoneId zone) {
    List<IndicatorValue> known = new ArrayList<>();
    List<String> periods = earlier(question.period(), zone);
    for (String period : periods) {
      List<IndicatorValue> found =
          values.apply(
              new Question(
                  question.programme(),
                  Period.parse(period, zone),
                  null,
                  question.scope(),
                  question.by(),
                  question.switches()));
      known.add(found.isEmpty() ? null : found.get(0));
    }
    BigDecimal target = definition.target() == null ? null : definition.target().value();
    BigDecimal top = target == null ? BigDecimal.ZERO : target;
    for (IndicatorValue one : known) {
      top = one == null || one.value() == null ? top : top.max(one.value());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < periods.size(); i++) {
      IndicatorValue one = known.get(i);
      BigDecimal value = one == null ? null : one.value();
      columns.add(
          new Column(
              periods.get(i),
              IndicatorRow.shown(value, definition.unit()),
              value == null ? null : height(value, top),
              one));
    }
    return new Trend(columns, target == null ? null : height(target, top));
  }

  private static BigDecimal height(BigDecimal value, BigDecimal top) {
    return top.signum() <= 0
        ? BigDecimal.ZERO
        : value.max(BigDecimal.ZERO).multiply(HEIGHT).divide(top, 2, RoundingMode.HALF_UP);
  }

  /** The period and those before it, oldest first. */
  static List<String> earlier(Period period, ZoneId zone) {
    LocalDate first = Instant.ofEpochMilli(period.from()).atZone(zone).toLocalDate();
    LocalDate next = Instant.ofEpochMilli(period.to()).atZone(zone).toLocalDate();
    long days = ChronoUnit.DAYS.between(first, next);
    int months = days == 1 ? 0 : (int) ChronoUnit.MONTHS.between(first, next);
    List<String> periods = new ArrayList<>();
    for (int back = PERIODS - 1; back >= 0; back--) {
      periods.add(
          months == 0
              ? first.minusDays(back).toString()
              : text(first.minusMonths((long) back * months), months));
    }
    return periods;
  }

  private static String text(LocalDate first, int months) {
    int year = first.getYear();
    int nth = (first.getMonthValue() - 1) / months + 1;
    return switch (months) {
      case 1 -> first.toString().substring(0, "2026-11".length());
      case YEAR_MONTHS -> Integer.toString(year);
      case 3 -> year + "-Q" + nth;
      default -> year + "-H" + nth;
    };
  }
}

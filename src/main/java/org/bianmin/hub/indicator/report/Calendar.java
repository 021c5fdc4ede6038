package org.bianmin.hub.indicator.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which reports are due when, by the programmes alone. */
public final class Calendar {

  /**
   * A report that is due.
   *
   * @param period {@code 2026-Q4}
   * @param until the day that it is as of, null for the whole period
   * @param cutAt when its facts are cut, epoch milliseconds
   * @param dueAt when it is to be handed in
   */
  public record Due(ReportKind kind, String period, LocalDate until, long cutAt, long dueAt) {}

  private static final int MONTHS_OF_YEAR = 12;
  private static final int MONTHS_OF_HALF = 6;
  private static final int MONTHS_OF_QUARTER = 3;

  /** How long after its period a report may be cut, at most. */
  private static final int LATEST_YEARS = 1;

  private final ZoneId zone;

  Calendar(ZoneId zone) {
    this.zone = zone;
  }

  /** Reports of a kind whose cut lies after {@code from}, and not after {@code to}. */
  List<Due> between(ReportKind kind, long from, long to) {
    List<Due> due = new ArrayList<>();
    LocalDate begin = day(from).minusYears(LATEST_YEARS);
    LocalDate end = day(to);
    if (kind.period().equals("date")) {
      kind.cut().dates().forEach(date -> due(kind, date, date).ifPresent(due::add));
    } else {
      int months = months(kind.period());
      LocalDate first =
          begin.withDayOfMonth(1).withMonth((begin.getMonthValue() - 1) / months * months + 1);
      while (!first.isAfter(end)) {
        due(kind, first, first.plusMonths(months).minusDays(1)).ifPresent(due::add);
        first = first.plusMonths(months);
      }
    }
    due.removeIf(one -> one.cutAt() <= from || one.cutAt() > to);
    due.sort(Comparator.comparingLong(Due::cutAt));
    return due;
  }

  /** The first report of a kind whose cut lies after a time, within the next year. */
  Optional<Due> next(ReportKind kind, long after) {
    long most =
        day(after)
            .plusYears(LATEST_YEARS)
            .plusDays(1)
            .atStartOfDay(zone)
            .toInstant()
            .toEpochMilli();
    return between(kind, after, most).stream().findFirst();
  }

  private Optional<Due> due(ReportKind kind, LocalDate first, LocalDate last) {
    boolean inForce =
        !last.isBefore(kind.from()) && (kind.to() == null || !first.isAfter(kind.to()));
    LocalDate cut = inForce ? kind.cut().of(first, last) : null;
    if (cut == null) {
      return Optional.empty();
    }
    LocalDate until = cut.isBefore(last) ? cut : null;
    LocalDate told = kind.due() == null ? cut : kind.due().after(cut, first, last);
    LocalDate handedIn = told == null || told.isBefore(cut) ? cut : told;
    return Optional.of(
        new Due(kind, text(kind.period(), first), until, endOf(cut), endOf(handedIn)));
  }

  private long endOf(LocalDate date) {
    return date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
  }

  private static int months(String period) {
    return switch (period) {
      case "month" -> 1;
      case "quarter" -> MONTHS_OF_QUARTER;
      case "half-year" -> MONTHS_OF_HALF;
      default -> MONTHS_OF_YEAR;
    };
  }

  private static String text(String period, LocalDate first) {
    String year = Integer.toString(first.getYear());
    return switch (period) {
      case "month" -> first.toString().substring(0, "2026-11".length());
      case "quarter" -> year + "-Q" + ((first.getMonthValue() - 1) / MONTHS_OF_QUARTER + 1);
      case "half-year" -> year + (first.getMonthValue() <= MONTHS_OF_HALF ? "-H1" : "-H2");
      case "date" -> first.toString();
      default -> year;
    };
  }

  /**
   * Refuses a period that is not of the kind's length, and a day outside of it.
   *
   * @throws IllegalArgumentException which says how it is written
   */
  static void check(ReportKind kind, ReportKey key) {
    String form =
        switch (kind.period()) {
          case "month" -> "\\d{4}-\\d{2}";
          case "quarter" -> "\\d{4}-Q[1-4]";
          case "half-year" -> "\\d{4}-H[12]";
          case "date" -> "\\d{4}-\\d{2}-\\d{2}";
          default -> "\\d{4}";
        };
    if (!key.period().matches(form)) {
      throw new IllegalArgumentException(
          "period of "
              + key.kind()
              + " is a "
              + kind.period()
              + ", for example "
              + text(kind.period(), LocalDate.of(2026, 1, 1)));
    }
    if (key.until() != null
        && !text(kind.period(), firstOf(kind.period(), key.until())).equals(key.period())) {
      throw new IllegalArgumentException("until is a day inside of " + key.period());
    }
  }

  private static LocalDate firstOf(String period, LocalDate date) {
    if (period.equals("date")) {
      return date;
    }
    int months = months(period);
    return LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / months * months + 1, 1);
  }
}

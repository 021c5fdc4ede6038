package org.bianmin.hub.trial.year;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the pages of one facility and one period. */
record BookPages(YearBooks books, String facility, Span span) {

  static final long MINUTE = YearCalendar.MINUTE;
  static final long HOUR = YearCalendar.HOUR;
  static final long DAY = YearCalendar.DAY;

  private static final int PERCENT = 100;
  private static final int WEEK = 7;
  private static final int DUTY = 3;

  long sum(String... pages) {
    long sum = 0;
    for (String page : pages) {
      sum += books.count(facility, page, span.from(), span.to());
    }
    return sum;
  }

  Set<Object> set(String page) {
    return books.set(facility, page, span.from(), span.to());
  }

  BookedAnswer share(long numerator, long denominator) {
    return BookedAnswer.over(numerator, denominator, PERCENT);
  }

  BookedAnswer share(String numerator, String denominator) {
    return share(sum(numerator), sum(denominator));
  }

  BookedAnswer count(String... pages) {
    return BookedAnswer.number(sum(pages));
  }

  BookedAnswer distinct(String page) {
    return BookedAnswer.number(set(page).size());
  }

  BookedAnswer distinct(Set<String> among, String... pages) {
    Set<Object> seen = new HashSet<>();
    for (String page : pages) {
      seen.addAll(set(page));
    }
    seen.retainAll(among);
    return BookedAnswer.number(seen.size());
  }

  /** How many of several groups of words are on a page. */
  BookedAnswer groups(String page, List<Set<String>> groups) {
    Set<Object> seen = set(page);
    return BookedAnswer.number(
        groups.stream().filter(group -> group.stream().anyMatch(seen::contains)).count());
  }

  /** Of what is on one page, what is on the other too. */
  BookedAnswer common(Set<Object> of, String also) {
    Set<Object> both = new HashSet<>(of);
    both.retainAll(set(also));
    return share(both.size(), of.size());
  }

  Set<Object> valid(String contracts) {
    return books.valid(facility, contracts, span.end());
  }

  BookedAnswer mean(String page, long unit) {
    List<Long> values = values(page);
    long sum = sum(values);
    return BookedAnswer.times(
        sum, values.size(), unit, BigDecimal.valueOf(sum), unit * values.size());
  }

  BookedAnswer median(String page, long unit) {
    List<Long> values = values(page);
    long twice =
        values.isEmpty() ? 0 : values.get((values.size() - 1) / 2) + values.get(values.size() / 2);
    return BookedAnswer.times(
        sum(values),
        values.size(),
        unit,
        BigDecimal.valueOf(twice),
        values.isEmpty() ? 0 : 2 * unit);
  }

  /** Nearest rank. */
  BookedAnswer percentile(String page, long unit, int rank) {
    List<Long> values = values(page);
    int place = (int) Math.ceil(values.size() * rank / (double) PERCENT);
    return BookedAnswer.times(
        sum(values),
        values.size(),
        unit,
        BigDecimal.valueOf(values.isEmpty() ? 0 : values.get(place - 1)),
        values.isEmpty() ? 0 : unit);
  }

  private List<Long> values(String page) {
    return books.values(facility, page, span.from(), span.to());
  }

  private static long sum(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }

  BookedAnswer longest(String page, long unit) {
    List<Long> values = values(page);
    return BookedAnswer.times(
        sum(values),
        values.size(),
        unit,
        BigDecimal.valueOf(values.isEmpty() ? 0 : values.get(values.size() - 1)),
        values.isEmpty() ? 0 : unit);
  }

  BookedAnswer above(String page, long limit) {
    return BookedAnswer.number(values(page).stream().filter(value -> value > limit).count());
  }

  /** Whole weeks of the period with enough working days, and those of them on a page. */
  BookedAnswer weeks(String page) {
    int full = 0;
    int met = 0;
    Set<Object> mondays = set(page);
    for (LocalDate day = span.first();
        !day.plusDays(WEEK - 1L).isAfter(span.last());
        day = day.plusDays(1)) {
      if (day.getDayOfWeek() != java.time.DayOfWeek.MONDAY) {
        continue;
      }
      int working = 0;
      for (int i = 0; i < WEEK; i++) {
        working += YearCalendar.working(day.plusDays(i)) ? 1 : 0;
      }
      if (working >= DUTY) {
        full++;
        met += mondays.contains(day) ? 1 : 0;
      }
    }
    return share(met, full);
  }
}

package org.bianmin.hub.indicator.report;

import java.time.LocalDate;
import java.util.List;

/**
 * When something of a report is due.
 *
 * @param daysAfterEnd so many days after the period's last day, at their end; null where it is by
 *     dates
 * @param dates days that are named, at their end; one inside of a period takes the place of the
 *     days after its end
 */
public record Timing(Integer daysAfterEnd, List<LocalDate> dates) {

  public Timing {
    dates = dates == null ? List.of() : List.copyOf(dates);
  }

  /** Of a period of these days, the last one included; null where nothing is due for it. */
  LocalDate of(LocalDate first, LocalDate last) {
    return dates.stream()
        .filter(date -> !date.isBefore(first) && !date.isAfter(last))
        .findFirst()
        .orElse(daysAfterEnd == null ? null : last.plusDays(daysAfterEnd));
  }

  /**
   * Of a period that is cut at the end of a day: also a named day after the period, which is the
   * first within a year of the cut; null where nothing is due for it.
   */
  LocalDate after(LocalDate cut, LocalDate first, LocalDate last) {
    LocalDate inside = of(first, last);
    return inside != null
        ? inside
        : dates.stream()
            .filter(date -> !date.isBefore(cut) && date.isBefore(cut.plusYears(1)))
            .min(LocalDate::compareTo)
            .orElse(null);
  }
}

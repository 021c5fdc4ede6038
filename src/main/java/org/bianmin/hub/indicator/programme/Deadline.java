package org.bianmin.hub.indicator.programme;

import java.time.LocalDate;
import java.util.List;

/**
 * When something is to happen for a period.
 *
 * @param daysAfterEnd so many days after the last day of the period; null where it is by dates
 * @param dates days that are named; the first that is not before the period's begin counts, else
 *     days after its end
 */
public record Deadline(Integer daysAfterEnd, List<LocalDate> dates) {

  public Deadline {
    dates = List.copyOf(dates);
    if (daysAfterEnd == null && dates.isEmpty()) {
      throw new IllegalArgumentException("say days-after-end or dates");
    }
  }

  /** Of a period of these days, the last one included; null where no date is named for it. */
  public LocalDate of(LocalDate first, LocalDate last) {
    for (LocalDate date : dates) {
      if (!date.isBefore(first) && !date.isAfter(last)) {
        return date;
      }
    }
    return daysAfterEnd == null ? null : last.plusDays(daysAfterEnd);
  }
}

package org.bianmin.hub.indicator.report;

import java.time.LocalDate;
import java.util.List;

/**
 * When something of a report is due: so many days after its period, and on single days.
 *
 * @param daysAfterEnd 0: with the end of the period's last day; null where only days are named
 * @param dates days inside a period, at their end: the report is then as of that day
 */
public record Timing(Integer daysAfterEnd, List<LocalDate> dates) {

  public Timing {
    dates = dates == null ? List.of() : List.copyOf(dates);
  }
}

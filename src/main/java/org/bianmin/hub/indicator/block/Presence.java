package org.bianmin.hub.indicator.block;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * Which days have facts.
 *
 * @param days how many facts each day has, without days that have none; days begin at midnight
 *     UTC+8
 */
public record Presence(SortedMap<LocalDate, Integer> days) {

  /** How many facts a day has. */
  public int facts(LocalDate day) {
    return days.getOrDefault(day, 0);
  }

  /** Facts of all days. */
  public long facts() {
    return days.values().stream().mapToLong(Integer::longValue).sum();
  }
}

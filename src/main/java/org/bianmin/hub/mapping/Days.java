package org.bianmin.hub.mapping;

import java.time.LocalDate;

/**
 * Days on which something holds.
 *
 * @param from first day, null where it has always held
 * @param to last day, null where no end is known
 */
public record Days(LocalDate from, LocalDate to) {

  /** Every day. */
  public static final Days ALWAYS = new Days(null, null);

  /** Whether it holds on a day; first and last day count. */
  public boolean holds(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  /** Whether there is a day on which both hold. */
  public boolean overlaps(Days other) {
    return (from == null || other.to == null || !from.isAfter(other.to))
        && (other.from == null || to == null || !other.from.isAfter(to));
  }

  /** For example {@code 2026-01-01 to 2026-12-31}; an open end is written {@code …}. */
  @Override
  public String toString() {
    return (from == null ? "…" : from) + " to " + (to == null ? "…" : to);
  }
}

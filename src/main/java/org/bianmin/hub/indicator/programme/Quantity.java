package org.bianmin.hub.indicator.programme;

import java.util.List;

/** A number that a fact has. */
public sealed interface Quantity {

  /** What a duration is counted in. */
  enum Unit {
    MINUTES(60_000L),
    HOURS(3_600_000L),
    DAYS(86_400_000L),
    /** Midnights between, in the hub's zone. */
    CALENDAR_DAYS(1L);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }

    /** How many milliseconds one of it has; 1 for calendar days, which are counted themselves. */
    public long divisor() {
      return millis;
    }
  }

  /** A point in time: the latest of several; absent when one of them is. */
  record Moment(List<Path> laterOf) {

    public Moment {
      laterOf = List.copyOf(laterOf);
      if (laterOf.isEmpty()) {
        throw new IllegalArgumentException("later-of names at least one time");
      }
    }

    public static Moment of(String path) {
      return new Moment(List.of(Path.parse(path)));
    }
  }

  /** Time from one moment to another, negative where the other is earlier. */
  record Between(Unit unit, Moment from, Moment to) implements Quantity {}

  /** A number, or an amount in fen. */
  record Attribute(Path path) implements Quantity {}

  /** A number that each item of a group has, or lacks: a fact has as many as it has items. */
  record Items(Path group, String item) implements Quantity {}
}

package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Quantity;

/** A quantity of the fact in the frame, kept as a whole number times {@link #scale}. */
abstract class Amount {

  private static final long SCALE = 10_000;

  private long value;

  static Amount of(Quantity quantity, Plan plan, ZoneDays days) {
    if (quantity instanceof Quantity.Between between) {
      return new Span(between, plan, days);
    }
    return number(((Quantity.Attribute) quantity).path(), plan);
  }

  /** A number or fen, times 10000 as decimals are kept. */
  static Amount number(Path path, Plan plan) {
    return new OfNumber(plan.ref(path));
  }

  /** By what it is multiplied. */
  static long scale(Quantity quantity) {
    return quantity instanceof Quantity.Between between ? between.unit().divisor() : SCALE;
  }

  static long scale() {
    return SCALE;
  }

  /** Reads it; false where it is missing. */
  abstract boolean read();

  long value() {
    return value;
  }

  /** Where a span that was read begins, epoch milliseconds. */
  long from() {
    throw new IllegalStateException("a number begins nowhere");
  }

  private static final class OfNumber extends Amount {
    private final Ref ref;

    private OfNumber(Ref ref) {
      this.ref = ref;
    }

    @Override
    boolean read() {
      if (!ref.hasNumber()) {
        return false;
      }
      super.value = ref.scaled() ? ref.number() : Math.multiplyExact(ref.number(), SCALE);
      return true;
    }
  }

  private static final class Span extends Amount {
    private final Ref[] from;
    private final Ref[] to;
    private final ZoneDays days;
    private long begin;

    /** Counts midnights where it has a zone, else milliseconds. */
    private Span(Quantity.Between between, Plan plan, ZoneDays days) {
      from = refs(between.from().laterOf(), plan);
      to = refs(between.to().laterOf(), plan);
      this.days = between.unit() == Quantity.Unit.CALENDAR_DAYS ? days : null;
    }

    private static Ref[] refs(List<Path> paths, Plan plan) {
      return paths.stream().map(plan::ref).toArray(Ref[]::new);
    }

    @Override
    boolean read() {
      if (!all(from) || !all(to)) {
        return false;
      }
      begin = latest(from);
      long end = latest(to);
      super.value = days == null ? end - begin : days.day(end) - days.day(begin);
      return true;
    }

    @Override
    long from() {
      return begin;
    }

    private static boolean all(Ref[] refs) {
      for (Ref ref : refs) {
        if (!ref.hasNumber()) {
          return false;
        }
      }
      return true;
    }

    private static long latest(Ref[] refs) {
      long latest = Long.MIN_VALUE;
      for (Ref ref : refs) {
        latest = Math.max(latest, ref.number());
      }
      return latest;
    }
  }
}

package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.indicator.programme.Path;

/** One identity of several values, all of which must be there. */
final class Tuple {

  private final Ref[] refs;
  private final boolean[] local;
  private final Surroundings around;
  private long high;
  private long low;

  private Tuple(List<Ref> refs, boolean[] local, Surroundings around) {
    this.refs = refs.toArray(Ref[]::new);
    this.local = local;
    this.around = around;
  }

  /** Of one facility, in which all values mean something. */
  Tuple(List<Ref> refs) {
    this(refs, new boolean[refs.size()], null);
  }

  /** Of several facilities: values that mean something in one of them only are kept apart. */
  static Tuple of(Plan plan, List<Path> paths, Surroundings around) {
    boolean[] local = new boolean[paths.size()];
    for (int i = 0; i < local.length; i++) {
      local[i] = plan.local(paths.get(i));
    }
    return new Tuple(paths.stream().map(plan::ref).toList(), local, around);
  }

  /** Reads it from the frame; false where a value is missing. */
  boolean read() {
    for (int i = 0; i < refs.length; i++) {
      Ref ref = refs[i];
      if (!ref.present()) {
        return false;
      }
      long h = ref.high();
      long l = ref.low();
      if (local[i]) {
        long fh = around.identity().high();
        long fl = around.identity().low();
        long mixed = Mix.high(h, l, fh, fl);
        l = Mix.low(h, l, fh, fl);
        h = mixed;
      }
      if (i == 0) {
        high = h;
        low = l;
      } else {
        long mixed = Mix.high(high, low, h, l);
        low = Mix.low(high, low, h, l);
        high = mixed;
      }
    }
    return true;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}

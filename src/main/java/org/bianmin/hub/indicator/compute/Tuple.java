package org.bianmin.hub.indicator.compute;

import java.util.List;

/** One identity of several values, all of which must be there. */
final class Tuple {

  private final Ref[] refs;
  private final Surroundings around;
  private long high;
  private long low;

  /**
   * @param around to keep values apart that mean something in one facility only; null not to
   */
  Tuple(List<Ref> refs, Surroundings around) {
    this.refs = refs.toArray(Ref[]::new);
    this.around = around;
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
      if (around != null && ref.local()) {
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

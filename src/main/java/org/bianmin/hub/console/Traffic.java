package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * The last hour's messages per minute as bars of a drawing {@value #WIDTH} wide and {@value
 * #HEIGHT} high.
 *
 * @param most messages of the busiest minute; the scale's upper end
 */
record Traffic(List<Bar> bars, long most) {

  static final int WIDTH = 720;
  static final int HEIGHT = 120;

  private static final int MINUTES = 60;
  private static final long MINUTE = 60_000;
  private static final int SLOT = WIDTH / MINUTES;

  /**
   * One minute.
   *
   * @param x left edge; every bar is as wide as the others
   * @param height of all received messages
   * @param parkedHeight of the parked ones among them, drawn over it
   */
  record Bar(long minute, long received, long parked, int x, double height, double parkedHeight) {

    public double y() {
      return HEIGHT - height;
    }

    public double parkedY() {
      return HEIGHT - parkedHeight;
    }
  }

  static Traffic of(List<Tally> minutes, long now) {
    long last = now - Math.floorMod(now, MINUTE);
    long[] received = new long[MINUTES];
    long[] parked = new long[MINUTES];
    for (Tally tally : minutes) {
      int slot = (int) (MINUTES - 1 - (last - tally.minute()) / MINUTE);
      if (slot >= 0 && slot < MINUTES) {
        switch (tally.what()) {
          case "received" -> received[slot] += tally.n();
          case "parked" -> parked[slot] += tally.n();
          default -> {}
        }
      }
    }
    long most = 1;
    for (int i = 0; i < MINUTES; i++) {
      most = Math.max(most, Math.max(received[i], parked[i]));
    }
    List<Bar> bars = new ArrayList<>(MINUTES);
    for (int i = 0; i < MINUTES; i++) {
      bars.add(
          new Bar(
              last - (MINUTES - 1 - i) * MINUTE,
              received[i],
              parked[i],
              i * SLOT,
              height(received[i], most),
              height(Math.max(0, parked[i]), most)));
    }
    return new Traffic(bars, most);
  }

  /** What is there at all is seen: one unit at least. */
  private static double height(long n, long most) {
    return n == 0 ? 0 : Math.max(1.5, Math.round(10.0 * HEIGHT * n / most) / 10.0);
  }
}

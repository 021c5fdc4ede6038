package org.bianmin.hub.console;

import java.util.List;
import java.util.Locale;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * A source's last hour as a small curve {@value #WIDTH} wide and {@value #HEIGHT} high.
 *
 * @param points of a polyline, one per minute
 * @param sum messages of the hour
 * @param most messages of the busiest minute
 */
record Sparkline(String points, long sum, long most) {

  static final int WIDTH = 118;
  static final int HEIGHT = 20;

  private static final int MINUTES = 60;
  private static final long MINUTE = 60_000;

  static Sparkline of(List<Tally> minutes, String source, long now) {
    long last = now - Math.floorMod(now, MINUTE);
    long[] received = new long[MINUTES];
    for (Tally tally : minutes) {
      long slot = MINUTES - 1 - (last - tally.minute()) / MINUTE;
      if (slot >= 0
          && slot < MINUTES
          && tally.what().equals("received")
          && tally.who().equals(source)) {
        received[(int) slot] += tally.n();
      }
    }
    long most = 0;
    long sum = 0;
    for (long n : received) {
      most = Math.max(most, n);
      sum += n;
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < MINUTES; i++) {
      double height = most == 0 ? 0 : (HEIGHT - 2.0) * received[i] / most;
      points.append(i * 2).append(',');
      points.append(String.format(Locale.ROOT, "%.1f ", HEIGHT - 1 - height));
    }
    return new Sparkline(points.toString().strip(), sum, most);
  }
}

package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.settlement.bedside.WardSettlements;

/**
 * A ward with its bar.
 *
 * @param bar from left to right
 */
record WardRow(WardSettlements ward, List<Segment> bar) {

  private static final double WHOLE = 100;
  private static final Set<String> WARD_POINTS =
      Set.of("nurse-station", "ward-kiosk", "mobile", "settlement-cart");

  /**
   * A part of the bar.
   *
   * @param name {@code bedside}, {@code ward}, {@code window} or {@code other}
   * @param x, width of 100
   */
  record Segment(String name, long n, double x, double width) {}

  static WardRow of(WardSettlements ward) {
    long bedside = ward.bedside().numerator();
    long window = ward.window().numerator();
    long near =
        ward.points().entrySet().stream()
            .filter(point -> WARD_POINTS.contains(point.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    List<Segment> bar = new ArrayList<>();
    double x = add(bar, "bedside", bedside, 0, ward.settlements());
    x = add(bar, "ward", near, x, ward.settlements());
    x = add(bar, "window", window, x, ward.settlements());
    add(bar, "other", ward.settlements() - bedside - near - window, x, ward.settlements());
    return new WardRow(ward, bar);
  }

  private static double add(List<Segment> bar, String name, long n, double x, long of) {
    if (n == 0) {
      return x;
    }
    double width = WHOLE * n / of;
    bar.add(new Segment(name, n, x, width));
    return x + width;
  }
}

package org.bianmin.hub.console;

import java.util.Locale;

/** Amounts of memory and disk as people read them. */
final class Bytes {

  static final Bytes SHOWN = new Bytes();

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final double STEP = 1024;

  private Bytes() {}

  /** For example {@code 1.4 GB}; a dash for what is below 0. */
  public String of(long bytes) {
    if (bytes < 0) {
      return "–";
    }
    double n = bytes;
    int unit = 0;
    while (n >= STEP && unit < UNITS.length - 1) {
      n /= STEP;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", n, UNITS[unit]);
  }
}

package org.bianmin.hub.mapping;

import java.util.Locale;

/** Between institutions of which levels (三级, 二级, 基层) an item is recognised. */
public enum Levels {
  /** Whatever the levels are. */
  ANY,
  /** Among institutions of one level. */
  SAME,
  /** Of one level, and by a lower from a higher one. */
  LOWER_ACCEPTS_HIGHER;

  /** The word in tables and on the wire, for example {@code lower-accepts-higher}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** By its word; null when there is no such. */
  public static Levels of(String word) {
    for (Levels one : values()) {
      if (one.code().equals(word)) {
        return one;
      }
    }
    return null;
  }
}

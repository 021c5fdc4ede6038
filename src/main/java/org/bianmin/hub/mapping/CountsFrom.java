package org.bianmin.hub.mapping;

import java.util.Locale;

/** The time from which the validity of a result counts. */
public enum CountsFrom {
  /** When the specimen was taken. */
  COLLECTED,
  /** When the examination was performed. */
  PERFORMED,
  /** When the report was issued. */
  REPORTED;

  /** The word in tables and on the wire, for example {@code collected}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its word; null when there is no such. */
  public static CountsFrom of(String word) {
    for (CountsFrom one : values()) {
      if (one.code().equals(word)) {
        return one;
      }
    }
    return null;
  }
}

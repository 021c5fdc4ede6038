package org.bianmin.hub.event;

import java.util.Map;

/**
 * The value of an attribute whose source code no table covers: kept with the event, never guessed,
 * and never sent as a value.
 */
public final class UnmappedCode {

  private static final String KEY = "$unmapped";

  private UnmappedCode() {}

  /** Marks a code. */
  public static Object of(String code) {
    return Map.of(KEY, code);
  }

  /** The code, or null when the value is an ordinary one. */
  public static String codeOf(Object value) {
    // nearly all values are text, and asking a String whether it is a Map is slow
    if (value instanceof String) {
      return null;
    }
    return value instanceof Map<?, ?> map && map.get(KEY) instanceof String code ? code : null;
  }
}

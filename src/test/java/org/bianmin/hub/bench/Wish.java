package org.bianmin.hub.bench;

import java.util.Arrays;
import java.util.Locale;

/** What the caller of the benchmark asks for; the build hands an unset property on as nothing. */
final class Wish {

  private Wish() {}

  static String text(String property, String otherwise) {
    String value = System.getProperty(property, "");
    return value.isBlank() ? otherwise : value.strip();
  }

  static int number(String property, int otherwise) {
    return Integer.parseInt(text(property, String.valueOf(otherwise)));
  }

  static int[] numbers(String property, String otherwise) {
    return Arrays.stream(text(property, otherwise).split(",", -1))
        .mapToInt(number -> Integer.parseInt(number.strip()))
        .toArray();
  }

  /** Whether {@code bench.engines} names an engine, or none. */
  static boolean engine(String name) {
    String engines = text("bench.engines", "").toLowerCase(Locale.ROOT);
    return engines.isEmpty() || engines.contains(name.toLowerCase(Locale.ROOT));
  }
}

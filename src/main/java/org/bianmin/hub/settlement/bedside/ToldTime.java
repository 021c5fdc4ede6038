package org.bianmin.hub.settlement.bedside;

/**
 * Attributes that are times, in SQL. They are text (RFC 3339 to the second with an offset, as
 * {@code event.Rfc3339} writes it); the engines read times by functions of different names, so the
 * text is taken apart by what both of them have.
 */
final class ToldTime {

  private static final String SECONDS =
      "((367 * {Y} - (7 * ({Y} + ({M} + 9) / 12)) / 4 + (275 * {M}) / 9 + {D} - 719574) * 86400"
          + " + {h} * 3600 + {m} * 60 + {s} - (case when substr({t}, 20, 1) = '-' then -1 else 1"
          + " end) * ({oh} * 3600 + {om} * 60))";

  private ToldTime() {}

  /**
   * Epoch milliseconds of a text; null where it is none. Holds from March 1900 to February 2100, in
   * which every fourth year is a leap year.
   *
   * @param text an SQL expression
   */
  static String millis(String text) {
    String seconds =
        SECONDS
            .replace("{Y}", number(1, 4))
            .replace("{M}", number(6, 2))
            .replace("{D}", number(9, 2))
            .replace("{h}", number(12, 2))
            .replace("{m}", number(15, 2))
            .replace("{s}", number(18, 2))
            .replace("{oh}", number(21, 2))
            .replace("{om}", number(24, 2))
            .replace("{t}", text);
    return "(case when length(" + text + ") = 25 then 1000 * " + seconds + " end)";
  }

  private static String number(int from, int length) {
    return "cast(substr({t}, " + from + ", " + length + ") as bigint)";
  }
}

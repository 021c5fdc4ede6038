package org.bianmin.hub.normalize;

/** Amounts: yuan as written by the source to integer fen, without rounding. */
final class Fen {

  static final long INVALID = Long.MIN_VALUE;
  private static final int MOST_DIGITS = 15;

  private Fen() {}

  /** Reads {@code 123}, {@code 123.4}, {@code -123.45}, {@code 123.4500}. */
  static long of(String yuan) {
    String text = yuan.strip();
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    int point = text.indexOf('.', at);
    int whole = point < 0 ? text.length() : point;
    if (whole == at || whole - at > MOST_DIGITS) {
      return INVALID;
    }
    long fen = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == point) {
        continue;
      }
      if (c < '0' || c > '9') {
        return INVALID;
      }
      if (i < whole || i - whole <= 2) {
        fen = fen * 10 + (c - '0');
      } else if (c != '0') {
        return INVALID;
      }
    }
    int decimals = Math.min(2, text.length() - Math.min(text.length(), whole + 1));
    for (int i = decimals; i < 2; i++) {
      fen *= 10;
    }
    return negative ? -fen : fen;
  }
}

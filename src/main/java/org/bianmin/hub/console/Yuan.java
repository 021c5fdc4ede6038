package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Amounts in fen as yuan, exactly: no amount ever is a floating-point number. */
@Component("yuan")
final class Yuan {

  private static final int FEN_DIGITS = 2;

  /** For people: {@code 1,234.50}; {@code –} where there is none. */
  public String of(Long fen) {
    return fen == null ? "–" : text(BigDecimal.valueOf(fen));
  }

  /** As a number with two decimals. */
  static BigDecimal number(long fen) {
    return BigDecimal.valueOf(fen, FEN_DIGITS);
  }

  static String text(BigDecimal fen) {
    return String.format(Locale.ROOT, "%,.2f", fen.movePointLeft(FEN_DIGITS));
  }
}

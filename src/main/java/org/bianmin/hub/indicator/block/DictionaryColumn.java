package org.bianmin.hub.indicator.block;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Texts, or only their identities, each kept once; a row refers to its own. */
final class DictionaryColumn implements Column {

  private static final int SCALE = 4;
  private static final int DIGITS = 14;
  private static final int LONGEST_NUMBER = 40;

  // -1 where absent
  private final int[] refs;
  private final long[] high;
  private final long[] low;
  // null where only identities are kept
  private final String[] texts;
  private final long[] numbers;
  private final boolean[] isNumber;

  private DictionaryColumn(int[] refs, int size, boolean hasTexts) {
    this.refs = refs;
    this.high = new long[size];
    this.low = new long[size];
    this.texts = hasTexts ? new String[size] : null;
    this.numbers = hasTexts ? new long[size] : null;
    this.isNumber = hasTexts ? new boolean[size] : null;
  }

  static DictionaryColumn read(ByteReader body, boolean hasTexts) {
    int rows = body.count();
    int size = body.count();
    int[] refs = new int[rows];
    int fresh = 0;
    for (int row = 0; row < rows; row++) {
      int ref = body.count();
      refs[row] = ref == 1 ? fresh++ : ref == 0 ? -1 : ref - 2;
    }
    DictionaryColumn column = new DictionaryColumn(refs, size, hasTexts);
    for (int i = 0; i < size; i++) {
      if (hasTexts) {
        column.text(i, body.text());
      } else {
        column.high[i] = body.fixed();
        column.low[i] = body.fixed();
      }
    }
    return column;
  }

  private void text(int i, String text) {
    texts[i] = text;
    Identity identity = Identity.of(text);
    high[i] = identity.high();
    low[i] = identity.low();
    Long number = number(text);
    isNumber[i] = number != null;
    numbers[i] = number == null ? 0 : number;
  }

  /** A decimal in steps of 1/10000, or null; one that no count can mean is none. */
  private static Long number(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    char first = text.charAt(0);
    if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.signum() == 0) {
        return 0L;
      }
      long digits = (long) number.precision() - number.scale();
      if (digits > DIGITS) {
        return null;
      }
      return digits < -SCALE
          ? 0L
          : number.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  long weight() {
    long weight = 4L * refs.length + 16L * high.length;
    if (texts != null) {
      for (String text : texts) {
        weight += 57L + 2L * text.length();
      }
    }
    return weight;
  }

  @Override
  public boolean present(int row) {
    return refs[row] >= 0;
  }

  @Override
  public boolean hasNumber(int row) {
    return isNumber != null && refs[row] >= 0 && isNumber[refs[row]];
  }

  @Override
  public long number(int row) {
    return hasNumber(row) ? numbers[refs[row]] : 0;
  }

  @Override
  public boolean scaled() {
    return texts != null;
  }

  @Override
  public long high(int row) {
    return refs[row] < 0 ? 0 : high[refs[row]];
  }

  @Override
  public long low(int row) {
    return refs[row] < 0 ? 0 : low[refs[row]];
  }

  @Override
  public String text(int row) {
    return texts == null || refs[row] < 0 ? null : texts[refs[row]];
  }

  @Override
  public int items(int row) {
    return 0;
  }

  @Override
  public int start(int row) {
    return 0;
  }

  @Override
  public Column item(String name) {
    return NoColumn.INSTANCE;
  }
}

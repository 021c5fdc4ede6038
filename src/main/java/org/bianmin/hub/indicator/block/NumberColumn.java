package org.bianmin.hub.indicator.block;

/** Numbers, times, and how many items groups have. */
final class NumberColumn implements Column {

  private final long[] numbers;
  // a bit a row; null where all are present
  private final long[] present;

  private NumberColumn(long[] numbers, long[] present) {
    this.numbers = numbers;
    this.present = present;
  }

  static NumberColumn read(ByteReader body) {
    int rows = body.count();
    long[] present = null;
    if (body.next() == 0) {
      present = new long[(rows + 63) / 64];
      int bytes = body.count();
      for (int i = 0; i < bytes; i++) {
        present[i >> 3] |= (long) (body.next() & 0xFF) << ((i & 7) * 8);
      }
    }
    long[] numbers = new long[rows];
    long last = 0;
    for (int row = 0; row < rows; row++) {
      if (present == null || isSet(present, row)) {
        last += body.signed();
        numbers[row] = last;
      }
    }
    return new NumberColumn(numbers, present);
  }

  private static boolean isSet(long[] bits, int row) {
    return (bits[row >> 6] >>> row & 1) != 0;
  }

  int rows() {
    return numbers.length;
  }

  long weight() {
    return 8L * numbers.length + (present == null ? 0 : 8L * present.length);
  }

  @Override
  public boolean present(int row) {
    return present == null || isSet(present, row);
  }

  @Override
  public boolean hasNumber(int row) {
    return present(row);
  }

  @Override
  public long number(int row) {
    return numbers[row];
  }

  @Override
  public boolean scaled() {
    return false;
  }

  @Override
  public long high(int row) {
    return 0;
  }

  @Override
  public long low(int row) {
    return numbers[row];
  }

  @Override
  public String text(int row) {
    return null;
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

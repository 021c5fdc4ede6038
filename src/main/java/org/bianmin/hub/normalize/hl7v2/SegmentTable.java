package org.bianmin.hub.normalize.hl7v2;

import java.util.Arrays;

/**
 * Where the segments of a message start and end, and where the fields of those segments lie that
 * somebody has asked for.
 *
 * <p>Not for use by several threads at once: field positions are found on first access.
 */
final class SegmentTable {

  private final String text;
  private final char[] chars;
  private final char fieldSeparator;
  private int size;
  private long[] names = new long[16];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[][] separators;

  /** Finds the segments from {@code start} on; ends are CR, LF or both, blank lines are skipped. */
  SegmentTable(String text, char[] chars, int start, char fieldSeparator) {
    this.text = text;
    this.chars = chars;
    this.fieldSeparator = fieldSeparator;
    int length = text.length();
    int at = start;
    int cr = next('\r', at);
    int lf = next('\n', at);
    while (at < length) {
      int end = Math.min(cr, lf);
      add(at, end);
      at = end + 1;
      cr = cr < at ? next('\r', at) : cr;
      lf = lf < at ? next('\n', at) : lf;
    }
    separators = new int[size][];
  }

  /** End of the segment that starts at {@code start}. */
  static int endOfSegment(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  /** A segment name as a number; 0 for what is not three characters long. */
  static long key(CharSequence name, int from, int to) {
    return to - from != 3
        ? 0
        : (long) name.charAt(from) << 32
            | (long) name.charAt(from + 1) << 16
            | name.charAt(from + 2);
  }

  static long key(String name) {
    return key(name, 0, name.length());
  }

  int size() {
    return size;
  }

  long name(int segment) {
    return names[segment];
  }

  int start(int segment) {
    return starts[segment];
  }

  int end(int segment) {
    return ends[segment];
  }

  /** Text before the first field separator, whatever its length. */
  String nameText(int segment) {
    return text.substring(starts[segment], nameEnd(starts[segment], ends[segment]));
  }

  /** Number of the last field that the segment holds, by the count of its separators. */
  int fieldCount(int segment) {
    return fields(segment)[0];
  }

  /**
   * Start of the text after the n-th separator, or -1 where the segment is shorter.
   *
   * @param n from 1
   */
  int fieldStart(int segment, int n) {
    int[] found = fields(segment);
    return n > found[0] ? -1 : found[n] + 1;
  }

  /** End of the text that {@link #fieldStart} answers the start of. */
  int fieldEnd(int segment, int n) {
    int[] found = fields(segment);
    return n < found[0] ? found[n + 1] : ends[segment];
  }

  /** Count of separators, then their positions. */
  private int[] fields(int segment) {
    int[] found = separators[segment];
    if (found == null) {
      found = new int[24];
      int count = 0;
      int end = ends[segment];
      for (int i = starts[segment]; i < end; i++) {
        if (chars[i] == fieldSeparator) {
          if (++count == found.length) {
            found = Arrays.copyOf(found, count * 2);
          }
          found[count] = i;
        }
      }
      found[0] = count;
      separators[segment] = found;
    }
    return found;
  }

  private void add(int from, int end) {
    int at = from;
    while (at < end && chars[at] <= ' ') {
      at++;
    }
    if (at == end) {
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    names[size] = key(text, at, nameEnd(at, end));
    starts[size] = at;
    ends[size] = end;
    size++;
  }

  private int nameEnd(int start, int end) {
    int at = start;
    while (at < end && chars[at] != fieldSeparator) {
      at++;
    }
    return at;
  }

  private int next(char c, int from) {
    int found = text.indexOf(c, from);
    return found < 0 ? text.length() : found;
  }
}

package org.bianmin.hub.trial;

/**
 * Writes one segment with the default delimiters. Fields are set in ascending order; the result
 * ends with the segment terminator (HL7 v2.5.1, 2.5.4).
 */
final class SegmentWriter {

  private final StringBuilder text;
  private int field;

  private SegmentWriter(String id, int field) {
    this.text = new StringBuilder(160).append(id);
    this.field = field;
  }

  static SegmentWriter of(String id) {
    return id.equals("MSH") ? new SegmentWriter("MSH", 1) : new SegmentWriter(id, 0);
  }

  SegmentWriter set(int number, String value) {
    if (number <= field) {
      throw new IllegalArgumentException("fields of a segment are written in ascending order");
    }
    while (field < number) {
      text.append('|');
      field++;
    }
    text.append(value);
    return this;
  }

  /** The segment with its terminator. */
  String end() {
    return text.append('\r').toString();
  }

  /** Escapes delimiters inside a value (HL7 v2.5.1, 2.7). */
  static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 4);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '|' -> escaped.append("\\F\\");
        case '^' -> escaped.append("\\S\\");
        case '~' -> escaped.append("\\R\\");
        case '&' -> escaped.append("\\T\\");
        case '\\' -> escaped.append("\\E\\");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

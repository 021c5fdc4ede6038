package org.bianmin.hub.normalize.hl7v2;

/**
 * Locates fields and their parts without copying them.
 *
 * <p>A span is one long: start in the upper, end in the lower half. {@link #NOTHING} is empty, as
 * is every span whose start is its end.
 */
final class Fields {

  static final long NOTHING = 0;

  private static final long MSH = SegmentTable.key("MSH");
  private static final long FHS = SegmentTable.key("FHS");
  private static final long BHS = SegmentTable.key("BHS");

  private Fields() {}

  static long span(int start, int end) {
    return (long) start << 32 | end;
  }

  static int start(long span) {
    return (int) (span >> 32);
  }

  static int end(long span) {
    return (int) span;
  }

  static boolean empty(long span) {
    return start(span) >= end(span);
  }

  /** The whole field with all its repetitions. In header segments field 1 is the separator. */
  static long locate(Hl7Message message, int segment, int field) {
    SegmentTable segments = message.segments;
    int n = field;
    if (header(segments.name(segment))) {
      int separator = segments.start(segment) + 3;
      if (field == 1) {
        return span(separator, separator + 1);
      }
      n--;
    }
    int start = segments.fieldStart(segment, n);
    return start < 0 ? NOTHING : span(start, segments.fieldEnd(segment, n));
  }

  /** True for the two fields that hold the delimiters, so they are neither split nor unescaped. */
  static boolean verbatim(Hl7Message message, int segment, int field) {
    return field <= 2 && header(message.segments.name(segment));
  }

  private static boolean header(long name) {
    return name == MSH || name == BHS || name == FHS;
  }

  static long repetition(Hl7Message message, long field, int n) {
    return part(message, field, message.delimiters.repetition(), n);
  }

  static long component(Hl7Message message, long repetition, int n) {
    return part(message, repetition, message.delimiters.component(), n);
  }

  static long subcomponent(Hl7Message message, long component, int n) {
    return part(message, component, message.delimiters.subcomponent(), n);
  }

  /** From a place to the next delimiter or the end. */
  static long upTo(Hl7Message message, int from, int end, char delimiter) {
    char[] chars = message.chars;
    int at = from;
    while (at < end && chars[at] != delimiter) {
      at++;
    }
    return span(from, at);
  }

  private static long part(Hl7Message message, long span, char delimiter, int n) {
    char[] chars = message.chars;
    int end = end(span);
    int at = start(span);
    for (int left = n - 1; left > 0; at++) {
      if (at >= end) {
        return NOTHING;
      }
      if (chars[at] == delimiter) {
        left--;
      }
    }
    return upTo(message, at, end, delimiter);
  }
}

package org.bianmin.hub.console;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Segments of an HL7 v2 message. Only fields that cannot name a person are shown in clear; names,
 * identifiers, addresses, telephones, results, free text and everything unknown (Z segments) are
 * masked.
 */
final class Hl7Parts {

  /** Fields shown in clear, by segment (HL7 v2.5.1, chapters 2, 3, 4, 6, 7 and 10). */
  private static final Map<String, BitSet> CLEAR =
      Map.ofEntries(
          clear("MSH", 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21),
          clear("BHS", 1, 2, 3, 4, 5, 6, 7, 11),
          clear("FHS", 1, 2, 3, 4, 5, 6, 7, 11),
          clear("EVN", 1, 2, 3, 4, 6, 7),
          clear("PID", 1, 8),
          clear("PV1", 1, 2, 3, 4, 6, 10, 11, 14, 15, 18, 36, 39, 40, 41, 42, 44, 45),
          clear("PV2", 1, 2, 8, 9, 10, 11, 33),
          clear("ORC", 1, 5, 9, 15, 16, 17),
          clear("OBR", 1, 4, 5, 6, 7, 8, 14, 15, 22, 24, 25, 27, 36),
          clear("OBX", 1, 2, 3, 4, 6, 7, 11, 14, 15, 17, 19),
          clear("SCH", 6, 7, 8, 9, 10, 25),
          clear("AIL", 1, 2, 3, 4, 6, 9, 12),
          clear("DG1", 1, 2, 5, 6),
          clear("FT1", 1, 4, 5, 6, 7, 10, 13, 16),
          clear("TXA", 1, 2, 3, 4, 6, 7, 8, 17, 18, 19));

  private Hl7Parts() {}

  private static Map.Entry<String, BitSet> clear(String segment, int... fields) {
    BitSet set = new BitSet();
    for (int field : fields) {
      set.set(field);
    }
    return Map.entry(segment, set);
  }

  /** Whether a field cannot name a person. */
  static boolean isClear(String segment, int field) {
    BitSet clear = CLEAR.get(segment);
    return clear != null && clear.get(field);
  }

  static List<Trace.Part> read(byte[] raw, Charset charset) {
    return read(raw, charset, false);
  }

  /** The same, with all values in clear where that was asked for. */
  static List<Trace.Part> read(byte[] raw, Charset charset, boolean revealed) {
    String text = new String(raw, charset);
    List<Trace.Part> parts = new ArrayList<>();
    char separator = '|';
    int from = 0;
    while (from < text.length() && parts.size() < Parts.MOST_PARTS) {
      int end = endOfSegment(text, from);
      if (end - from >= 3) {
        String segment = text.substring(from, end);
        if (header(segment) && segment.length() > 3) {
          separator = segment.charAt(3);
        }
        parts.add(part(segment, separator, revealed));
      }
      from = end + 1;
    }
    return parts;
  }

  private static int endOfSegment(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  private static boolean header(String segment) {
    return segment.startsWith("MSH") || segment.startsWith("BHS") || segment.startsWith("FHS");
  }

  private static Trace.Part part(String segment, char separator, boolean revealed) {
    String name = segment.substring(0, 3);
    List<Trace.Value> values = new ArrayList<>();
    // the separator is itself the first field of a header
    int field = header(segment) ? 1 : 0;
    if (field == 1) {
      values.add(new Trace.Value(name + "-1", String.valueOf(separator), false));
    }
    int from = segment.indexOf(separator) + 1;
    while (from > 0) {
      field++;
      int end = segment.indexOf(separator, from);
      int to = end < 0 ? segment.length() : end;
      if (to > from && values.size() < Parts.MOST_VALUES) {
        values.add(value(name, field, segment.substring(from, to), revealed));
      }
      from = end + 1;
    }
    return new Trace.Part(name, field, values);
  }

  private static Trace.Value value(String segment, int field, String text, boolean revealed) {
    boolean shown = revealed || isClear(segment, field);
    return new Trace.Value(segment + "-" + field, shown ? Parts.cut(text) : Parts.MASK, !shown);
  }
}

package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.journal.MessageFormat;

/** Takes a message apart for the eye. What it cannot read it leaves out; the raw bytes remain. */
final class Parts {

  /** So many parts are shown of a message. */
  static final int MOST_PARTS = 200;

  /** So many values are shown of a part. */
  static final int MOST_VALUES = 100;

  private static final int LONGEST_TEXT = 80;

  static final String MASK = "••••";

  private Parts() {}

  static List<Trace.Part> read(MessageFormat format, byte[] raw, String charset) {
    return switch (format) {
      case HL7V2 -> Hl7Parts.read(raw, Charsets.of(charset));
      case FHIR, JSON -> JsonParts.read(raw);
      case ROW -> List.of();
    };
  }

  static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}

package org.bianmin.hub.receive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The fields of MSH (or of a batch's FHS or BHS) that routing and the acknowledgement need, each as
 * the sender wrote it (HL7 v2, chapter 2, "MSH - message header segment").
 *
 * @param segment {@code MSH}, {@code FHS} or {@code BHS}; empty when the bytes are no HL7
 * @param charset decodes the header and encodes it again to the same bytes
 * @param fieldSeparator MSH-1
 * @param encodingCharacters MSH-2
 * @param messageType MSH-9; empty for a batch
 * @param controlId MSH-10, or the batch's own (FHS-11, BHS-11)
 * @param version MSH-12 without its components after the first
 * @param acceptAcknowledgement MSH-15
 * @param applicationAcknowledgement MSH-16
 * @param characterSet MSH-18, first repetition
 */
record Hl7Header(
    String segment,
    Charset charset,
    char fieldSeparator,
    String encodingCharacters,
    String sendingApplication,
    String sendingFacility,
    String receivingApplication,
    String receivingFacility,
    String messageType,
    String controlId,
    String processingId,
    String version,
    String acceptAcknowledgement,
    String applicationAcknowledgement,
    String characterSet) {

  /** Stands for bytes that do not begin with a header segment. */
  static final Hl7Header NONE =
      new Hl7Header(
          "",
          StandardCharsets.ISO_8859_1,
          '|',
          "^~\\&",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "");

  boolean isHl7() {
    return !segment.isEmpty();
  }

  boolean isBatch() {
    return segment.equals("FHS") || segment.equals("BHS");
  }

  /** MSH-9 as {@code ADT^A01}, whatever the sender's delimiters; empty where unknown. */
  String trigger() {
    String event = event();
    String type = component(messageType, 0);
    return event.isEmpty() ? type : type + '^' + event;
  }

  /** MSH-9.2, {@code A01}. */
  String event() {
    return component(messageType, 1);
  }

  char componentSeparator() {
    return encodingCharacter(0, '^');
  }

  char escapeCharacter() {
    return encodingCharacter(2, '\\');
  }

  char subcomponentSeparator() {
    return encodingCharacter(3, '&');
  }

  /** The version as a number to compare: 2.3.1 is 231, 2.5 is 250; 0 where it cannot be read. */
  int versionNumber() {
    int number = 0;
    int digits = 0;
    for (int i = 0; i < version.length() && digits < 3; i++) {
      char c = version.charAt(i);
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
        digits++;
      } else if (c != '.') {
        return 0;
      }
    }
    if (digits == 0) {
      return 0;
    }
    for (; digits < 3; digits++) {
      number *= 10;
    }
    return number;
  }

  private char encodingCharacter(int index, char standard) {
    return encodingCharacters.length() > index ? encodingCharacters.charAt(index) : standard;
  }

  private String component(String field, int index) {
    char separator = componentSeparator();
    int from = 0;
    for (int i = 0; i < index; i++) {
      int next = field.indexOf(separator, from);
      if (next < 0) {
        return "";
      }
      from = next + 1;
    }
    int to = field.indexOf(separator, from);
    return to < 0 ? field.substring(from) : field.substring(from, to);
  }
}

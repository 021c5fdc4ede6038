package org.bianmin.hub.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segment MSH of a message whose charset is not known yet.
 *
 * <p>Split on bytes only to find candidates: in GBK, Big5 and others the second byte of a character
 * may equal a separator, so a split may find too many fields, though never too few.
 */
final class MshBytes {

  private static final int BEFORE_MSH_18 = 17;

  private final byte[] message;
  private final int start;
  private final int end;
  private final boolean ascii;

  private MshBytes(byte[] message, int start, int end, boolean ascii) {
    this.message = message;
    this.start = start;
    this.end = end;
    this.ascii = ascii;
  }

  /** The segment, or null when the message does not start with MSH in an ASCII-like charset. */
  static MshBytes of(byte[] message) {
    int at = 0;
    while (at < message.length && skipped(message[at])) {
      at++;
    }
    if (at + 4 >= message.length
        || message[at] != 'M'
        || message[at + 1] != 'S'
        || message[at + 2] != 'H') {
      return null;
    }
    int start = at;
    int bits = 0;
    for (; at < message.length && message[at] != '\r' && message[at] != '\n'; at++) {
      bits |= message[at];
    }
    return new MshBytes(message, start, at, bits >= 0);
  }

  boolean isAscii() {
    return ascii;
  }

  byte[] bytes() {
    return Arrays.copyOfRange(message, start, end);
  }

  /**
   * Start of the first field that may be MSH-18, or -1.
   *
   * @see #next
   */
  int first() {
    int at = start + 3;
    for (int i = 1; at >= 0 && i < BEFORE_MSH_18; i++) {
      at = separator(at + 1);
    }
    return at < 0 ? -1 : at + 1;
  }

  /** Start of the field after the one that starts there, or -1. */
  int next(int field) {
    int at = separator(field);
    return at < 0 ? -1 : at + 1;
  }

  /** First repetition of the field that starts there, stripped; bytes above 127 as Latin-1. */
  String name(int field) {
    byte separator = message[start + 3];
    byte repetition = start + 5 < end ? message[start + 5] : (byte) '~';
    int at = field;
    while (at < end && message[at] != separator && message[at] != repetition) {
      at++;
    }
    return new String(message, field, at - field, StandardCharsets.ISO_8859_1).strip();
  }

  /** First repetition of MSH-18 in the decoded segment, stripped; empty when absent. */
  static String msh18(String segment) {
    char separator = segment.charAt(3);
    char repetition = segment.length() > 5 ? segment.charAt(5) : '~';
    int at = 3;
    for (int i = 1; i < BEFORE_MSH_18; i++) {
      at = segment.indexOf(separator, at + 1);
      if (at < 0) {
        return "";
      }
    }
    int stop = at + 1;
    while (stop < segment.length()
        && segment.charAt(stop) != separator
        && segment.charAt(stop) != repetition) {
      stop++;
    }
    return segment.substring(at + 1, stop).strip();
  }

  private int separator(int from) {
    byte separator = message[start + 3];
    for (int at = from; at < end; at++) {
      if (message[at] == separator) {
        return at;
      }
    }
    return -1;
  }

  /** Blanks, and the three bytes of the byte order mark of UTF-8. */
  private static boolean skipped(byte b) {
    return (b >= 0 && b <= ' ') || b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
  }
}

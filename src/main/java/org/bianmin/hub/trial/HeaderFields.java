package org.bianmin.hub.trial;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fields of one segment, found on bytes. In GBK and GB18030 the second byte of a character may
 * equal a delimiter, so a segment that is not UTF-8 is walked by characters.
 */
final class HeaderFields {

  static final byte[] NONE = {};

  private HeaderFields() {}

  /** MSH-10 of a message; empty where there is none or no MSH. */
  static byte[] controlId(byte[] message, int length) {
    if (length < 8 || message[0] != 'M' || message[1] != 'S' || message[2] != 'H') {
      return NONE;
    }
    return field(message, 0, length, message[3], 9);
  }

  /**
   * Start of the first segment with this id.
   *
   * @return -1 where there is none
   */
  static int segment(byte[] message, int length, String id) {
    boolean atStart = true;
    for (int i = 0; i + id.length() < length; i++) {
      if (atStart
          && message[i] == id.charAt(0)
          && message[i + 1] == id.charAt(1)
          && message[i + 2] == id.charAt(2)) {
        return i;
      }
      atStart = message[i] == '\r' || message[i] == '\n';
    }
    return -1;
  }

  /** The text after so many separators, counted from the segment's start. */
  static byte[] field(byte[] message, int start, int length, byte separator, int separators) {
    int end = start;
    boolean plain = true;
    while (end < length && message[end] != '\r' && message[end] != '\n') {
      plain &= message[end++] >= 0;
    }
    boolean doubleByte = !plain && !isUtf8(message, start, end);
    int seen = 0;
    int from = -1;
    for (int i = start; i < end; i++) {
      if (message[i] == separator) {
        seen++;
        if (seen == separators) {
          from = i + 1;
        } else if (seen > separators) {
          return Arrays.copyOfRange(message, from, i);
        }
      } else if (doubleByte && message[i] < 0) {
        i++;
      }
    }
    return from < 0 ? NONE : Arrays.copyOfRange(message, from, end);
  }

  static boolean isUtf8(byte[] bytes, int start, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

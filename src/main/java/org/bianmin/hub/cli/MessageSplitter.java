package org.bianmin.hub.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits the bytes of a file into HL7 v2 messages at lines that start with MSH. LF and CRLF become
 * CR; batch headers and trailers (FHS, BHS, BTS, FTS), a byte order mark and MLLP frame bytes are
 * left out; all else stays as it is, whatever the charset.
 */
final class MessageSplitter {

  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte FRAME_START = 0x0B;
  private static final byte FRAME_END = 0x1C;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final List<byte[]> BATCH =
      List.of(ascii("FHS"), ascii("BHS"), ascii("BTS"), ascii("FTS"));
  private static final byte[] MSH = ascii("MSH");

  private MessageSplitter() {}

  /** The messages in order; empty where no line starts with MSH. */
  static List<byte[]> split(byte[] file) {
    List<byte[]> messages = new ArrayList<>();
    ByteArrayOutputStream message = null;
    int at = starts(file, 0, MARK) ? MARK.length : 0;
    while (at < file.length) {
      while (at < file.length && (file[at] == FRAME_START || file[at] == FRAME_END)) {
        at++;
      }
      int end = at;
      while (end < file.length && file[end] != CR && file[end] != LF) {
        end++;
      }
      if (starts(file, at, MSH)) {
        add(messages, message);
        message = new ByteArrayOutputStream(1024);
      }
      if (message != null && !batch(file, at)) {
        int length = end - at;
        while (length > 0 && file[at + length - 1] == FRAME_END) {
          length--;
        }
        message.write(file, at, length);
        message.write(CR);
      }
      at = end + (end + 1 < file.length && file[end] == CR && file[end + 1] == LF ? 2 : 1);
    }
    add(messages, message);
    return messages;
  }

  /** Adds a message without the empty lines behind it. */
  private static void add(List<byte[]> messages, ByteArrayOutputStream message) {
    if (message == null) {
      return;
    }
    byte[] bytes = message.toByteArray();
    int length = bytes.length;
    while (length > 1 && bytes[length - 2] == CR) {
      length--;
    }
    messages.add(Arrays.copyOf(bytes, length));
  }

  private static boolean batch(byte[] file, int at) {
    for (byte[] id : BATCH) {
      if (starts(file, at, id)) {
        return true;
      }
    }
    return false;
  }

  private static boolean starts(byte[] file, int at, byte[] id) {
    if (at + id.length > file.length) {
      return false;
    }
    for (int i = 0; i < id.length; i++) {
      if (file[at + i] != id[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

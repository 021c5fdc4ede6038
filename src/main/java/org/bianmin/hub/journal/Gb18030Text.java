package org.bianmin.hub.journal;

import java.nio.charset.Charset;

/**
 * Decodes GB18030 several times faster than the JDK does, where a text has one- and two-byte
 * characters only. All else, bad bytes included, is left to the JDK.
 */
final class Gb18030Text {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int FIRST_LEAD = 0x81;
  private static final int LAST_LEAD = 0xFE;
  private static final int FIRST_TRAIL = 0x40;
  private static final int TRAILS = 0x100 - FIRST_TRAIL;
  private static final char REPLACED = '\uFFFD';

  /** Characters of all two-byte codes; 0 where there is none. */
  private static final char[] TWO_BYTES = twoBytes();

  private Gb18030Text() {}

  /** The text, with U+FFFD for what is not GB18030. */
  static String decode(byte[] bytes) {
    char[] text = new char[bytes.length];
    int length = 0;
    int at = 0;
    while (at < bytes.length) {
      byte b = bytes[at++];
      if (b >= 0) {
        text[length++] = (char) b;
        continue;
      }
      int lead = (b & 0xFF) - FIRST_LEAD;
      int trail = at < bytes.length ? (bytes[at++] & 0xFF) - FIRST_TRAIL : -1;
      boolean pair = lead >= 0 && lead <= LAST_LEAD - FIRST_LEAD && trail >= 0;
      char c = pair ? TWO_BYTES[lead * TRAILS + trail] : 0;
      if (c == 0) {
        return new String(bytes, GB18030);
      }
      text[length++] = c;
    }
    return new String(text, 0, length);
  }

  private static char[] twoBytes() {
    char[] table = new char[(LAST_LEAD - FIRST_LEAD + 1) * TRAILS];
    byte[] code = new byte[2];
    for (int i = 0; i < table.length; i++) {
      code[0] = (byte) (FIRST_LEAD + i / TRAILS);
      code[1] = (byte) (FIRST_TRAIL + i % TRAILS);
      String decoded = new String(code, GB18030);
      if (decoded.length() == 1 && decoded.charAt(0) != REPLACED) {
        table[i] = decoded.charAt(0);
      }
    }
    return table;
  }
}

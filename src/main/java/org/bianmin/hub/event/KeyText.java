package org.bianmin.hub.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Escapes one part of an {@link EventKey} so that it survives a URL path segment unchanged. */
final class KeyText {

  private static final String PLAIN = "-._";
  private static final String HEX = "0123456789ABCDEF";

  private KeyText() {}

  static String encode(String part) {
    StringBuilder text = null;
    for (int i = 0; i < part.length(); i++) {
      if (!plain(part.charAt(i))) {
        text = new StringBuilder(part.length() + 16).append(part, 0, i);
        break;
      }
    }
    if (text == null) {
      return part;
    }
    byte[] rest = part.substring(text.length()).getBytes(StandardCharsets.UTF_8);
    for (byte b : rest) {
      char c = (char) (b & 0xFF);
      if (plain(c)) {
        text.append(c);
      } else {
        text.append('~').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return text.toString();
  }

  static String decode(String text) {
    if (text.indexOf('~') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '~') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("'~' in an event key is followed by two hex digits");
        }
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean plain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }
}

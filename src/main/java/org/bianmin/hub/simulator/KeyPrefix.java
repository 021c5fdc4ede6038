package org.bianmin.hub.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes and reads the first parts of a key as the contract says (README, "An item"). */
final class KeyPrefix {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private KeyPrefix() {}

  /** Whether the key is {@code type:facility:…}. */
  static boolean fits(String key, String type, String facility) {
    return key.startsWith(escape(type) + ':' + escape(facility) + ':');
  }

  /** The second part of a key, unescaped. */
  static String facility(String key) {
    int from = key.indexOf(':') + 1;
    return unescape(key.substring(from, key.indexOf(':', from)));
  }

  private static String unescape(String part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '~') {
        bytes.write(HexFormat.fromHexDigits(part, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(part.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static String escape(String part) {
    StringBuilder text = new StringBuilder(part.length() + 16);
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '.'
              || b == '_'
              || b == '-';
      if (plain) {
        text.append((char) b);
      } else {
        text.append('~').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }
}

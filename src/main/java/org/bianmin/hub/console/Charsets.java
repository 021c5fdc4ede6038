package org.bianmin.hub.console;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** The charset in which a message is shown. */
final class Charsets {

  private Charsets() {}

  /** The charset that the receiver decided on; ISO 8859-1, which shows every byte, without one. */
  static Charset of(String name) {
    try {
      return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }
}

package org.bianmin.hub.receive.payment;

import java.util.Base64;

/** Base64 that is written in the one way that encoders write it. */
final class Base64Text {

  private Base64Text() {}

  /**
   * Decodes, and answers null for what no encoder would have written: a decoder ignores the last
   * bits of a text, so one byte of it could be altered unseen.
   */
  static byte[] strict(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

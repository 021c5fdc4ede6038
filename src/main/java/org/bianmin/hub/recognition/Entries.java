package org.bianmin.hub.recognition;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The full URLs of a bundle's entries, in their order: made of the report's key and a number, so
 * that the same report has the same ones.
 */
final class Entries {

  private static final String PREFIX = "urn:uuid:";
  private static final int HEAD = 24;
  private static final String ZEROS = "000000000000";

  private final String head;
  private int last;

  Entries(String key) {
    String uuid = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    this.head = PREFIX + uuid.substring(0, HEAD);
  }

  /** The next one. */
  String next() {
    String number = Integer.toHexString(++last);
    return head + ZEROS.substring(number.length()) + number;
  }
}

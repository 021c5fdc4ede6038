package org.bianmin.hub.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether a case is still the one that a person closed. */
final class Fingerprint {

  private static final int BYTES = 12;

  private Fingerprint() {}

  /** Of records, their amounts, what was judged of them and found; 24 hex digits. */
  static String of(List<Item> items, Judged judged, List<Finding> findings) {
    StringBuilder text = new StringBuilder(64 * items.size());
    for (Item item : items) {
      text.append(item.entry.key()).append(' ').append(judged.counted().get(item)).append('\n');
    }
    text.append(judged.outcome()).append(findings).append(judged.difference());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.bianmin.hub.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * The newest version of a measure event that the platform holds.
 *
 * @param version its number
 * @param active whether it counts
 * @param item the item as it was sent, UTF-8 JSON; null where only its digest is kept
 * @param mark digest of what counts as its content; null where all of the item does
 */
record Fact(int version, boolean active, byte[] item, byte[] mark) {

  Fact(int version, boolean active, byte[] item) {
    this(version, active, item, null);
  }

  /** Bytes by which contents are compared. */
  static byte[] digest(byte[] content) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(content, 0, content.length);
    byte[] mark = new byte[digest.getDigestSize()];
    digest.doFinal(mark, 0);
    return mark;
  }

  /** The same without its item, a tenth of its size. */
  Fact digested() {
    return new Fact(version, active, null, content());
  }

  private byte[] content() {
    return mark != null ? mark : digest(shown());
  }

  /** The item with its members sorted, as people and tests compare it. */
  byte[] shown() {
    return item == null
        ? "{\"status\":\"%s\",\"version\":%d,\"whole\":false}"
            .formatted(active ? "active" : "void", version)
            .getBytes(StandardCharsets.UTF_8)
        : Json.sorted(item);
  }

  /** Whether the content is the same, in whatever order and with whatever blanks it was written. */
  boolean sameContent(Fact other) {
    if (mark != null || other.mark != null) {
      return Arrays.equals(content(), other.content());
    }
    return Arrays.equals(item, other.item) || Arrays.equals(shown(), other.shown());
  }
}

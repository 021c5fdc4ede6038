package org.bianmin.hub.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 64 bits of SHA-256: equal content, together with source and control id. */
final class ContentHash {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException(e);
            }
          });

  private ContentHash() {}

  static long of(byte[] content) {
    return ByteBuffer.wrap(SHA_256.get().digest(content)).getLong();
  }
}

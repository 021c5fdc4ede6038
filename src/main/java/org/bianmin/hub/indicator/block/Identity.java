package org.bianmin.hub.indicator.block;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What tells a text from all others: the first 128 bits of the SHA-256 of its UTF-8. A number's is
 * 0 and the number itself.
 */
public record Identity(long high, long low) {

  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Identity::sha);

  public static Identity of(String text) {
    byte[] hash = SHA256.get().digest(text.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new Identity(bytes.getLong(), bytes.getLong());
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

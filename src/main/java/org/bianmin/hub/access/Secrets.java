package org.bianmin.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Draws tokens and temporary passwords. */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;
  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  /** Without what is taken for something else when read aloud or off a paper. */
  private static final String[] READABLE = {
    "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
  };

  private Secrets() {}

  /** 256 bits, in letters that a cookie and a header carry. */
  static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What the store knows of a token; it has 256 bits, so a fast hash is enough. */
  static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** A password to hand over: four groups, of all kinds of characters. */
  static String temporary() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        password.append('-');
      }
      String letters = READABLE[i % READABLE.length];
      password.append(letters.charAt(RANDOM.nextInt(letters.length())));
    }
    return password.toString();
  }
}

package org.bianmin.hub.access;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Rules and hashes (Argon2id) of passwords. */
@Component
public final class Passwords {

  /** A password is not one of so many before it. */
  static final int FORMER = 5;

  private static final int LONGEST = 128;

  /** Each hash takes 16 MB for its time, so only so many are computed at a time. */
  private static final Semaphore AT_A_TIME = new Semaphore(4);

  private static final Argon2PasswordEncoder ENCODER =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

  /** Made when the first password is looked at: a hub that starts has no half second for it. */
  private static final class Nobody {
    static final String HASH = ENCODER.encode(Secrets.token());
  }

  private final AccessProperties rules;

  public Passwords(AccessProperties rules) {
    this.rules = rules;
  }

  /** What the store keeps of a password. */
  String hash(String password) {
    AT_A_TIME.acquireUninterruptibly();
    try {
      return ENCODER.encode(password);
    } finally {
      AT_A_TIME.release();
    }
  }

  /**
   * Whether a password is the one behind a hash; takes as long where there is none.
   *
   * @param hash null for a user that does not exist
   */
  boolean fits(String password, String hash) {
    String asked = password.length() > LONGEST ? password.substring(0, LONGEST) : password;
    // whoever logs in first waits for it, whether there is such a user or not
    String nobodys = Nobody.HASH;
    AT_A_TIME.acquireUninterruptibly();
    try {
      boolean fits = ENCODER.matches(asked, hash == null ? nobodys : hash);
      return fits && hash != null && asked.length() == password.length();
    } finally {
      AT_A_TIME.release();
    }
  }

  /**
   * Looks whether a user may have a password.
   *
   * @param former hashes of those before
   * @throws AccessRefused which says what is wrong with it
   */
  void check(String login, String password, List<String> former) {
    if (password.codePointCount(0, password.length()) < rules.passwordLength()
        || password.length() > LONGEST) {
      throw new AccessRefused(
          "length",
          "A password has "
              + rules.passwordLength()
              + " characters at least and "
              + LONGEST
              + " at most");
    }
    if (kinds(password) < rules.passwordKinds()) {
      throw new AccessRefused(
          "kinds",
          "A password has "
              + rules.passwordKinds()
              + " kinds of characters at least: lower case, upper case, digits, others");
    }
    String small = password.toLowerCase(Locale.ROOT);
    if (small.contains(login) || small.contains(new StringBuilder(login).reverse())) {
      throw new AccessRefused("login", "A password does not contain the name of its user");
    }
    if (former.stream().anyMatch(hash -> fits(password, hash))) {
      throw new AccessRefused("former", "A password is not one of the last " + FORMER);
    }
  }

  private static int kinds(String password) {
    boolean[] seen = new boolean[4];
    password
        .codePoints()
        .forEach(
            c ->
                seen[
                        Character.isLowerCase(c)
                            ? 0
                            : Character.isUpperCase(c) ? 1 : Character.isDigit(c) ? 2 : 3] =
                    true);
    int kinds = 0;
    for (boolean kind : seen) {
      kinds += kind ? 1 : 0;
    }
    return kinds;
  }
}

package org.bianmin.hub.normalize;

/** Resident identity numbers (公民身份号码, GB 11643-1999). */
final class LegalId {

  private static final int LENGTH = 18;
  private static final int MODULUS = 11;
  private static final String CHECK = "10X98765432";

  /** 居民身份证 in CV02.01.101. */
  static final String RESIDENT = "01";

  /** 其他: whatever that is, it identifies nobody. */
  private static final String OTHER = "99";

  private static final int SHORTEST = 5;

  private LegalId() {}

  /**
   * A number as it is compared: without spaces, letters in upper case.
   *
   * @param type CV02.01.101
   * @return null where it is no number of that kind
   */
  static String normal(String type, String number) {
    if (number == null || type.equals(OTHER)) {
      return null;
    }
    String normal = number.replaceAll("\\s", "").toUpperCase(java.util.Locale.ROOT);
    boolean valid = type.equals(RESIDENT) ? isValid(normal) : normal.length() >= SHORTEST;
    return valid ? normal : null;
  }

  /** Whether these are 17 digits and the check character that ISO 7064 MOD 11-2 gives them. */
  static boolean isValid(String number) {
    if (number.length() != LENGTH) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      char digit = number.charAt(i);
      if (digit < '0' || digit > '9') {
        return false;
      }
      sum = (sum + (digit - '0')) * 2 % MODULUS;
    }
    return Character.toUpperCase(number.charAt(LENGTH - 1)) == CHECK.charAt(sum);
  }
}

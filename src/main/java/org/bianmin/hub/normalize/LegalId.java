package org.bianmin.hub.normalize;

/** Resident identity numbers (公民身份号码, GB 11643-1999). */
final class LegalId {

  private static final int LENGTH = 18;
  private static final int MODULUS = 11;
  private static final String CHECK = "10X98765432";

  private LegalId() {}

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

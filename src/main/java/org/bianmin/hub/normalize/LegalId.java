package org.bianmin.hub.normalize;

import java.util.Locale;
import java.util.regex.Pattern;

/** Resident identity numbers (公民身份号码, GB 11643-1999). */
final class LegalId {

  private static final int LENGTH = 18;
  private static final int MODULUS = 11;
  private static final String CHECK = "10X98765432";

  /** 居民身份证 in CV02.01.101. */
  static final String RESIDENT = "01";

  /** 其他: whatever that is, it identifies nobody. */
  private static final String OTHER = "99";

  /** Passports, permits: letters before or after digits, never a word. */
  private static final Pattern NUMBER = Pattern.compile("[A-Z]{0,3}[0-9]{5,12}[A-Z0-9]{0,3}");

  /** What people type where there is no number: one character again and again, or counting. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[A-Z]{0,3}(([0-9])\\2+|0?1234567?8?9?0?)[A-Z]?");

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
    String normal = number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    boolean valid = type.equals(RESIDENT) ? isValid(normal) : isNumber(normal);
    return valid ? normal : null;
  }

  private static boolean isNumber(String number) {
    return NUMBER.matcher(number).matches() && !PLACEHOLDER.matcher(number).matches();
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

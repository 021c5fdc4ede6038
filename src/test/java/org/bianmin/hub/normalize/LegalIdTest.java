package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegalIdTest {

  /** Numbers of nobody: region 000000 does not exist. */
  @ParameterizedTest
  @ValueSource(strings = {"000000190001010009", "000000199912310003"})
  void acceptsARightCheckDigit(String number) {
    String right = number.substring(0, 17) + check(number);
    assertThat(LegalId.isValid(right)).isTrue();
    assertThat(LegalId.isValid(right.toLowerCase(java.util.Locale.ROOT))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "000000190001010", "00000019000101000A", "A00000190001010009"})
  void refusesWhatIsNoNumber(String number) {
    assertThat(LegalId.isValid(number)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000190001010009", "000000199912310003"})
  void refusesEveryWrongCheckDigit(String number) {
    char right = check(number);
    for (char c : "0123456789X".toCharArray()) {
      assertThat(LegalId.isValid(number.substring(0, 17) + c)).isEqualTo(c == right);
    }
  }

  /** GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, remainder of 11. */
  private static char check(String number) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (number.charAt(i) - '0') * weights[i];
    }
    return "10X98765432".charAt(sum % 11);
  }
}

package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.bianmin.hub.mapping.Levels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelRuleTest {

  @ParameterizedTest(name = "from {0} to {1}: any {2}, same {3}, lower accepts higher {4}")
  @CsvSource({
    "tertiary, tertiary, true, true, true",
    "tertiary, secondary, true, false, true",
    "tertiary, village, true, false, true",
    "secondary, tertiary, true, false, false",
    "primary, secondary, true, false, false",
    "primary, primary, true, true, true",
    "ems, ems, true, true, true",
    "ems, primary, true, false, false",
    "tertiary, ems, true, false, false",
    "lab-third-party, tertiary, true, false, false",
    ", tertiary, true, false, false",
    "tertiary, , true, false, false",
    ", , true, false, false",
  })
  void saysWhetherTheTargetMayRecognise(
      String source, String target, boolean any, boolean same, boolean lower) {
    assertThat(LevelRule.allows(source, target, Levels.ANY)).isEqualTo(any);
    assertThat(LevelRule.allows(source, target, Levels.SAME)).isEqualTo(same);
    assertThat(LevelRule.allows(source, target, Levels.LOWER_ACCEPTS_HIGHER)).isEqualTo(lower);
  }
}

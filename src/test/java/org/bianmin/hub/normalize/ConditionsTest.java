package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bianmin.hub.mapping.Condition;
import org.bianmin.hub.mapping.Paths;
import org.bianmin.hub.normalize.hl7v2.Hl7Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

  @ParameterizedTest
  @CsvSource({
    "-128.50, true",
    "-0.01, true",
    "-.5, true",
    "-1^CNY, true",
    "'-7 ', true",
    "128.50, false",
    "0, false",
    "-0.00, false",
    "-, false",
    "12-5, false",
    "-x, false",
    "\"\", false",
    "'', false",
  })
  void onlyANumberBelowZeroIsNegative(String amount, boolean negative) {
    assertThat(holds(amount, true)).isEqualTo(negative);
    assertThat(holds(amount, false)).isEqualTo(!negative);
  }

  private static boolean holds(String amount, boolean negative) {
    String message = "MSH|^~\\&|SF|H|HUB||||DFT^P03|1\rFT1|1|||||CG|||||" + amount;
    Paths path = new Paths(List.of("FT1-11.1"), 1);
    Condition condition = new Condition(path, null, Set.of(), Set.of(), null, negative, 1);
    return new CompiledCondition(new Hl7Format(), condition, null)
        .holds(new Hl7Format.Hl7Part(Hl7Message.parse(message)), null);
  }
}

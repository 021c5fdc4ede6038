package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenTest {

  @ParameterizedTest
  @CsvSource({
    "123, 12300",
    "123.4, 12340",
    "123.45, 12345",
    "0.01, 1",
    "-8.50, -850",
    "+1.2, 120",
    "123.4500, 12345",
    "'7. ', 700",
    "900719925474.09, 90071992547409"
  })
  void readsYuanAsFenWithoutRounding(String yuan, long fen) {
    assertThat(Fen.of(yuan)).isEqualTo(fen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".5", "1.005", "1,000", "12a", "1.2.3", "9999999999999999", "¥5"})
  void refusesWhatIsNoAmount(String text) {
    assertThat(Fen.of(text)).isEqualTo(Fen.INVALID);
  }
}

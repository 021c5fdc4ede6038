package org.bianmin.hub.normalize.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTimeTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @CsvSource({
    "2026-11-03T08:30:00+08:00, 2026-11-03T00:30:00Z",
    "2026-11-03T00:30:00Z, 2026-11-03T00:30:00Z",
    "2026-11-03T08:30:00.250, 2026-11-03T00:30:00.250Z",
    "2026-11-03 08:30:00, 2026-11-03T00:30:00Z",
    "2026/11/3 8:30, 2026-11-03T00:30:00Z",
    "2026-11-03, 2026-11-02T16:00:00Z",
    "20261103, 2026-11-02T16:00:00Z",
    "202611030830, 2026-11-03T00:30:00Z",
    "20261103083000, 2026-11-03T00:30:00Z",
    "20261103083000123, 2026-11-03T00:30:00.123Z",
    "1793665800, 2026-11-03T00:30:00Z",
    "1793665800123, 2026-11-03T00:30:00.123Z",
  })
  void readsWhatSystemsWrite(String text, String instant) {
    assertThat(JsonTime.millis(text, ZONE)).isEqualTo(Instant.parse(instant).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-02-30", "20261303000000", "12:30", "99999999"})
  void doesNotGuess(String text) {
    assertThat(JsonTime.millis(text, ZONE)).isEqualTo(JsonTime.INVALID);
  }
}

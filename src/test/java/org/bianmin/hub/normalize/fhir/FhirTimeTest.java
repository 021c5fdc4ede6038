package org.bianmin.hub.normalize.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirTimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @CsvSource({
    "2026, 2025-12-31T16:00:00Z",
    "2026-11, 2026-10-31T16:00:00Z",
    "2026-11-03, 2026-11-02T16:00:00Z",
    "2026-11-03T08:15:30+08:00, 2026-11-03T00:15:30Z",
    "2026-11-03T08:15:30-03:30, 2026-11-03T11:45:30Z",
    "2026-11-03T08:15:30.5Z, 2026-11-03T08:15:30.500Z",
    "2026-11-03T08:15:30.123456789Z, 2026-11-03T08:15:30.123Z",
    "2026-11-03T08:15:30, 2026-11-03T00:15:30Z",
    "2026-11-03T08:15, 2026-11-03T00:15:00Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2024-02-29, 2024-02-28T16:00:00Z"
  })
  void readsEachPrecisionAndOffset(String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(FhirTime.parse(text, SHANGHAI))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26",
        "2026-1",
        "2026-13",
        "2026-02-30",
        "2026-11-03T",
        "2026-11-03T24:01:00Z",
        "2026-11-03T08:15:30.Z",
        "2026-11-03T08:15:30+8",
        "2026-11-03 08:15:30",
        "20261103",
        "2026-11-03T08:15:30Zx",
        "2026T08:15",
        "2026-11T08:15:00Z",
        "2026-11-03T08:15:30+19:00"
      })
  void refusesWhatIsNoTimeWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> FhirTime.parse(text, SHANGHAI))
        .isInstanceOf(DateTimeException.class)
        .hasMessage("Not a FHIR time: write for example 2026-11-03T08:15:00+08:00 or 2026-11-03");
  }
}

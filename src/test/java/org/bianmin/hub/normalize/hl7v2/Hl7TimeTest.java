package org.bianmin.hub.normalize.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.bianmin.hub.normalize.hl7v2.Hl7Time.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7TimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @CsvSource({
    "2025, 2024-12-31T16:00:00Z, YEAR",
    "202506, 2025-05-31T16:00:00Z, MONTH",
    "20250622, 2025-06-21T16:00:00Z, DAY",
    "2025062209, 2025-06-22T01:00:00Z, HOUR",
    "202506220906, 2025-06-22T01:06:00Z, MINUTE",
    "20250622090626, 2025-06-22T01:06:26Z, SECOND",
    "20250622090626.1, 2025-06-22T01:06:26.100Z, FRACTION",
    "20250622090626.1239, 2025-06-22T01:06:26.123Z, FRACTION",
    "20250622090626., 2025-06-22T01:06:26Z, SECOND",
    "2025-06, 2025-05-31T16:00:00Z, MONTH",
    "2025-06-22, 2025-06-21T16:00:00Z, DAY",
    "2025/6/2, 2025-06-01T16:00:00Z, DAY",
    "2024-10-23 15:49:54, 2024-10-23T07:49:54Z, SECOND",
    "2024-1-5 9:05, 2024-01-05T01:05:00Z, MINUTE",
    "2024-01-05 09, 2024-01-05T01:00:00Z, HOUR",
    "20180225T112233, 2018-02-25T03:22:33Z, SECOND",
    "' 20250622 ', 2025-06-21T16:00:00Z, DAY",
    "20240229, 2024-02-28T16:00:00Z, DAY",
    "19880701120000, 1988-07-01T03:00:00Z, SECOND",
  })
  void readsATimeWithoutOffsetInTheZoneOfTheSender(
      String value, Instant expected, Precision precision) {
    assertThat(Hl7Time.parse(value, SHANGHAI))
        .isEqualTo(new Hl7Time(expected.toEpochMilli(), precision, false));
    assertThat(Hl7Time.epochMillis(value, SHANGHAI)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2025+0800, 2024-12-31T16:00:00Z, YEAR",
    "2025-0500, 2025-01-01T05:00:00Z, YEAR",
    "20250622-0330, 2025-06-22T03:30:00Z, DAY",
    "202506220906+0545, 2025-06-22T03:21:00Z, MINUTE",
    "2025-06-22T09:06:26Z, 2025-06-22T09:06:26Z, SECOND",
    "2025-06-22T09:06:26.5+08:00, 2025-06-22T01:06:26.500Z, FRACTION",
    "2025-06-22T09:06:26+08, 2025-06-22T01:06:26Z, SECOND",
    "20180225112233.000+0800, 2018-02-25T03:22:33Z, FRACTION",
  })
  void readsATimeWithItsOwnOffset(String value, Instant expected, Precision precision) {
    assertThat(Hl7Time.parse(value, SHANGHAI))
        .isEqualTo(new Hl7Time(expected.toEpochMilli(), precision, true));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "\"\"",
        "abc",
        "202",
        "20251",
        "20251301",
        "20250001",
        "20250230",
        "20230229",
        "00000000",
        "2025062224",
        "202506220960",
        "20250622090660",
        "202506220906261",
        "2025062209062",
        "20250622090626.1234567890",
        "20250622+",
        "20250622+08x",
        "20250622+1900",
        "20250622+0860",
        "2025-06/22",
        "2025-06-22T",
        "2025-",
        "20250622^D",
        "２０２５",
        "20250622 x",
        "2025-06-22T9",
      })
  void refusesWhatIsNoTime(String value) {
    assertThat(Hl7Time.parse(value, SHANGHAI)).isNull();
    assertThat(Hl7Time.epochMillis(value, SHANGHAI)).isEqualTo(Hl7Time.INVALID);
  }

  @Test
  void agreesWithTheJdkInEveryZone() {
    DateTimeFormatter hl7 = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    Random random = new Random(7);
    for (String zone : new String[] {"Asia/Shanghai", "America/St_Johns", "UTC", "Asia/Urumqi"}) {
      for (int i = 0; i < 500; i++) {
        LocalDateTime local =
            LocalDateTime.of(1900, 1, 1, 0, 0).plusSeconds(random.nextLong(200L * 31_556_952));
        assertThat(Hl7Time.epochMillis(local.format(hl7), ZoneId.of(zone)))
            .isEqualTo(local.atZone(ZoneId.of(zone)).toInstant().toEpochMilli());
      }
    }
  }
}

package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;

class HisTimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest(name = "zoned: {0}")
  @ValueSource(booleans = {true, false})
  void infinityIsLaterAndEarlierThanAllAndIsTextToPeople(boolean zoned) {
    HisTime later = HisTime.of(new Timestamp(PGStatement.DATE_POSITIVE_INFINITY), zoned);
    HisTime earlier = HisTime.of(new Timestamp(PGStatement.DATE_NEGATIVE_INFINITY), zoned);
    long now = Instant.parse("2026-11-03T01:00:00Z").toEpochMilli();

    assertThat(later.tellable()).isFalse();
    assertThat(later.untold()).isEqualTo("infinity");
    assertThat(later.millis(SHANGHAI)).isGreaterThan(now);
    assertThat(earlier.tellable()).isFalse();
    assertThat(earlier.untold()).isEqualTo("-infinity");
    assertThat(earlier.millis(SHANGHAI)).isLessThan(now);
  }

  @Test
  void infinityOfTheDriverGoesBackToTheDriverAsItCame() {
    assertThat(HisTime.of(new Timestamp(PGStatement.DATE_POSITIVE_INFINITY), false).local())
        .isEqualTo(LocalDateTime.MAX);
    assertThat(
            HisTime.of(new Timestamp(PGStatement.DATE_POSITIVE_INFINITY), true)
                .timestamp()
                .getTime())
        .isEqualTo(PGStatement.DATE_POSITIVE_INFINITY);
  }

  @Test
  void anOrdinaryTimeIsTold() {
    assertThat(new HisTime(LocalDateTime.parse("2026-11-03T09:00:00"), null).tellable()).isTrue();
  }
}

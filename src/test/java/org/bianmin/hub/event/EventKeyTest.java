package org.bianmin.hub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V/1", "a:b", "住院号~1", "100%", "x y", "~41", "𠮷"})
  void textIsReadBackAsItWas(String businessKey) {
    EventKey key = new EventKey("H-1", "visit.registered", businessKey);

    assertThat(EventKey.parse(key.toString())).isEqualTo(key);
    assertThat(key.toString()).matches("[A-Za-z0-9._~:-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "visit.registered", "visit.registered:H1", "visit.registered:H1:"})
  void saysHowAKeyIsWritten(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventKey.parse(text))
        .withMessageContaining("type:facility:businessKey");
  }

  @Test
  void timesAreWrittenWithTheOffsetOfTheirZone() {
    long at = 1_793_700_000_000L;

    assertThat(Rfc3339.format(at, ZoneId.of("Asia/Shanghai")))
        .isEqualTo("2026-11-03T18:00:00+08:00");
    assertThat(Rfc3339.format(at, ZoneId.of("America/St_Johns")))
        .isEqualTo("2026-11-03T06:30:00-03:30");
    assertThat(Rfc3339.format(-1, ZoneId.of("UTC"))).isEqualTo("1969-12-31T23:59:59+00:00");
  }
}

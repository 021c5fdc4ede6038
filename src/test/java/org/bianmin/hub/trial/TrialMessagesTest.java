package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.util.Terser;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TrialMessagesTest {

  private final TrialMessages messages = new TrialMessages("F1", "B1", LocalDate.of(2026, 11, 3));

  @Test
  void givesEveryRegistrationItsOwnNumbers() throws Exception {
    Terser first = read(messages.smallAdt(41));
    Terser second = read(messages.smallAdt(42));
    assertThat(first.get("/.MSH-10")).isEqualTo("AB10000000041");
    assertThat(second.get("/.MSH-10")).isEqualTo("AB10000000042");
    assertThat(second.get("/.PV1-19")).isEqualTo("VB10000000042");
    assertThat(second.get("/.PID-3-1")).isEqualTo("PB10000000042");
    assertThat(messages.smallAdt(9_999_999_999L).length).isBetween(500, 750);
  }

  @Test
  void givesEveryReportItsOwnNumbersAndTwentyFourItems() throws Exception {
    byte[] bytes = messages.largeOru(7);
    Terser report = read(bytes);
    assertThat(report.get("/.OBR-3")).isEqualTo("RB10000000007");
    assertThat(report.get("/.OBR-25")).isEqualTo("F");
    assertThat(new String(bytes, StandardCharsets.UTF_8).split("\rOBX\\|", -1)).hasSize(25);
    assertThat(bytes.length).isBetween(2400, 3400);
  }

  private static Terser read(byte[] bytes) throws Exception {
    return new DayOracle().parse(new String(bytes, StandardCharsets.UTF_8));
  }
}

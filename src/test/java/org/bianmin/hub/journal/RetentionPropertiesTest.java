package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionPropertiesTest {

  @Test
  void lessThanADayIsRefusedBySettingAndReason() {
    assertThatThrownBy(() -> new RetentionProperties(Duration.ofHours(23)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hub.retention.messages is one day (1d) at least");
    assertThat(new RetentionProperties(Duration.ofDays(1)).text()).isEqualTo("1d");
    assertThat(new RetentionProperties(Duration.ofHours(36)).text()).isEqualTo("36h");
  }
}

package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void givesPercentilesWithinTwoPercent() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 1000; i++) {
      latencies.add(i * 1_000_000L);
    }
    assertThat(latencies.millis(0.50)).isCloseTo(500, within(10.0));
    assertThat(latencies.millis(0.99)).isCloseTo(990, within(20.0));
    assertThat(latencies.millis(1.0)).isCloseTo(1000, within(20.0));
  }

  @Test
  void countsWhatIsShorterOrLongerThanItsRange() {
    Latencies latencies = new Latencies();
    latencies.add(0);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.millis(0.5)).isLessThan(0.01);
    assertThat(latencies.millis(1)).isGreaterThan(86_400_000);
  }

  @Test
  void knowsNoPercentileOfNothing() {
    assertThat(new Latencies().millis(0.5)).isNaN();
  }
}

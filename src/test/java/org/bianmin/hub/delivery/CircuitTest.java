package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a destination that does not answer is called again. */
class CircuitTest {

  private final Circuit circuit =
      new Circuit(new Backoff(Duration.ofHours(1), Duration.ofHours(100), new Random(7)));

  private static long hours(long at) {
    return Math.round((at - System.currentTimeMillis()) / 3_600_000.0);
  }

  @Test
  void pausesTwiceAsLongAfterEachFurtherCallThatFails() {
    long first = circuit.failed(circuit.failures(), 0);
    long second = circuit.failed(circuit.failures(), 0);
    long third = circuit.failed(circuit.failures(), 0);

    assertThat(hours(first)).isLessThanOrEqualTo(1);
    assertThat(hours(second)).isBetween(1L, 2L);
    assertThat(hours(third)).isBetween(2L, 4L);
    assertThat(circuit.standing()[0]).isEqualTo(3);
  }

  @Test
  void countsCallsThatFailTogetherOnce() {
    int before = circuit.failures();

    long first = circuit.failed(before, 0);
    long last = first;
    for (int i = 0; i < 3; i++) {
      last = circuit.failed(before, 0);
    }

    assertThat(circuit.standing()[0]).isEqualTo(1);
    assertThat(last).isEqualTo(first);
  }

  @Test
  void keepsToTheTimeThatOneOfThemWasTold() {
    int before = circuit.failures();
    long asked = System.currentTimeMillis() + Duration.ofHours(50).toMillis();
    circuit.failed(before, 0);

    assertThat(circuit.failed(before, asked)).isEqualTo(asked);
    assertThat(circuit.failed(before, 0)).as("told to the others, too").isEqualTo(asked);
    assertThat(circuit.stillOpen()).isFalse();
  }

  @Test
  void countsFromOneAfterAnAnswer() {
    circuit.failed(circuit.failures(), 0);
    circuit.failed(circuit.failures(), 0);

    assertThat(circuit.answered()).isTrue();
    circuit.failed(circuit.failures(), 0);

    assertThat(circuit.standing()[0]).isEqualTo(1);
  }
}

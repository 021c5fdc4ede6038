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
    long first = circuit.failed(circuit.failures(), 0, "away");
    long second = circuit.failed(circuit.failures(), 0, "away");
    long third = circuit.failed(circuit.failures(), 0, "away");

    assertThat(hours(first)).isLessThanOrEqualTo(1);
    assertThat(hours(second)).isBetween(1L, 2L);
    assertThat(hours(third)).isBetween(2L, 4L);
    assertThat(circuit.state().failures()).isEqualTo(3);
  }

  @Test
  void countsCallsThatFailTogetherOnce() {
    int before = circuit.failures();

    long first = circuit.failed(before, 0, "away");
    long last = first;
    for (int i = 0; i < 3; i++) {
      last = circuit.failed(before, 0, "away");
    }

    assertThat(circuit.state().failures()).isEqualTo(1);
    assertThat(last).isEqualTo(first);
  }

  @Test
  void keepsToTheTimeThatOneOfThemWasTold() {
    int before = circuit.failures();
    long asked = System.currentTimeMillis() + Duration.ofHours(50).toMillis();
    circuit.failed(before, 0, "away");

    assertThat(circuit.failed(before, asked, "busy")).isEqualTo(asked);
    assertThat(circuit.failed(before, 0, "away")).as("told to the others, too").isEqualTo(asked);
    assertThat(circuit.stillOpen()).isFalse();
  }

  @Test
  void countsFromOneAfterAnAnswer() {
    circuit.failed(circuit.failures(), 0, "away");
    circuit.failed(circuit.failures(), 0, "away");

    assertThat(circuit.answered()).isTrue();
    circuit.failed(circuit.failures(), 0, "away");

    assertThat(circuit.state().failures()).isEqualTo(1);
  }

  @Test
  void doesNotForgetHowLongOneWasToldToWaitWhenAnotherIsAnsweredAndAThirdFails() {
    int before = circuit.failures();
    long asked = System.currentTimeMillis() + Duration.ofHours(50).toMillis();
    circuit.failed(before, asked, "busy");
    circuit.answered();

    assertThat(circuit.failed(before, 0, "away")).isEqualTo(asked);
  }

  @Test
  void restsForSecondsWhileNothingCanBeStoredHoweverLongAndNotAnyMoreOnceItCan() {
    for (int i = 0; i < 100; i++) {
      circuit.notStored();
    }

    assertThat(circuit.stillOpen()).isFalse();
    assertThat(circuit.state().nextCallAt() - System.currentTimeMillis()).isLessThan(15_001);
    assertThat(circuit.state().failures()).as("not the destination's").isZero();

    circuit.stored();
    assertThat(circuit.stillOpen()).as("another answer may be stored").isFalse();
    circuit.recovered();
    assertThat(circuit.stillOpen()).isTrue();
  }

  @Test
  void isNotCalledBeforeItsTimeBecauseTheStoreIsBack() {
    circuit.failed(circuit.failures(), 0, "away");
    circuit.notStored();

    circuit.recovered();

    assertThat(circuit.stillOpen()).isFalse();
  }

  @Test
  void letsOneCallAtATimeGoAfterAnAnswerWasNotStored() throws InterruptedException {
    var quick = new Circuit(new Backoff(Duration.ZERO, Duration.ZERO, new Random(7)));
    quick.notStored();

    assertThat(quick.mayCall()).isTrue();
    assertThat(quick.mayCall()).isFalse();
    quick.stored();
    assertThat(quick.mayCall()).isTrue();
  }
}

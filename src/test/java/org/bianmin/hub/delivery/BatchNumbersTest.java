package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchNumbersTest {

  private static final Instant START = Instant.parse("2026-11-03T00:00:00.123Z");

  @Test
  void nameDestinationAndStartAndCountUp() {
    BatchNumbers numbers = new BatchNumbers("platform", START, new SplittableRandom(1));

    assertThat(numbers.next()).matches("platform-20261103000000123-[0-9a-f]{4}-1");
    assertThat(numbers.next()).endsWith("-2");
  }

  @Test
  void twoHubsThatStartInTheSameMillisecondHaveNoNumberInCommon() {
    BatchNumbers one = new BatchNumbers("platform", START, new SplittableRandom(1));
    BatchNumbers other = new BatchNumbers("platform", START, new SplittableRandom(2));

    assertThat(one.next()).isNotEqualTo(other.next());
  }

  @Test
  void leaveRoomForPartsOfABatchWhateverTheDestinationIsCalled() {
    String name = "provincial-platform-of-mutual-recognition-of-results";

    String number = new BatchNumbers(name, START, new SplittableRandom(1)).next();

    // ten million batches of one start, and one that goes in halves of halves of halves
    int most = number.length() + "10000000".length() - 1 + ".1".repeat(5).length();
    assertThat(most).isLessThanOrEqualTo(64);
  }
}

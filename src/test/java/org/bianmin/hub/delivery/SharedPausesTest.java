package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedPausesTest {

  private final Map<String, String> stored = new TreeMap<>();
  private final List<String> done = new ArrayList<>();
  private Runnable whileRead = () -> {};
  private final SharedPauses pauses =
      new SharedPauses(
          () -> {
            Map<String, String> read = Map.copyOf(stored);
            whileRead.run();
            return read;
          },
          (destination, reason) -> done.add("pause " + destination + ": " + reason),
          destination -> done.add("resume " + destination));

  @Test
  void doesWhatWasPausedAndResumedElsewhereOnce() {
    stored.put("platform", "rebuilt");
    pauses.look();
    pauses.look();
    assertThat(done).containsExactly("pause platform: rebuilt");
    stored.clear();
    pauses.look();
    pauses.look();
    assertThat(done).containsExactly("pause platform: rebuilt", "resume platform");
  }

  @Test
  void resumesElsewhereWhatWasPausedHere() {
    stored.put("platform", "rebuilt");
    pauses.paused("platform");
    stored.clear();
    pauses.look();
    assertThat(done).containsExactly("resume platform");
  }

  @Test
  void doesNothingThatWasReadBeforeSomebodyPausedHere() {
    whileRead =
        () -> {
          stored.put("platform", "rebuilt");
          pauses.paused("platform");
        };
    pauses.look();
    whileRead = () -> {};
    assertThat(done).isEmpty();
    pauses.look();
    assertThat(done).isEmpty();
  }

  @Test
  void leavesAPauseAloneThatCouldNotBeStored() {
    pauses.look();
    assertThat(done).isEmpty();
  }
}

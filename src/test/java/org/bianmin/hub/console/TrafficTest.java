package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bianmin.hub.store.TallyQueries.Tally;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final long NOW = 1_790_000_030_000L;
  private static final long THIS_MINUTE = NOW - NOW % 60_000;

  @Test
  void addsSourcesUpAndScalesToTheBusiestMinute() {
    var traffic =
        Traffic.of(
            List.of(
                new Tally(THIS_MINUTE, "received", "his", 30),
                new Tally(THIS_MINUTE, "received", "lis", 10),
                new Tally(THIS_MINUTE, "parked", "lis", 20),
                new Tally(THIS_MINUTE - 60_000, "received", "his", 1)),
            NOW);

    assertThat(traffic.bars()).hasSize(60);
    assertThat(traffic.most()).isEqualTo(40);
    Traffic.Bar last = traffic.bars().get(59);
    assertThat(last.received()).isEqualTo(40);
    assertThat(last.height()).isEqualTo(Traffic.HEIGHT);
    assertThat(last.parkedHeight()).isEqualTo(Traffic.HEIGHT / 2.0);
    assertThat(traffic.bars().get(58).height()).isEqualTo(3);
    assertThat(traffic.bars().get(57).height()).isZero();
  }

  @Test
  void leavesOutWhatIsOlderThanAnHour() {
    var traffic =
        Traffic.of(List.of(new Tally(THIS_MINUTE - 3_600_000, "received", "his", 9)), NOW);

    assertThat(traffic.bars()).allMatch(bar -> bar.received() == 0);
  }

  @Test
  void replayTakesParkedBackWithoutDrawingBelowTheAxis() {
    var traffic = Traffic.of(List.of(new Tally(THIS_MINUTE, "parked", "his", -5)), NOW);

    assertThat(traffic.bars().get(59).parkedHeight()).isZero();
  }
}

package org.bianmin.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrialTrafficTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  void playsBothSendersAndStopsCleanly() throws Exception {
    try (MllpSink his = new MllpSink(MllpSink.always("AA"));
        MllpSink lis = new MllpSink(MllpSink.always("AA"))) {
      TrialTraffic traffic = traffic(his.port(), lis.port());
      traffic.start();
      await().atMost(SOON).until(() -> his.messages().size() > 20 && lis.messages().size() > 20);
      traffic.stop();
      assertThat(traffic.isRunning()).isFalse();
      assertThat(new String(his.messages().get(0), StandardCharsets.UTF_8))
          .contains("|UNICODE UTF-8\r");
      assertThat(new String(lis.messages().get(0), StandardCharsets.ISO_8859_1)).contains("|LIS|");
    }
  }

  @Test
  void sendsTheMessageAgainThatWasAnsweredByAnErrorAndLosesNone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    MllpSink.Reply once =
        (message, id, out) -> {
          String code = asked.incrementAndGet() == 3 ? "AE" : "AA";
          out.write(MllpSink.frame(MllpSink.ack(code, id, "")));
        };
    try (MllpSink his = new MllpSink(once);
        MllpSink lis = new MllpSink(MllpSink.always("AA"))) {
      TrialTraffic traffic = traffic(his.port(), lis.port());
      traffic.start();
      await().atMost(SOON).until(() -> his.messages().size() > 6);
      traffic.stop();
      assertThat(his.messages().get(3)).isEqualTo(his.messages().get(2));
      assertThat(his.messages().get(4)).isNotEqualTo(his.messages().get(3));
    }
  }

  @Test
  void startsAsSoonAsThePortOpensAndReturnsAfterAnOutage() throws Exception {
    int port = portOutsideTheEphemeralRange();
    try (MllpSink lis = new MllpSink(MllpSink.always("AA"))) {
      TrialTraffic traffic = traffic(port, lis.port());
      traffic.start();
      await().atMost(SOON).until(() -> lis.messages().size() > 1);
      for (int round = 0; round < 2; round++) {
        try (MllpSink his = new MllpSink(port, MllpSink.always("AA"))) {
          await().atMost(SOON).until(() -> his.messages().size() > 2);
        }
      }
      traffic.stop();
    }
  }

  @Test
  void neverPlaysADayThatIsNotOver() {
    LocalDate today = LocalDate.of(2026, 11, 10);
    TrialDays days = new TrialDays(1, today, "F", 5);
    for (int n = 0; n < 20; n++) {
      for (TrialMessage message : days.day(n)) {
        assertThat(message.atMillis())
            .isBetween(VirtualTime.startOf(today.minusDays(7)), VirtualTime.startOf(today) - 1);
      }
    }
    assertThat(days.day(0).iterator().next().atMillis())
        .isGreaterThan(VirtualTime.startOf(today.minusDays(1)));
  }

  @Test
  void cutsQuietHoursAndNeverStepsBack() {
    Schedule schedule = new Schedule(1000);
    long start = schedule.dueNanos(VirtualTime.DAY);
    assertThat(start).isZero();
    assertThat(schedule.dueNanos(VirtualTime.DAY + 10_000)).isEqualTo(10_000_000);
    assertThat(schedule.dueNanos(VirtualTime.DAY + 5 * VirtualTime.HOUR)).isEqualTo(160_000_000);
    assertThat(schedule.dueNanos(0)).isEqualTo(160_000_000);
  }

  /** No outgoing connection of another process can take it while the test has it closed. */
  private static int portOutsideTheEphemeralRange() {
    for (int port = 21_500; port < 30_000; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // the next may be free
      }
    }
    throw new IllegalStateException("no free port between 21500 and 30000");
  }

  private static TrialTraffic traffic(int hisPort, int lisPort) {
    return new TrialTraffic(
        new TrialProperties(true, 200_000, 400, "127.0.0.1", hisPort, lisPort, 0, 1L), "F1");
  }
}

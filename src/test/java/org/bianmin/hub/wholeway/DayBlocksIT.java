package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.indicator.block.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages tell is kept by day for indicators, in a hub as it is shipped. */
class DayBlocksIT {

  private static final String REGISTERED = "visit.registered";
  private static final long DAY = millis("2026-11-03T00:00:00+08:00");
  private static final long NEXT = millis("2026-11-04T00:00:00+08:00");

  @TempDir Path data;

  private static long millis(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  private static String adt(String event, String time, String visit) {
    return ("MSH|^~\\&|HIS|H|HUB|H|20261103%s||ADT^%s|%s%s%s|T|2.5.1||||||UNICODE UTF-8\r"
                .formatted(time, event, event, visit, time)
            + "EVN|%s|20261103%s\r".formatted(event, time))
        + "PID|1||P1^^^HIS^MR||试验甲\r"
        + "PV1|1|O|C1|||||||D1|||||||||%s\r".formatted(visit);
  }

  @Test
  void whatMessagesTellIsInTheBlocksOfItsDayAndLookedForAgainAfterATimeWithoutThem()
      throws Exception {
    try (WholeHub hub = WholeHub.start(data, "--hub.console.open-loopback=true")) {
      send(hub, adt("A04", "080000", "V1"), adt("A04", "070000", "V2"));
      send(hub, adt("A11", "090000", "V1"));
      DayBlocks blocks = hub.bean(DayBlocks.class);
      // the worker builds them by itself
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(visits(blocks)).containsExactly(Identity.of("V2")));
      assertThat(refresh(blocks)).isZero();
      check(blocks);
      assertThat(hub.count("select seeded from indicator_turn")).isEqualTo(1);
    }
    // what the next start with indicators makes of it is shown by DayBlocksTest
    try (WholeHub hub = WholeHub.start(data, "--hub.indicators.enabled=false")) {
      send(hub, adt("A04", "080100", "V3"));
      assertThat(hub.count("select count(*) from indicator_mark")).isZero();
      assertThat(hub.count("select seeded from indicator_turn")).isZero();
      assertThat(hub.bean(DayBlocks.class).enabled()).isFalse();
    }
  }

  private static void check(DayBlocks blocks) {
    blocks.read(
        WholeHub.FACILITY,
        REGISTERED,
        DAY,
        NEXT,
        block -> {
          assertThat(block.size()).isEqualTo(1);
          assertThat(block.occurredAt(0)).isEqualTo(millis("2026-11-03T07:00:00+08:00"));
          assertThat(block.column("at").number(0)).isEqualTo(block.occurredAt(0));
          assertThat(block.column("visitClass").text(0)).isNotEmpty();
          assertThat(block.person().present(0)).isTrue();
          assertThat(block.mapping().text(0)).hasSize(16);
        });
    Identity cancelled = Identity.of("V1");
    assertThat(
            blocks.voids(WholeHub.FACILITY, REGISTERED).contains(cancelled.high(), cancelled.low()))
        .isTrue();
    assertThat(blocks.daysWaiting()).isZero();
  }

  private static int refresh(DayBlocks blocks) {
    return blocks.refresh(
        List.of(), List.of(REGISTERED, "visit.checked-in"), DAY, NEXT, Duration.ofMinutes(1));
  }

  private static List<Identity> visits(DayBlocks blocks) {
    List<Identity> visits = new ArrayList<>();
    blocks.read(
        WholeHub.FACILITY,
        REGISTERED,
        DAY,
        NEXT,
        block -> {
          Column key = block.key();
          for (int row = 0; row < block.size(); row++) {
            visits.add(new Identity(key.high(row), key.low(row)));
          }
        });
    return visits;
  }

  private static void send(WholeHub hub, String... messages) throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      for (String message : messages) {
        connection.send(message.getBytes(StandardCharsets.UTF_8));
        connection.answer();
      }
    }
    hub.awaitQuiet();
  }
}

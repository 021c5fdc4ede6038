package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.Difference.Change;
import org.bianmin.hub.normalize.Difference.Ending;
import org.bianmin.hub.normalize.Difference.OfEvent;
import org.bianmin.hub.normalize.Difference.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A draft run over 100,000 messages: every 7th has a code that the draft translates otherwise,
 * every 1000th one that only the draft has a row for, and every 1000th is parked without the draft.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DraftRunIT {

  private static final int MESSAGES = 100_000;
  private static final int OTHERWISE = 7;
  private static final int SELDOM = 1000;

  @TempDir private static Path folder;
  private static DraftHub hub;

  @BeforeAll
  static void journal() throws Exception {
    hub = DraftHub.start(folder);
    ShippedFolder draft = hub.draft();
    draft.append("codes/clinic-level.csv", "his,expert,specialist,专科,");
    draft.append("codes/clinic-level.csv", "his,VVIP,special-need,特需,");
    draft.append("codes/visit-class.csv", "his,JZ,E,急诊,");
    List<String> messages = new ArrayList<>(MESSAGES);
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(message(i));
    }
    hub.receive("his", messages);
    hub.awaitQuiet();
  }

  private static String message(int i) {
    String level =
        i % SELDOM == 1 ? "VVIP" : i % OTHERWISE == 0 && i % SELDOM != 2 ? "expert" : "general";
    return Visits.registered("V" + i, i % SELDOM == 2 ? "JZ" : "O", level);
  }

  private static long otherwise() {
    long n = 0;
    for (int i = 0; i < MESSAGES; i++) {
      n += message(i).contains("|expert|") ? 1 : 0;
    }
    return n;
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  @Order(1)
  void tellsExactlyThePlantedDifferenceShowsProgressAndTouchesNothing() {
    Map<String, Long> before = TableContents.of(hub.queries());
    List<Long> seen = new ArrayList<>();

    DraftRun run = hub.run();
    assertThat(run.expected()).isEqualTo(MESSAGES);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              DraftRun now = hub.find(run.id());
              seen.add(now.messages());
              return now.state() != DraftState.RUNNING;
            });

    DraftRun end = hub.find(run.id());
    assertThat(end.state()).as("%s", end.reason()).isEqualTo(DraftState.DONE);
    assertThat(end.messages()).isEqualTo(MESSAGES).isEqualTo(end.expected());
    assertThat(seen).isSorted();
    assertThat(seen.stream().filter(n -> n > 0 && n < MESSAGES).distinct().count())
        .as("steps of the progress")
        .isGreaterThan(10);
    assertDifference(end.difference());
    assertThat(TableContents.of(hub.queries())).isEqualTo(before);
  }

  private static void assertDifference(Difference difference) {
    long otherwise = otherwise();
    long seldom = MESSAGES / SELDOM;
    assertThat(difference.messages()).isEqualTo(MESSAGES);
    assertThat(difference.different()).isEqualTo(otherwise + 2 * seldom);
    assertThat(difference.endings())
        .extracting(Ending::inForce, Ending::draft, Ending::messages)
        .containsExactly(
            tuple("normalized", "normalized", MESSAGES - seldom),
            tuple("parked", "normalized", seldom));
    OfEvent visits = difference.events().get(0);
    assertThat(difference.events()).hasSize(1);
    assertThat(visits.same()).isEqualTo(MESSAGES - otherwise - 2 * seldom);
    assertThat(visits.changed()).isEqualTo(otherwise + seldom);
    assertThat(visits.added()).isEqualTo(seldom);
    assertThat(visits.missing()).isZero();
    assertThat(visits.facts()).isEqualTo(otherwise + 2 * seldom);
    assertThat(visits.factsAtLeast()).isFalse();
    assertThat(visits.parts()).isEmpty();
    Change level = visits.attributes().get(0);
    assertThat(visits.attributes()).hasSize(1);
    assertThat(level.name()).isEqualTo("clinicLevel");
    assertThat(level.changed()).isEqualTo(otherwise);
    assertThat(level.mapped()).isEqualTo(seldom);
    assertThat(level.gained() + level.lost() + level.unmapped()).isZero();
    assertThat(level.values())
        .containsExactly(
            new Value("expert", "specialist", otherwise),
            new Value(UnmappedCode.of("VVIP"), "special-need", seldom));
    assertThat(level.samples().get("changed")).hasSize(Samples.MOST);
  }

  @Test
  @Order(2)
  void letsTheHubNormalizeMeanwhileAndStopsInTheMiddleWhenCancelled() {
    DraftRun run = hub.run();
    List<String> live = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      live.add(Visits.registered("LIVE" + i, "O", "general"));
    }
    hub.receive("lis", live);
    hub.awaitQuiet();
    assertThat(
            hub.queries()
                .sql("select count(*) from message where source = 'lis' and state = 'NORMALIZED'")
                .query(Long.class)
                .single())
        .isEqualTo(300);
    assertThat(hub.find(run.id()).state()).isEqualTo(DraftState.RUNNING);

    assertThat(hub.bean(DraftRuns.class).cancel(run.id())).isTrue();

    DraftRun end = hub.awaitEnd(run.id());
    assertThat(end.state()).isEqualTo(DraftState.CANCELLED);
    assertThat(end.messages()).isPositive().isLessThan(MESSAGES);
    assertThat(end.difference().messages()).isEqualTo(end.messages());
    assertThat(end.difference().different()).isPositive();
    assertThat(hub.bean(DraftRuns.class).cancel(run.id())).isFalse();
  }

  @Test
  @Order(3)
  void keepsWhatItHasReadWhenTheHubStopsAndCallsItInterrupted() throws Exception {
    DraftRun run = hub.run();
    await().until(() -> hub.find(run.id()).messages() > 0);
    hub.close();
    hub = DraftHub.start(folder);

    DraftRun end = hub.find(run.id());
    assertThat(end.state()).isEqualTo(DraftState.INTERRUPTED);
    assertThat(end.reason()).contains("start the run again");
    assertThat(end.difference().messages()).isPositive().isEqualTo(end.messages());
  }
}

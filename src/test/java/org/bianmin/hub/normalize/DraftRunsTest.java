package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftRunsTest {

  @TempDir private Path folder;
  private DraftHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = DraftHub.start(folder);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void readsOnlyTheSourceAndTheTimeAskedFor() throws Exception {
    hub.draft().append("codes/clinic-level.csv", "*,VVIP,special-need,特需,");
    hub.receive("his", List.of(Visits.registered("V1", "O", "VVIP")));
    hub.receive("lis", List.of(Visits.registered("V2", "O", "VVIP")));
    long now = System.currentTimeMillis() + 1;

    assertThat(read(new DraftWish(hub.draftName(), "lis", 0, now)).different()).isOne();
    assertThat(read(new DraftWish(hub.draftName(), null, 0, now)).different()).isEqualTo(2);
    assertThat(read(new DraftWish(hub.draftName(), null, now, now + 1)).messages()).isZero();
  }

  private Difference read(DraftWish wish) {
    DraftRun run = ((DraftStart.Begun) hub.bean(DraftRuns.class).start(wish)).run();
    DraftRun end = hub.awaitEnd(run.id());
    assertThat(end.state()).isEqualTo(DraftState.DONE);
    return end.difference();
  }

  @Test
  void standsStillWhileTheHubHasABacklogAndIsCancelledThenToo() throws Exception {
    hub.draft();
    hub.awaitQuiet();
    Normalizer normalizer = hub.bean(Normalizer.class);
    normalizer.stop();
    hub.receiveLate("his", List.of(Visits.registered("V1", "O", "general")));

    DraftRun run = hub.run();
    await().until(() -> hub.find(run.id()).waits());
    assertThat(hub.find(run.id()).state()).isEqualTo(DraftState.RUNNING);
    assertThat(hub.bean(DraftRuns.class).start(new DraftWish(hub.draftName(), null, 0, 1)))
        .isEqualTo(new DraftStart.Busy(run.id()));
    assertThat(hub.bean(DraftRuns.class).page(null, 5))
        .extracting(DraftRun::waits)
        .containsExactly(true);

    hub.bean(DraftRuns.class).cancel(run.id());

    assertThat(hub.awaitEnd(run.id()).state()).isEqualTo(DraftState.CANCELLED);
    DraftRun next = hub.run();
    normalizer.start();
    assertThat(hub.awaitEnd(next.id()).state()).isEqualTo(DraftState.DONE);
  }

  @Test
  void readsNoFolderThatLiesElsewhere() throws Exception {
    ShippedFolder draft = hub.draft();
    Path elsewhere = ShippedFolder.copyTo(folder.resolve("elsewhere")).root();
    Files.createSymbolicLink(draft.root().resolveSibling("way-out"), elsewhere);

    for (String name :
        List.of(
            "../elsewhere", elsewhere.toString(), "way-out", ".", "", "none", "my-change/../..")) {
      assertThat(hub.bean(DraftRuns.class).start(new DraftWish(name, null, 0, 1)))
          .as(name)
          .isInstanceOf(DraftStart.NoFolder.class);
    }
    for (String name : List.of("my-change", draft.root().toString(), "./my-change")) {
      assertThat(read(new DraftWish(name, null, 0, 1)).messages()).as(name).isZero();
    }
  }

  @Test
  void saysHowToBeginWhereThereAreNoDrafts() {
    DraftStart start = hub.bean(DraftRuns.class).start(new DraftWish("my-change", null, 0, 1));

    assertThat(start)
        .isInstanceOfSatisfying(
            DraftStart.NoFolder.class,
            none -> assertThat(none.reason()).contains("hub.drafts", "cp -r mappings"));
  }

  @Test
  void listsWhatIsWrongWithADraftAndReadsNothing() throws Exception {
    ShippedFolder draft = hub.draft();
    int line = draft.replace("events/transfer.made.yaml", "PV1-6.1", "PV1.6.1");

    DraftStart start = hub.bean(DraftRuns.class).start(new DraftWish("my-change", null, 0, 1));

    assertThat(start)
        .isInstanceOfSatisfying(
            DraftStart.Problems.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .hasToString(
                        "events/transfer.made.yaml:"
                            + line
                            + ": "
                            + refused.problems().get(0).reason()));
    assertThat(hub.bean(DraftRuns.class).page(null, 5)).isEmpty();
  }
}

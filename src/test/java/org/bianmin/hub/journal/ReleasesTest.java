package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bianmin.hub.journal.MessageQueries.Selection;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class ReleasesTest {

  private static final Parked CODE = new Parked("map", "code 'ZZ' is not there", "PV1-19");
  private static final Parked CHARSET = new Parked("decode", "Bytes do not fit GB18030", "byte 17");
  private static final ParkedGroups.Cause OF_CODE =
      new ParkedGroups.Cause("his", CODE.stage(), CODE.reason());

  private TestJournal journal;
  private ParkedGroups groups;
  private Releases releases;

  private void open(TestStore store) {
    journal = new TestJournal(store).start();
    groups = new ParkedGroups(store.queries());
    releases = new Releases(groups, journal.replays);
    store.beforeClose(releases::stop);
  }

  private List<Long> park(Parked parked, int n) {
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String content = parked.stage() + i;
      all.add(
          journal.messages.receive(
              TestJournal.message(
                  "C" + content, content.getBytes(StandardCharsets.UTF_8), parked, null)));
    }
    return all.stream().map(receipt -> receipt.join().messageId()).toList();
  }

  private Releases.Release over() {
    await().until(() -> releases.last().orElseThrow().state() != Releases.State.RUNNING);
    return releases.last().orElseThrow();
  }

  private long parked() {
    return journal.queries.countByState().getOrDefault(MessageState.PARKED, 0L);
  }

  @EachEngine
  void groupsByCauseTheLargestFirst(TestStore store) {
    open(store);
    List<Long> few = park(CHARSET, 3);
    List<Long> many = park(CODE, 7);

    var found = groups.groups(10);

    assertThat(found.more()).isFalse();
    assertThat(found.groups())
        .extracting(ParkedGroups.Group::messages, g -> g.cause().reason())
        .containsExactly(tuple(7L, CODE.reason()), tuple(3L, CHARSET.reason()));
    assertThat(found.groups().get(0).newest()).isEqualTo(many.get(6));
    assertThat(found.groups().get(0).location()).isEqualTo("PV1-19");
    assertThat(found.groups().get(1).newest()).isEqualTo(few.get(2));
    assertThat(groups.groups(1).groups()).hasSize(1);
    assertThat(groups.groups(1).more()).as("there is another one").isTrue();
    assertThat(groups.count(OF_CODE)).isEqualTo(7);
  }

  @EachEngine
  void releasesWhatACauseHeldAndNothingElse(TestStore store) throws Exception {
    open(store);
    List<Long> many = park(CODE, 500);
    List<Long> others = park(CHARSET, 5);
    assertThat(journal.takeAll()).as("what is parked waits for nobody").isEmpty();

    assertThat(releases.begin(OF_CODE)).isPresent();
    Releases.Release over = over();

    assertThat(over.state()).isEqualTo(Releases.State.DONE);
    assertThat(over.total()).isEqualTo(500);
    assertThat(over.released()).isEqualTo(500);
    assertThat(over.outcomes()).isEqualTo(Map.of(MessageState.RECEIVED, 500L));
    assertThat(journal.takeAll()).extracting(JournalRow::id).containsExactlyElementsOf(many);
    assertThat(parked()).isEqualTo(5);
    assertThat(journal.row(others.get(0)).reason()).isEqualTo(CHARSET.reason());
    many.subList(0, 499).forEach(id -> journal.move(id, MessageState.NORMALIZED));
    journal.move(many.get(499), MessageState.PARKED);
    assertThat(releases.last().orElseThrow().outcomes())
        .isEqualTo(Map.of(MessageState.NORMALIZED, 499L, MessageState.PARKED, 1L));
  }

  @EachEngine
  void isCancelledBetweenTwoStepsAndRunsAlone(TestStore store) {
    open(store);
    List<Long> many = park(CODE, 500);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var writer =
        journal.commands.submit(
            session -> {
              held.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return null;
            });
    await().until(() -> held.getCount() == 0);

    long id = releases.begin(OF_CODE).orElseThrow().id();
    assertThat(releases.begin(OF_CODE)).as("one at a time").isEmpty();
    assertThat(releases.cancel(id + 1)).isFalse();
    assertThat(releases.cancel(id)).isTrue();
    go.countDown();
    writer.join();

    Releases.Release over = over();
    assertThat(over.state()).isEqualTo(Releases.State.CANCELLED);
    assertThat(over.released()).isIn(0L, 200L);
    assertThat(parked()).isEqualTo(500 - over.released());
    assertThat(journal.queries.replayed(Selection.ALL, MessageState.RECEIVED))
        .isEqualTo(over.released());
    assertThat(releases.cancel(id)).isFalse();
    assertThat(releases.begin(OF_CODE)).isPresent();
    assertThat(over().state()).isEqualTo(Releases.State.DONE);
    assertThat(over().total()).isEqualTo(500 - over.released());
    assertThat(many).allMatch(message -> journal.row(message).replays() == 1);
  }

  /** What counting all parked messages says of each cause: how many, and the newest. */
  private static Map<String, String> counted(TestStore store) {
    Map<String, String> counted = new TreeMap<>();
    store
        .queries()
        .sql(
            "select coalesce(reason, ''), count(*), max(id) from message where state = 'PARKED'"
                + " group by coalesce(reason, '')")
        .query(
            row -> {
              counted.put(row.getString(1), row.getLong(2) + " to " + row.getLong(3));
            });
    return counted;
  }

  private Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    groups
        .groups(100)
        .groups()
        .forEach(g -> told.put(g.cause().reason(), g.messages() + " to " + g.newest()));
    return told;
  }

  @EachEngine
  void groupsTellWhatCountingTellsWhateverIsParkedAndReleased(TestStore store) {
    open(store);
    List<Long> ids = new ArrayList<>(park(CODE, 6));
    ids.addAll(park(CHARSET, 6));
    for (int i = 0; i < 6; i++) {
      ids.add(journal.messages.receive(TestJournal.message("W" + i, "W" + i)).join().messageId());
    }
    Random random = new Random(27);
    for (int turn = 0; turn < 60; turn++) {
      List<Long> some =
          random
              .longs(3, 0, ids.size())
              .mapToObj(i -> ids.get((int) i))
              .distinct()
              .sorted()
              .toList();
      switch (random.nextInt(3)) {
        case 0 -> some.forEach(id -> journal.move(id, MessageState.PARKED));
        case 1 -> some.forEach(id -> journal.move(id, MessageState.NORMALIZED));
        default -> journal.replays.replay(some);
      }
      assertThat(told()).as("turn %s", turn).isEqualTo(counted(store));
    }
    assertThat(counted(store)).as("there is something to compare").isNotEmpty();
  }

  @EachEngine
  void aReasonOfAnyLengthIsACause(TestStore store) {
    open(store);
    String longOne = "代码\uD842\uDFB7".repeat(2_000);
    List<Long> ids = park(new Parked("map", longOne, null), 3);

    ParkedGroups.Group group = groups.groups(10).groups().get(0);
    assertThat(group.cause().reason()).hasSizeLessThan(800).isSubstringOf(longOne);
    assertThat(groups.count(group.cause())).isEqualTo(3);
    assertThat(releases.begin(group.cause())).isPresent();
    assertThat(over().released()).isEqualTo(3);
    assertThat(groups.groups(10).groups()).isEmpty();
    assertThat(ids).allMatch(id -> journal.row(id).state() == MessageState.RECEIVED);
  }

  @EachEngine
  void looksAtNoParkedMessageButTheOnesItShows(TestStore store) {
    // of a small table PostgreSQL reads all, whatever there is
    SearchPlans unused = new SearchPlans(store);
    List<String> steps =
        store
            .queries()
            .sql((store.postgres() ? "explain " : "explain query plan ") + ParkedGroups.GROUPS)
            .param(100)
            .query((row, n) -> row.getString(store.postgres() ? "QUERY PLAN" : "detail"))
            .list();

    assertThat(steps)
        .isNotEmpty()
        .noneMatch(step -> step.matches(".*(SCAN [az]\\b|Seq Scan on message|message_parked).*"));
  }
}

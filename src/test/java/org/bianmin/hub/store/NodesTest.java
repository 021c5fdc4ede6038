package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two or three hubs on one PostgreSQL, in one JVM. */
class NodesTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private String url;
  private final List<PlayedNode> started = new ArrayList<>();

  @BeforeEach
  void makeDatabase() throws IOException {
    url = PostgresServer.newDatabase();
  }

  @AfterEach
  void end() {
    started.forEach(PlayedNode::close);
  }

  private PlayedNode node(String name) {
    PlayedNode node = PlayedNode.start(folder.resolve(name), url);
    started.add(node);
    return node;
  }

  @Test
  void readsWhatItTookItselfAndLeavesTheOthersRowsToThem() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    List<Long> ofA = a.make(120);
    List<Long> ofB = b.make(120);

    // a third one starts while both have work in hand
    PlayedNode c = node("c");
    c.nodes.look(false);

    assertThat(c.work()).isEmpty();
    b.waiting.waiting(0, Long.MAX_VALUE);
    assertThat(b.work()).isEqualTo(ofB);
    a.waiting.waiting(0, Long.MAX_VALUE);
    assertThat(a.work()).isEqualTo(ofA);
  }

  @Test
  void aHubAloneHasOneSpanHoweverManyBlocksItTakes() {
    PlayedNode a = node("a");
    a.make(25_000);
    assertThat(a.ranges()).containsExactly("1-30000 a");
  }

  @Test
  void takesOverWhatADeadNodeHadInHandAndNothingOfALivingOne() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    PlayedNode c = node("c");
    List<Long> ofA = a.make(120);
    a.waiting.offer(ofA);
    List<Long> ofB = b.make(3);

    a.nodes.vanish();

    List<Long> worked = new ArrayList<>();
    await()
        .atMost(SOON)
        .until(
            () -> {
              worked.addAll(c.work());
              worked.addAll(b.work());
              return worked.size() >= ofA.size() + ofB.size();
            });
    ofA.addAll(ofB);
    assertThat(worked).containsExactlyInAnyOrderElementsOf(ofA);
    assertThat(a.own.owns(ofA.get(0))).as("it does not know yet").isTrue();
    assertThat(a.nodes.held()).as("but it does not act").isFalse();
    assertThat(b.own.owns(ofB.get(0))).isTrue();
  }

  @Test
  void aNodeThatComesBackAfterItsLeaseDropsWhatItLostAndBeginsAnew() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    assertThat(a.work()).isEmpty();
    List<Long> lost = a.make(10);
    a.waiting.offer(lost);
    a.nodes.vanish();
    await().atMost(SOON).until(() -> b.own.owns(lost.get(0)));
    assertThat(a.waiting.size()).isEqualTo(10);

    a.nodes.look(false);

    assertThat(a.waiting.size()).isZero();
    assertThat(a.nodes.held()).isTrue();
    List<Long> fresh = a.make(5);
    assertThat(fresh.get(0)).as("in a block of its own").isGreaterThan(10_000);
    a.waiting.offer(fresh);
    assertThat(a.work()).isEqualTo(fresh);
    assertThat(b.work()).isEqualTo(lost);
  }

  @Test
  void aHubThatWasKilledAndIsStartedAgainGoesOnAtOnce() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    List<Long> ofA = a.make(10);
    a.nodes.vanish();

    PlayedNode again = node("a");

    assertThat(again.work()).isEqualTo(ofA);
    assertThat(b.work()).isEmpty();
  }

  @Test
  void aHubThatStopsLeavesWhatWaitsToTheOthers() throws Exception {
    PlayedNode a = node("a");
    List<Long> ofA = a.make(10);
    PlayedNode b = node("b");
    a.close();
    started.remove(a);

    b.nodes.look(false);

    assertThat(b.work()).isEqualTo(ofA);
  }

  @Test
  void twoProcessesOnOneDataFolderAreRefused() {
    node("a");
    assertThatThrownBy(() -> new PlayedNode(folder.resolve("a"), url))
        .hasMessageContaining(folder.resolve("a").toString())
        .hasMessageContaining("give each hub a hub.data of its own");
  }

  @Test
  void aCopyOfADataFolderIsFoundAndDoesNotShareRows() throws Exception {
    PlayedNode a = node("a");
    List<Long> ofA = a.make(10);
    Files.createDirectories(folder.resolve("copy"));
    Files.copy(folder.resolve("a/node"), folder.resolve("copy/node"));

    PlayedNode copy = node("copy");

    await().atMost(SOON).until(() -> !a.own.owns(ofA.get(0)));
    assertThat(copy.own.owns(ofA.get(0))).isTrue();
    assertThat(copy.own.owns(a.make(1).get(0))).isFalse();
  }

  @Test
  void whatWaitedBeforeThereWereNodesBelongsToTheFirst() throws Exception {
    try (PlayedNode none = new PlayedNode(folder.resolve("none"), url)) {
      none.make(3);
    }
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("delete from id_range");
    }

    PlayedNode a = node("a");
    PlayedNode b = node("b");

    assertThat(b.work()).isEmpty();
    assertThat(a.work()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theOwnerWorksOnWhatAPersonMadeWaitAtAnotherNode() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    List<Long> ofB = b.make(10);
    assertThat(b.work()).isEqualTo(ofB);

    a.again(ofB.subList(2, 4));

    assertThat(a.work()).isEmpty();
    List<Long> worked = new ArrayList<>();
    await().atMost(SOON).until(() -> worked.addAll(b.work()));
    assertThat(worked).isEqualTo(ofB.subList(2, 4));
    assertThat(a.store.count("select count(*) from id_call")).isZero();
  }

  @Test
  void theOneWhoAsksOwnsWhatNobodyDoes() throws Exception {
    PlayedNode b = node("b");
    List<Long> ofB = b.make(10);
    b.waiting.waiting(0, Long.MAX_VALUE);
    assertThat(b.work()).isEqualTo(ofB);
    b.commands.execute(session -> session.prepare("delete from id_range").executeUpdate());
    b.nodes.look(false);
    PlayedNode a = node("a");

    a.again(ofB.subList(2, 4));

    List<Long> worked = new ArrayList<>();
    await().atMost(SOON).until(() -> worked.addAll(a.work()));
    assertThat(worked).isEqualTo(ofB.subList(2, 4));
    assertThat(b.work()).isEmpty();
  }

  @Test
  void aBlockOfATransactionThatCameToNothingIsNotOwned() {
    PlayedNode a = node("a");
    a.makeInVain(3);
    assertThat(a.own.owns(1)).isFalse();
    assertThat(a.make(1)).containsExactly(1L);
    a.makeInVain(1);
    assertThat(a.own.owns(1)).isTrue();
  }

  @Test
  void aRowThatNobodyWasToldOfIsFoundWhereThereIsNothingElseToDo() throws Exception {
    PlayedNode a = node("a");
    assertThat(a.work()).isEmpty();
    List<Long> untold = a.make(2);
    assertThat(a.work()).isEmpty();
    a.own.sweep();
    assertThat(a.work()).isEqualTo(untold);
  }

  @Test
  void oneNodeDoesAWorkForAllUntilItIsGone() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    assertThat(a.nodes.leads("view-his")).isFalse();
    await().atMost(SOON).until(() -> a.nodes.leads("view-his"));
    assertThat(b.nodes.leads("view-his")).isFalse();
    b.nodes.look(false);
    assertThat(b.nodes.leads("view-his")).isFalse();

    a.nodes.vanish();

    await().atMost(SOON).until(() -> b.nodes.leads("view-his"));
    assertThat(a.nodes.leads("view-his")).isFalse();
  }

  @Test
  void spansInWhichNothingWaitsAreGivenUp() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    for (int i = 0; i < SharedRows.TIDY_FROM + 30; i++) {
      a.make(1);
      a.nextBlock();
      b.make(1);
      b.nextBlock();
    }
    // the next block is behind all of these
    a.make(1);
    assertThat(a.ranges()).hasSize(2 * (SharedRows.TIDY_FROM + 30) + 1);
    a.waiting.waiting(0, Long.MAX_VALUE - 1);
    List<Long> worked = a.work();
    a.again(worked.subList(0, 1));
    a.nodes.look(false);

    a.nodes.tidy();

    long left = a.ranges().stream().filter(range -> range.endsWith(" a")).count();
    assertThat(left).isLessThan(SharedRows.TIDY_FROM);
    assertThat(a.own.owns(worked.get(0))).as("it waits").isTrue();
    assertThat(a.own.owns(worked.get(1))).as("it does not").isFalse();
    long ofB = a.ranges().stream().filter(range -> range.endsWith(" b")).count();
    assertThat(ofB).isEqualTo(SharedRows.TIDY_FROM + 30);
  }

  @Test
  void aHubWithTheEmbeddedStoreOwnsAllAndWritesNothing() {
    Nodes alone = Nodes.alone();
    assertThat(alone.held()).isTrue();
    assertThat(alone.leads("view-his")).isTrue();
    assertThat(alone.rows("message").owns(Long.MAX_VALUE)).isTrue();
    alone.start();
    alone.close();
  }
}

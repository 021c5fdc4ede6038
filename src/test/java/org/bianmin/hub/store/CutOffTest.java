package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub leaves behind on PostgreSQL that is cut off amid a transaction, and nobody told. */
class CutOffTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ROW_OF_ALL =
      "insert into id_block (name, next_id) values ('test', 1)"
          + " on conflict (name) do update set next_id = id_block.next_id + 1";

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
  void aRenewalThatNeverEndsHoldsUpNoOtherNode() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    List<Long> ofA = a.make(10);
    a.nodes.vanish();
    try (Connection dead = DriverManager.getConnection(url);
        Statement statement = dead.createStatement()) {
      dead.setAutoCommit(false);
      statement.executeUpdate("update hub_node set name = name where name = 'a'");
      await().atMost(SOON).until(() -> b.nodes.living() == 1);

      b.nodes.look(false);

      assertThat(b.nodes.held()).isTrue();
      assertThat(b.own.owns(ofA.get(0))).as("while it may still live on").isFalse();
      dead.rollback();
    }
    await().atMost(SOON).until(() -> b.own.owns(ofA.get(0)));
  }

  @Test
  void whatItWasWritingKeepsItsLocksNoLongerThanALease() throws Exception {
    PlayedNode a = node("a");
    PlayedNode b = node("b");
    Session amid = a.store.database().openWriter();
    amid.prepare(ROW_OF_ALL).executeUpdate();

    int written =
        b.commands
            .submit(session -> session.prepare(ROW_OF_ALL).executeUpdate())
            .get(SOON.toSeconds(), TimeUnit.SECONDS);

    assertThat(written).isOne();
    SQLException late = catchThrowableOfType(SQLException.class, amid::commit);
    assertThat(Engine.POSTGRES.unavailable(late)).as("senders are told to send again").isTrue();
    amid.close();
  }

  @Test
  void aQueryThatIsNeverAnsweredEndsAndTheUrlMaySayWhen() throws Exception {
    PlayedNode a = node("a");
    try (Connection reader = a.store.readers().getConnection()) {
      assertThat(reader.getNetworkTimeout()).isEqualTo(120_000);
    }
    PlayedNode b = PlayedNode.start(folder.resolve("b"), url + "&socketTimeout=10");
    started.add(b);
    try (Connection reader = b.store.readers().getConnection()) {
      assertThat(reader.getNetworkTimeout()).isEqualTo(10_000);
    }
  }
}

package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class TableStatisticsTest {

  private static final String SAME_CONTROL_ID =
      "select id from message where control_id = ? and source = ?";

  @TempDir private Path folder;
  private String url;
  private TestStore store;
  private TableStatistics statistics;

  @BeforeEach
  void start() throws Exception {
    url = PostgresServer.newDatabase();
    store = TestStore.on(folder, url);
    statistics = new TableStatistics(store.queries());
    // nobody else may look, or this would show nothing
    run("alter table message set (autovacuum_enabled = false)");
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Test
  void aTableIsLookedAtWhenItHasGrownTenfold() throws Exception {
    assertThat(statistics.look()).doesNotContain("message");

    messages(1, 2_000);
    assertThat(statistics.look()).containsOnlyOnce("message");
    assertThat(rowsThatPostgresqlKnowsOf()).isEqualTo(2_000);
    assertThat(statistics.look()).as("nothing has changed").doesNotContain("message");

    messages(2_001, 4_000);
    assertThat(statistics.look()).as("twice as large").doesNotContain("message");

    messages(4_001, 24_000);
    assertThat(statistics.look()).containsOnlyOnce("message");
    assertThat(rowsThatPostgresqlKnowsOf()).isEqualTo(24_000);
  }

  @Test
  void aStatementPreparedOverAnEmptyTableTakesTheRightIndexAfterwards() throws Exception {
    try (Session writer = store.database().openWriter()) {
      PostgresPlans.prepare(writer, "same", SAME_CONTROL_ID);
      String empty = plan(writer);
      assertThat(empty).as("or there is nothing to mend").doesNotContain("message_control");
      messages(1, 2_000);
      assertThat(plan(writer)).as("rows alone change nothing").isEqualTo(empty);

      statistics.look();

      assertThat(plan(writer)).contains("message_control");
    }
  }

  private static String plan(Session writer) throws SQLException {
    String plan = PostgresPlans.of(writer, "same", List.of("'control-1'", "'his-1'"));
    // a transaction that has a table open hears nothing new of it
    writer.commit();
    return plan;
  }

  @Test
  void aTableOfSomebodyElseIsPassedOver() throws Exception {
    String other = "other_" + folder.getFileName();
    run("create role \"" + other + "\"");
    run("create role \"hub_" + other + "\" login");
    try {
      run("create table not_ours as select n from generate_series(1, 20000) n");
      run("alter table not_ours owner to \"" + other + "\"");
      assertThat(lookAs("hub_" + other)).isEmpty();
      assertThat(statistics.look()).as("a superuser may").contains("not_ours");
    } finally {
      // roles are the server's, which other tests use too
      run("drop table if exists not_ours");
      run("drop role \"" + other + "\", \"hub_" + other + "\"");
    }
  }

  private List<String> lookAs(String role) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role \"" + role + "\"");
      var single = new SingleConnectionDataSource(connection, true);
      return new TableStatistics(JdbcClient.create(single)).look();
    }
  }

  @Test
  void aStartedStoreOnPostgresqlLooksByItselfAndAnEmbeddedOneHasNothingToLookAt() throws Exception {
    messages(1, 2_000);
    ApplicationContextRunner hub =
        new ApplicationContextRunner()
            .withUserConfiguration(Store.class)
            .withPropertyValues("hub.data=" + folder.resolve("data"));
    hub.withPropertyValues("hub.store.url=" + url)
        .run(
            context ->
                await()
                    .untilAsserted(() -> assertThat(rowsThatPostgresqlKnowsOf()).isEqualTo(2_000)));
    hub.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TableStatistics.class));
  }

  private long rowsThatPostgresqlKnowsOf() {
    return store.count("select reltuples::bigint from pg_class where relname = 'message'");
  }

  private void messages(int from, int to) throws SQLException {
    run(
        "insert into message (id, source, facility, format, control_id, trigger_event, charset,"
            + " received_at, content_hash, block_id, block_offset, length, state)"
            + " select n, 'his-' || n % 4, 'H1', 'hl7v2', 'control-' || n, 'ADT^A04', 'UTF-8',"
            + " n, 7, 1, 0, 1, 'RECEIVED' from generate_series("
            + from
            + ", "
            + to
            + ") n");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

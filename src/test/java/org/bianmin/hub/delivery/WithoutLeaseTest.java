package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of several hubs, whose store answers so late that its lease is over. */
class WithoutLeaseTest {

  @TempDir Path folder;

  @Test
  void sendsNothingThatTheStoreMarksAfterTheLeaseIsOver() throws Exception {
    String url = PostgresServer.newDatabase();
    try (PlayedHub hub =
            new PlayedHub(
                folder,
                "--hub.store.url=" + url,
                "--hub.destinations.platform.capabilities.resubmit-after-void=false");
        Connection delivery = DriverManager.getConnection(url);
        Connection lease = DriverManager.getConnection(url)) {
      hub.forwarder().pause("test");
      hub.tell("V1", 1, Action.RECORD);
      String row = hub.queries().sql("select xmin from delivery").query(String.class).single();
      lock(delivery, "select id from delivery for update");
      lock(lease, "select node from hub_node for update");
      hub.forwarder().resume();
      await().atMost(Duration.ofSeconds(30)).until(() -> !hub.mayAct());

      delivery.rollback();

      // marked, and either free again or sent
      String over =
          "select count(*) from delivery where xmin::text <> '%s'"
              + " and (batch_no is null or state <> 'AVAILABLE')";
      await().until(() -> hub.count(over.formatted(row)) == 1);
      assertThat(hub.platform().batches).as("calls without a lease").isEmpty();

      lease.rollback();
      await().untilAsserted(() -> assertThat(hub.platform().keys()).containsExactly("V1 1"));
      await().untilAsserted(() -> assertThat(hub.states()).containsOnlyKeys("DELIVERED/accepted"));
    }
  }

  private static void lock(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(sql);
    }
  }
}

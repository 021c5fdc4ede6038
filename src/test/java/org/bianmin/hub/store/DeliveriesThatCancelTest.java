package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an older store's deliveries are said to carry. */
class DeliveriesThatCancelTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void knowsTheCancellationsThatWereMadeBeforeItAsked(Engine engine)
      throws IOException, SQLException {
    String url =
        engine == Engine.POSTGRES
            ? PostgresServer.newDatabase()
            : "jdbc:sqlite:" + folder.resolve("hub.db");
    migrate(engine, url, "8");
    List<String> carried = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(event(1, 2, "VOID") + ", " + row(2, 3, "ACTIVE"));
      sql.execute(
          "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
              + " created_at) values (1, 'd', 1, 1, 'DELIVERED', 0, 0),"
              + " (2, 'd', 1, 2, 'DELIVERED', 0, 0), (3, 'e', 1, 2, 'AVAILABLE', 0, 0),"
              + " (4, 'd', 2, 3, 'DELIVERED', 0, 0)");
      migrate(engine, url, "9");
      try (ResultSet rows = sql.executeQuery("select id, cancels from delivery order by id")) {
        while (rows.next()) {
          carried.add(rows.getLong(1) + " " + rows.getLong(2));
        }
      }
    }
    assertThat(carried).containsExactly("1 0", "2 1", "3 1", "4 0");
  }

  private static String event(long id, int version, String status) {
    return "insert into measure_event (id, facility, type, business_key, version, status,"
        + " recorded_at, attributes, mapping, updated_at) values "
        + row(id, version, status);
  }

  private static String row(long id, int version, String status) {
    return "(%d, 'H1', 'result.issued', 'K%d', %d, '%s', 0, '{}', 'm', 0)"
        .formatted(id, id, version, status);
  }

  private static void migrate(Engine engine, String url, String version) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration")
        .placeholders(engine.ddl())
        .target(version)
        .load()
        .migrate();
  }
}

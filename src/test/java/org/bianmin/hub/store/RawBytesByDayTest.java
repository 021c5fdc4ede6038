package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An older store's raw bytes, which become one of the partitions as they are. */
class RawBytesByDayTest {

  private static final String INSERT =
      "insert into message_block (id, created_at, size, bytes) values ";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void keepsEachBlockOfAnOlderStoreAndCopiesNone(Engine engine) throws IOException, SQLException {
    boolean postgres = engine == Engine.POSTGRES;
    String url =
        postgres ? PostgresServer.newDatabase() : "jdbc:sqlite:" + folder.resolve("hub.db");
    migrate(engine, url, "31");
    long now = System.currentTimeMillis();
    long year = 365L * 24 * 3600 * 1000;
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      // of a year ago, of now, and of a clock that was wrong
      sql.execute(
          INSERT + block(1, now - year) + ", " + block(2, now) + ", " + block(3, now + year));
      long file = postgres ? number(sql, "select pg_relation_filenode('message_block')") : 0;
      migrate(engine, url, "latest");

      assertThat(number(sql, "select count(*) from message_block")).isEqualTo(3);
      assertThat(number(sql, "select created_at from message_block where id = 2")).isEqualTo(now);
      sql.execute(INSERT + block(4, now) + ", " + block(5, now + year));
      assertThat(number(sql, "select sum(id) from message_block")).isEqualTo(15);
      if (postgres) {
        assertThat(number(sql, "select pg_relation_filenode('message_block_before')"))
            .isEqualTo(file);
        assertThat(number(sql, "select sum(id) from message_block_before"))
            .isEqualTo(1 + 2 + 3 + 4);
        assertThat(number(sql, "select sum(id) from message_block_default")).isEqualTo(5);
      }
    }
  }

  private static String block(long id, long at) {
    return "(%d, %d, 1, %s)".formatted(id, at, "'x'");
  }

  private static long number(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  private static void migrate(Engine engine, String url, String version) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations(engine.migrations())
        .placeholders(engine.ddl())
        .target(version)
        .load()
        .migrate();
  }
}

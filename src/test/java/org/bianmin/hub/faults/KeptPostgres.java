package org.bianmin.hub.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL of a test's own that goes away and comes back with what it had, on the same port.
 */
final class KeptPostgres implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres server;

  /**
   * Starts it, empty.
   *
   * @param folder new, for what it keeps
   */
  KeptPostgres(Path folder) throws IOException {
    this.data = Files.createDirectories(folder);
    this.server = builder().start();
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  /** JDBC URL of its database. */
  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Ends all connections and takes no more. */
  void stop() throws IOException {
    server.close();
  }

  /** Starts it again after {@link #stop}. */
  void start() throws IOException {
    server = builder().setPort(server.getPort()).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

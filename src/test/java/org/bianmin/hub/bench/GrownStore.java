package org.bianmin.hub.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.audit.AuditFill;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.TestStore;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.bianmin.hub.trial.year.YearRoom;

/**
 * A store as it stands after a year: the facts of some hundred thousand events, told by the hub's
 * own code, and rows of each other kind that a running hub wrote; then copies of all of them.
 */
final class GrownStore {

  /**
   * How large.
   *
   * @param messages in the journal, not fewer than events
   * @param events of the year
   */
  record Size(long messages, long events) {}

  private static final long SEED = 2026;
  private static final int PER_COMMIT = 1_000;

  /** Events that are told; all others are copies of them. */
  private static final int TOLD = 500_000;

  private final PrintStream out;
  private final Path data;
  private final String url;
  private final Size size;

  /**
   * A store.
   *
   * @param data folder of the hub
   * @param url of an empty PostgreSQL database, null for the embedded store
   */
  GrownStore(PrintStream out, Path data, String url, Size size) {
    this.out = out;
    this.data = data;
    this.url = url;
    this.size = size;
  }

  /** Fills it; answers how many seconds that took. */
  double fill() throws Exception {
    long from = System.nanoTime();
    Files.createDirectories(data);
    long told = tell();
    SeedHub.run(data, url);
    say("the hub has written a row of each kind", from);
    try (Grown grown = new Grown(connect(), url != null)) {
      Growth growth = new Growth(grown, size, told);
      growth.grow(line -> say(line, from));
    }
    try (Connection connection = connect()) {
      long now = System.currentTimeMillis();
      int entries = (int) Math.max(10_000, Math.min(1_000_000, size.messages() / 20));
      AuditFill.append(
          connection, new DataFolder(data), entries, now - TimeUnit.DAYS.toMillis(365), now);
    }
    say("the audit trail is chained", from);
    build();
    say("all days are built", from);
    return (System.nanoTime() - from) / 1e9;
  }

  private void say(String what, long from) {
    out.printf(Locale.ROOT, "%5.0f s: %s%n", (System.nanoTime() - from) / 1e9, what);
  }

  private long tell() throws Exception {
    TestStore store = open();
    try {
      SyntheticYear year = new SyntheticYear(SEED, Math.min(TOLD, size.events()));
      return new YearRoom(store).tell(year.events(), PER_COMMIT);
    } finally {
      store.close();
    }
  }

  private void build() throws Exception {
    TestStore store = open();
    try {
      if (new YearRoom(store).refresh() != 0) {
        throw new IllegalStateException("days wait");
      }
    } finally {
      store.close();
    }
  }

  private TestStore open() {
    return url == null ? TestStore.embedded(data) : TestStore.on(data, url);
  }

  private Connection connect() throws SQLException, IOException {
    return DriverManager.getConnection(url == null ? "jdbc:sqlite:" + data.resolve("hub.db") : url);
  }
}

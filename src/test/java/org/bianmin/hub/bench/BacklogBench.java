package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.springframework.util.FileSystemUtils;

/**
 * How a backlog drains: many messages wait in the journal on PostgreSQL, or in the topic, when a
 * hub starts; the end is when the platform's last receipt is stored. Each part of it is told by
 * itself, so that a rate that falls or memory that grows is seen.
 */
final class BacklogBench {

  private static final int PARTS = 20;
  private static final long STANDSTILL = TimeUnit.MINUTES.toNanos(5);
  private static final String ENDED =
      "select coalesce(sum(n), 0) from tally where minute = 0 and room = 'delivery'"
          + " and what in ('delivered', 'superseded', 'discarded')";
  private static final String SIZE = "select pg_database_size(current_database())";

  /** What was there at a moment. */
  private record Look(
      long ended,
      long nanos,
      long hubNanos,
      long serverNanos,
      long hubBytes,
      long liveBytes,
      long storeBytes) {}

  private final PrintStream out;
  private final Path folder;
  private final long many;

  BacklogBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder.resolve("backlog");
    this.many = Wish.number("bench.messages", quick ? 20_000 : 1_000_000);
  }

  /** Tables in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder();
    for (Mode mode : Mode.wanted()) {
      // what waits in a journal is taken over by one hub; two share the partitions of a topic
      if (mode == Mode.POSTGRES || mode.kafka) {
        text.append(table(mode, drain(mode)));
      }
    }
    return text.toString();
  }

  private List<Look> drain(Mode mode) throws Exception {
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    EmbeddedPostgres postgres =
        BenchPostgres.start(how -> how.setDataDirectory(folder.resolve("postgres")));
    String url = postgres.getJdbcUrl("postgres", "postgres");
    try (KafkaProcess kafka = mode.kafka ? new KafkaProcess(folder.resolve("kafka")) : null;
        BenchPlatform platform = new BenchPlatform(folder)) {
      long start = System.nanoTime();
      if (kafka == null) {
        new BacklogFill(many).journal(folder.resolve("hub-0/data"), url);
      } else {
        new BacklogFill(many).topic(kafka.address());
      }
      say("%s: %d messages wait, put there in %d s", mode.title, many, seconds(start));
      List<HubProcess> hubs = new ArrayList<>();
      try (Connection reader = DriverManager.getConnection(url)) {
        for (int n = 0; n < mode.hubs; n++) {
          Path own = Files.createDirectories(folder.resolve("hub-" + n));
          hubs.add(new HubProcess(own, platform, settings(url, kafka)).launch());
        }
        PostgresCpu server = new PostgresCpu(folder.resolve("postgres"));
        return watch(hubs, reader, () -> server.nanos());
      } finally {
        for (HubProcess hub : hubs) {
          hub.close();
        }
      }
    } finally {
      postgres.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static List<String> settings(String url, KafkaProcess kafka) {
    List<String> settings = new ArrayList<>(List.of("--hub.store.url=" + url));
    for (int n = 0; n < BacklogFill.SOURCES; n++) {
      String source = "--hub.sources." + BacklogFill.source(n);
      settings.add(source + ".transport=mllp");
      settings.add(source + ".host=127.0.0.1");
      settings.add(source + ".port=" + Ports.free());
    }
    if (kafka != null) {
      settings.add("--spring.profiles.active=kafka");
      settings.add("--hub.inbound.brokers=" + kafka.address());
      settings.add("--hub.inbound.replication-factor=1");
      settings.add("--hub.inbound.partitions=" + BacklogFill.PARTITIONS);
    }
    return settings;
  }

  private List<Look> watch(List<HubProcess> hubs, Connection reader, DoubleSupplier server)
      throws IOException, SQLException {
    List<Look> looks = new ArrayList<>();
    long last = 0;
    long lastAt = System.nanoTime();
    while (last < many) {
      long ended = number(reader, ENDED);
      long now = System.nanoTime();
      if (ended > last) {
        last = ended;
        lastAt = now;
      } else if (now - lastAt > STANDSTILL) {
        throw new IllegalStateException("nothing was delivered for minutes: see the hub's log");
      }
      // the first look is the first receipt: the start of the process is not the drain
      long before = looks.isEmpty() ? 0 : looks.get(looks.size() - 1).ended();
      if (ended > before && (looks.isEmpty() || ended >= Math.min(many, before + many / PARTS))) {
        looks.add(look(ended, now, hubs, (long) server.getAsDouble(), number(reader, SIZE)));
        // told as it goes: a run of hours that breaks off has measured something all the same
        say("%s", looks.size() == 1 ? "first receipt" : row(looks, looks.size() - 1));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    nothingWaits(reader);
    return looks;
  }

  private static Look look(
      long ended, long now, List<HubProcess> hubs, long serverNanos, long storeBytes)
      throws IOException {
    long cpu = 0;
    long most = 0;
    long live = 0;
    for (HubProcess hub : hubs) {
      cpu += hub.cpuNanos();
      most = Math.max(most, hub.bytes());
      live = Math.max(live, hub.liveBytes());
    }
    return new Look(ended, now, cpu, serverNanos, most, live, storeBytes);
  }

  /** What was counted must have happened. */
  private void nothingWaits(Connection reader) throws SQLException {
    for (Map.Entry<String, Long> wanted :
        Map.of(
                "select count(*) from message where state = 'NORMALIZED'",
                many,
                "select count(*) from measure_event",
                many,
                "select count(*) from delivery where state = 'DELIVERED'",
                many,
                "select count(*) from message where state <> 'NORMALIZED'",
                0L,
                "select count(*) from delivery where state <> 'DELIVERED'",
                0L)
            .entrySet()) {
      long found = number(reader, wanted.getKey());
      if (found != wanted.getValue()) {
        throw new IllegalStateException(
            "%s: %d, and not %d".formatted(wanted.getKey(), found, wanted.getValue()));
      }
    }
  }

  private static String table(Mode mode, List<Look> looks) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
"""

## A backlog of %,d messages, %s

| delivered | s | messages/s | CPU hubs, µs | CPU PostgreSQL, µs | largest hub in memory, MB | of it live, MB | database, MB |
| --: | --: | --: | --: | --: | --: | --: | --: |
""",
            looks.get(looks.size() - 1).ended(),
            mode.title));
    for (int i = 1; i < looks.size(); i++) {
      text.append(row(looks, i)).append('\n');
    }
    return text.toString();
  }

  private static String row(List<Look> looks, int n) {
    Look from = looks.get(n - 1);
    Look to = looks.get(n);
    double messages = Math.max(1, to.ended() - from.ended());
    return String.format(
        Locale.ROOT,
        "| %,d | %d | %.0f | %.0f | %.0f | %d | %d | %d |",
        to.ended(),
        TimeUnit.NANOSECONDS.toSeconds(to.nanos() - looks.get(0).nanos()),
        messages * 1e9 / (to.nanos() - from.nanos()),
        (to.hubNanos() - from.hubNanos()) / 1e3 / messages,
        (to.serverNanos() - from.serverNanos()) / 1e3 / messages,
        to.hubBytes() >> 20,
        to.liveBytes() >> 20,
        to.storeBytes() >> 20);
  }

  private static long number(Connection reader, String sql) throws SQLException {
    try (Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState())) {
        // the hub has not made its tables yet
        return 0;
      }
      throw e;
    }
  }

  private static long seconds(long since) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
  }

  private void say(String line, Object... values) {
    out.printf(Locale.ROOT, line + "%n", values);
  }
}

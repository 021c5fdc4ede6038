package org.bianmin.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.bianmin.hub.trial.TrialMessages;
import org.springframework.util.FileSystemUtils;

/**
 * The modes of the hub side by side: embedded store, PostgreSQL, PostgreSQL with the profile kafka,
 * and two hubs on one PostgreSQL. Hubs, PostgreSQL and Kafka are processes of their own on this
 * machine; what each takes of its processors says what limits a mode.
 */
final class ModesBench {

  private static final String WAITING =
      "select case when exists (select 1 from message where state = 'RECEIVED')"
          + " or exists (select 1 from delivery"
          + " where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')) then 1 else 0 end";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
  private static final int REPORTS_OF = 4;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final PrintStream out;
  private final Path folder;
  private final int rounds;
  private final int connections = Wish.number("bench.connections", 64);
  private final long nanos;
  private final long warmUpNanos;

  ModesBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder.resolve("modes");
    this.rounds = Wish.number("bench.rounds", quick ? 1 : 3);
    this.nanos = TimeUnit.SECONDS.toNanos(Wish.number("bench.seconds", quick ? 5 : 20));
    this.warmUpNanos = TimeUnit.SECONDS.toNanos(quick ? 10 : 40);
  }

  /** A table in Markdown. */
  String table() throws Exception {
    Map<Mode, List<ModeRun>> runs = new EnumMap<>(Mode.class);
    for (int round = 1; round <= rounds; round++) {
      for (Mode mode : Mode.wanted()) {
        ModeRun run = run(mode);
        runs.computeIfAbsent(mode, unused -> new ArrayList<>()).add(run);
        out.printf(
            Locale.ROOT,
            "round %d, %s: %.0f/s acknowledged, %.0f/s end to end%n",
            round,
            mode.title,
            run.ackRate(),
            run.rate());
      }
    }
    return new ModesTable(connections, rounds, TimeUnit.NANOSECONDS.toSeconds(nanos)).text(runs);
  }

  private ModeRun run(Mode mode) throws Exception {
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    List<HubProcess> hubs = new ArrayList<>();
    EmbeddedPostgres postgres =
        mode.postgres
            ? BenchPostgres.start(how -> how.setDataDirectory(folder.resolve("postgres")))
            : null;
    KafkaProcess kafka = mode.kafka ? new KafkaProcess(folder.resolve("kafka")) : null;
    try (BenchPlatform platform = new BenchPlatform(folder)) {
      List<String> settings = new ArrayList<>();
      if (postgres != null) {
        settings.add("--hub.store.url=" + postgres.getJdbcUrl("postgres", "postgres"));
      }
      if (kafka != null) {
        settings.add("--spring.profiles.active=kafka");
        settings.add("--hub.inbound.brokers=" + kafka.address());
        settings.add("--hub.inbound.replication-factor=1");
      }
      for (int i = 0; i < mode.hubs; i++) {
        Path own = Files.createDirectories(folder.resolve("hub-" + i));
        hubs.add(new HubProcess(own, platform, settings).start());
      }
      String store =
          postgres == null ? hubs.get(0).store() : postgres.getJdbcUrl("postgres", "postgres");
      try (Connection reader = DriverManager.getConnection(store)) {
        return measured(hubs, postgres, kafka, reader);
      }
    } finally {
      for (HubProcess hub : hubs) {
        hub.close();
      }
      if (kafka != null) {
        kafka.close();
      }
      if (postgres != null) {
        postgres.close();
      }
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private ModeRun measured(
      List<HubProcess> hubs, EmbeddedPostgres postgres, KafkaProcess kafka, Connection reader)
      throws Exception {
    List<Load> loads = new ArrayList<>();
    try {
      for (int i = 0; i < hubs.size(); i++) {
        TrialMessages messages =
            new TrialMessages(HubSubject.FACILITY, "M" + i, LocalDate.of(2026, 11, 2));
        loads.add(
            new Load(
                hubs.get(i).mllp(),
                connections / hubs.size(),
                n -> n % REPORTS_OF == 0 ? messages.largeOru(n) : messages.smallAdt(n)));
      }
      send(loads, warmUpNanos);
      settle(loads, reader);
      ModeRun.Cpu before = cpu(hubs, postgres, kafka);
      long start = System.nanoTime();
      List<Load.Result> sent = send(loads, nanos);
      settle(loads, reader);
      long took = System.nanoTime() - start;
      ModeRun.Cpu cpu = cpu(hubs, postgres, kafka).since(before);
      Histogram acks = new Histogram(3);
      sent.forEach(result -> acks.add(result.latencies()));
      long messages = sent.stream().mapToLong(Load.Result::messages).sum();
      long peak = 0;
      for (HubProcess hub : hubs) {
        peak = Math.max(peak, hub.peakBytes());
      }
      return new ModeRun(
          messages,
          sent.stream().mapToDouble(Load.Result::perSecond).sum(),
          messages * 1e9 / took,
          took,
          cpu,
          Latencies.of(acks, 1e6),
          peak);
    } finally {
      for (Load load : loads) {
        load.close();
      }
    }
  }

  private static List<Load.Result> send(List<Load> loads, long nanos) {
    List<CompletableFuture<Load.Result>> running = new ArrayList<>();
    for (Load load : loads) {
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return load.run(nanos);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  /** Waits until all that was acknowledged is at the platform, and checks that it is. */
  private static void settle(List<Load> loads, Connection reader) throws SQLException {
    long acknowledged = loads.stream().mapToLong(Load::acknowledged).sum();
    long deadline = System.nanoTime() + PATIENCE;
    while (number(reader, WAITING) != 0
        || number(reader, "select count(*) from message") < acknowledged) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("messages or deliveries still wait: see the log");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    expect("in the journal", acknowledged, number(reader, "select count(*) from message"));
    expect(
        "delivered",
        acknowledged,
        number(reader, "select count(*) from delivery where state = 'DELIVERED'"));
  }

  private static void expect(String what, long wanted, long found) {
    if (wanted != found) {
      throw new IllegalStateException(wanted + " messages expected " + what + ", found " + found);
    }
  }

  private static long number(Connection reader, String sql) throws SQLException {
    try (Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private ModeRun.Cpu cpu(List<HubProcess> hubs, EmbeddedPostgres postgres, KafkaProcess kafka) {
    long server = postgres == null ? 0 : new PostgresCpu(folder.resolve("postgres")).nanos();
    return new ModeRun.Cpu(
        hubs.stream().mapToLong(HubProcess::cpuNanos).sum(),
        server,
        kafka == null ? 0 : kafka.cpuNanos(),
        PROCESS.getProcessCpuTime());
  }
}

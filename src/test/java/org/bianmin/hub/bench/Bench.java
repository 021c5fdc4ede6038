package org.bianmin.hub.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the hub beside its floors, prints the table and writes {@code target/bench/report.md}.
 * System properties: {@code bench.quick}, and {@code bench.only} with words like {@code
 * receive,adt,64} to measure some cells only.
 */
final class Bench {

  private static final Path FOLDER = Path.of("target", "bench");
  private static final int[] CONNECTIONS = {1, 8, 64};
  private static final String[] SUBJECTS = {
    "wire",
    "store",
    "receive",
    "end_to_end",
    "reading",
    "candidates",
    "payments",
    "reconciliation",
    "blocks",
    "indicators",
    "figures",
    "pages",
    "live",
    "modes",
    "backlog"
  };

  private final PrintStream out;
  private final boolean quick = Boolean.getBoolean("bench.quick");
  private final int rounds = Wish.number("bench.rounds", quick ? 1 : 3);
  private final long nanos = millis("bench.millis", quick ? 1_200 : 2_500);
  private final long warmUpNanos = millis("bench.warmup", quick ? 400 : 1_000);
  // the JVM's compiler needs longest for the hub, which is far more code than a floor
  private final long firstNanos = millis("bench.first", quick ? 1_200 : 15_000);
  private final Report report = new Report();

  private Bench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    // Camel's JMX is on the class path of tests only; the hub as it is shipped has none
    System.setProperty("org.apache.camel.jmx.disabled", "true");
    new Bench(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
    System.exit(0);
  }

  private void run() throws Exception {
    List<Cell> cells = cells();
    String head = head(cells.size());
    out.println(head);
    for (int round = 0; round <= rounds; round++) {
      // round 0 makes the JVM compile what is measured later, and is forgotten
      for (Cell cell : round == 0 ? warmUp(cells) : cells) {
        Cell.Measured measured =
            cell.measure(FOLDER.resolve("store"), warmUpNanos, round == 0 ? firstNanos : nanos);
        if (round > 0) {
          report.add(cell, measured);
        }
        out.printf(
            Locale.ROOT,
            "%s %s %s %2d: %.0f/s, %.0f µs CPU%n",
            round == 0 ? "warm-up" : "round " + round,
            cell.kind().title,
            cell.large() ? "ORU" : "ADT",
            cell.connections(),
            measured.rate(),
            measured.cpuMicros());
      }
    }
    String tables = report.tables();
    if (wanted(words(), "reading", (Object[]) SUBJECTS)) {
      tables += new ReadingBench(out, rounds, nanos, firstNanos).table();
    }
    if (wanted(words(), "candidates", (Object[]) SUBJECTS)) {
      tables += new CandidatesBench(out, FOLDER, nanos * 4, firstNanos).table();
    }
    if (wanted(words(), "payments", (Object[]) SUBJECTS)) {
      tables += new PaymentsBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "reconciliation", (Object[]) SUBJECTS)) {
      tables += new ReconciliationBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "blocks", (Object[]) SUBJECTS)) {
      tables += new BlocksBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "indicators", (Object[]) SUBJECTS)) {
      tables += new IndicatorsBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "figures", (Object[]) SUBJECTS)) {
      tables += new FiguresBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "pages", (Object[]) SUBJECTS)) {
      tables += new PagesBench(out, FOLDER, quick).table();
    }
    if (wanted(words(), "live", (Object[]) SUBJECTS)) {
      tables += new LiveBench(out, FOLDER, quick).table();
    }
    // many minutes, and nothing of the machine is left for others: only when it is asked for
    if (words().contains("modes")) {
      tables += new ModesBench(out, FOLDER, quick).table();
    }
    if (words().contains("backlog")) {
      tables += new BacklogBench(out, FOLDER, quick).table();
    }
    out.println(tables);
    Path file = FOLDER.resolve("report.md");
    Files.writeString(file, head + "\n" + tables);
    out.println("written to " + file);
  }

  private static List<String> words() {
    String only = Wish.text("bench.only", "");
    return only.isEmpty() ? List.of() : List.of(only.toLowerCase(Locale.ROOT).split(",", -1));
  }

  private static List<Cell> cells() {
    List<String> words = words();
    List<Cell> cells = new ArrayList<>();
    for (boolean large : new boolean[] {false, true}) {
      for (int connections : CONNECTIONS) {
        for (Subject.Kind kind : Subject.Kind.values()) {
          if (wanted(words, kind.name(), (Object[]) SUBJECTS)
              && wanted(words, large ? "oru" : "adt", "adt", "oru")
              && wanted(words, connections, 1, 8, 64)) {
            cells.add(new Cell(kind, large, connections));
          }
        }
      }
    }
    return cells;
  }

  /** Whether a value is named, or nothing of its group is. */
  private static boolean wanted(List<String> words, Object value, Object... group) {
    for (Object one : group) {
      if (words.contains(one.toString().toLowerCase(Locale.ROOT))) {
        return words.contains(value.toString().toLowerCase(Locale.ROOT));
      }
    }
    return true;
  }

  private static List<Cell> warmUp(List<Cell> cells) {
    int most = cells.stream().mapToInt(Cell::connections).max().orElse(0);
    return cells.stream().filter(cell -> cell.connections() == most).toList();
  }

  private String head(int cells) throws Exception {
    Latencies fsync = Disk.fsync(FOLDER);
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        """
        # Benchmark of Bianmin Hub

        - machine: %d processors, %s %s, Java %s, heap at most %d MB
        - disk: fsync of 16 KiB takes %.2f ms (median), %.2f ms (p99)
        - %d cells, %d round(s) of %.1f s each after %.1f s of warm-up; medians
        - load generator, floors, hub and platform share one JVM (%s) and its processors
        - times in milliseconds; CPU is that of the whole JVM per message
        """,
        runtime.availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version(),
        runtime.maxMemory() >> 20,
        fsync.p50(),
        fsync.p99(),
        cells,
        rounds,
        nanos / 1e9,
        warmUpNanos / 1e9,
        ManagementFactory.getRuntimeMXBean().getVmName());
  }

  private static long millis(String property, int otherwise) {
    return TimeUnit.MILLISECONDS.toNanos(Wish.number(property, otherwise));
  }
}

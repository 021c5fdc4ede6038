package org.bianmin.hub.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bianmin.hub.trial.TrialMessages;
import org.springframework.util.FileSystemUtils;

/**
 * What live updates of the first page cost: the processor time of a hub in a process of its own
 * that receives so many messages a second, in turns with viewers and without. The difference within
 * a round is their cost; drift of the machine hits both halves of it alike. What receiving takes
 * varies by more than viewers cost, so the threads that serve them are told by themselves too.
 */
final class LiveBench {

  /**
   * What one phase measured.
   *
   * @param serving cores that the threads took which make and write pages and streams
   */
  private record Phase(double cores, double serving, double perSecond, double eventsPerSecond) {}

  /** The thread that makes what viewers see, and those that write it to them. */
  private static final List<String> SERVING = List.of("live-", "http-nio");

  private static final double ENOUGH = 0.97;
  private static final double LIMIT_PERCENT = 5;
  private static final int PERCENT = 100;
  private static final int REPORTS_OF = 20;

  private final PrintStream out;
  private final Path folder;
  private final int rounds;
  private final int seconds;
  private final int warmUp;
  private final int rate = Wish.number("bench.rate", 1_000);
  private final int viewers = Wish.number("bench.viewers", 10);

  LiveBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder.resolve("live");
    this.rounds = Wish.number("bench.rounds", quick ? 2 : 8);
    this.seconds = Wish.number("bench.seconds", quick ? 5 : 15);
    this.warmUp = quick ? 10 : 60;
  }

  /** A table in Markdown. */
  String table() throws Exception {
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    TrialMessages messages =
        new TrialMessages(HubSubject.FACILITY, "L1", LocalDate.of(2026, 11, 2));
    List<Phase> without = new ArrayList<>();
    List<Phase> with = new ArrayList<>();
    try (HubProcess hub = new HubProcess(folder).start();
        PacedLoad load =
            new PacedLoad(
                hub.mllp(),
                rate,
                n -> n % REPORTS_OF == 0 ? messages.largeOru(n) : messages.smallAdt(n))) {
      load.start();
      try (Viewers watching = new Viewers(hub.base(), viewers)) {
        Phase unused = phase(hub, load, watching, warmUp);
      }
      for (int round = 0; round < rounds; round++) {
        // whoever comes second has the larger store: each comes second as often
        boolean first = round % 2 == 0;
        if (!first) {
          without.add(measured(hub, load, null));
        }
        try (Viewers watching = new Viewers(hub.base(), viewers)) {
          with.add(measured(hub, load, watching));
        }
        if (first) {
          without.add(measured(hub, load, null));
        }
        out.printf(
            Locale.ROOT,
            "round %d: %.1f %% of a core with %d viewers (%.1f %% to serve them), %.1f %%"
                + " without (%.1f %%); %.0f and %.0f messages/s%n",
            round + 1,
            with.get(round).cores() * PERCENT,
            viewers,
            with.get(round).serving() * PERCENT,
            without.get(round).cores() * PERCENT,
            without.get(round).serving() * PERCENT,
            with.get(round).perSecond(),
            without.get(round).perSecond());
      }
    }
    return text(with, without);
  }

  private Phase measured(HubProcess hub, PacedLoad load, Viewers watching) throws Exception {
    // the first moments are those of the connections
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    Phase phase = phase(hub, load, watching, seconds);
    if (phase.perSecond() < rate * ENOUGH) {
      throw new IllegalStateException(
          "only %.0f messages a second arrived: the machine is not free enough"
              .formatted(phase.perSecond()));
    }
    if (watching != null && !watching.allSawSomething()) {
      throw new IllegalStateException("a viewer saw nothing for a whole phase");
    }
    return phase;
  }

  private static Phase phase(HubProcess hub, PacedLoad load, Viewers watching, int seconds)
      throws Exception {
    long before = hub.cpuNanos();
    long servingBefore = hub.cpuNanos(SERVING);
    long acknowledged = load.acknowledged();
    long events = watching == null ? 0 : watching.events();
    long start = System.nanoTime();
    Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    double took = System.nanoTime() - start;
    return new Phase(
        (hub.cpuNanos() - before) / took,
        (hub.cpuNanos(SERVING) - servingBefore) / took,
        (load.acknowledged() - acknowledged) * 1e9 / took,
        watching == null ? 0 : (watching.events() - events) * 1e9 / took);
  }

  private String text(List<Phase> with, List<Phase> without) throws IOException {
    double[] cost = new double[rounds];
    double[] serving = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      cost[i] = (with.get(i).cores() - without.get(i).cores()) * PERCENT;
      serving[i] = (with.get(i).serving() - without.get(i).serving()) * PERCENT;
    }
    double median = median(cost);
    double served = median(serving);
    return String.format(
        Locale.ROOT,
"""

## Live updates: %d viewers while %,d messages a second arrive, %d rounds of %d s each

| | of one core |
| --- | --: |
| the hub without viewers, median | %.1f %% |
| the hub with viewers, median | %.1f %% |
| difference within a round, median | %.1f %% |
| smallest and largest difference | %.1f %% to %.1f %% |
| threads that make and write what viewers see, difference, median | %.1f %% |
| smallest and largest | %.1f %% to %.1f %% |

All viewers together got %.1f events a second. What serves them is %s %.0f %% of one core. Load average: %s
""",
        viewers,
        rate,
        rounds,
        seconds,
        median(without.stream().mapToDouble(Phase::cores).toArray()) * PERCENT,
        median(with.stream().mapToDouble(Phase::cores).toArray()) * PERCENT,
        median,
        min(cost),
        max(cost),
        served,
        min(serving),
        max(serving),
        median(with.stream().mapToDouble(Phase::eventsPerSecond).toArray()),
        served < LIMIT_PERCENT ? "below" : "ABOVE",
        LIMIT_PERCENT,
        Files.exists(Path.of("/proc/loadavg"))
            ? Files.readString(Path.of("/proc/loadavg")).strip()
            : "unknown");
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double min(double[] values) {
    return java.util.Arrays.stream(values).min().orElse(0);
  }

  private static double max(double[] values) {
    return java.util.Arrays.stream(values).max().orElse(0);
  }
}

package org.bianmin.hub.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the modes reached, side by side. */
final class ModesTable {

  /** Of all processors; more is never reached while processes wait for each other at times. */
  private static final double BUSY = 0.9;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final int connections;
  private final int rounds;
  private final long seconds;

  ModesTable(int connections, int rounds, long seconds) {
    this.connections = connections;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** In Markdown. */
  String text(Map<Mode, List<ModeRun>> runs) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
"""

## Modes side by side: %d connections, one report (24 OBX) to three registrations, %d round(s) of %d s

Rates are medians; processor time is that of the round in the middle, in µs a message. Everything runs on this machine's %d processors.

| mode | acknowledged/s | end to end/s | of the first | ack p50, ms | ack p99, ms | CPU hubs | CPU PostgreSQL | CPU Kafka | CPU load, platform | processors busy | largest hub, MB | limited by |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |
""",
            connections,
            rounds,
            seconds,
            PROCESSORS));
    // of the first, which is the embedded store where it is measured
    double first = middle(runs.values().iterator().next()).rate();
    for (Mode mode : runs.keySet()) {
      ModeRun run = middle(runs.get(mode));
      ModeRun.Cpu cpu = run.cpu();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %.2f | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.2f | %d | %s |%n",
              mode.title,
              run.ackRate(),
              run.rate(),
              run.rate() / first,
              run.acks().p50(),
              run.acks().p99(),
              micros(cpu.hubs(), run),
              micros(cpu.postgres(), run),
              micros(cpu.kafka(), run),
              micros(cpu.driving(), run),
              (double) cpu.all() / run.nanos(),
              run.peakBytes() >> 20,
              limit(run)));
    }
    return text.toString();
  }

  private static double micros(long nanos, ModeRun run) {
    return nanos / 1e3 / run.messages();
  }

  private static ModeRun middle(List<ModeRun> runs) {
    List<ModeRun> sorted =
        runs.stream().sorted((a, b) -> Double.compare(a.rate(), b.rate())).toList();
    return sorted.get(sorted.size() / 2);
  }

  /** The processors where they are busy, and who has most of them; else what is waited for. */
  private static String limit(ModeRun run) {
    ModeRun.Cpu cpu = run.cpu();
    if (cpu.all() < BUSY * PROCESSORS * run.nanos()) {
      return "waiting: commits to the disk, and turns between processes";
    }
    long most =
        Math.max(Math.max(cpu.hubs(), cpu.postgres()), Math.max(cpu.kafka(), cpu.driving()));
    String who =
        most == cpu.hubs()
            ? "the hub"
            : most == cpu.postgres()
                ? "PostgreSQL"
                : most == cpu.kafka() ? "Kafka" : "load and platform";
    return "processors; most by " + who;
  }
}

package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.facts.FactsRoom;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.facts.Prepared;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;
import org.bianmin.hub.trial.year.BookedIndicators;
import org.bianmin.hub.trial.year.Span;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.bianmin.hub.trial.year.ToldYear;
import org.bianmin.hub.trial.year.YearRoom;
import org.springframework.util.FileSystemUtils;

/**
 * What indicators cost over a synthetic year of a hospital and a health centre, by its number of
 * events: telling the facts with and without the marks of the days, all days built from nothing,
 * each indicator of a quarter from days in memory, and all of them for the whole year. Answers are
 * held against the books of the year; one that differs ends the benchmark.
 */
final class IndicatorsBench {

  private static final long SEED = 2026;
  private static final int PER_COMMIT = 1_000;

  /** Events of which the cost without marks is measured: as many, in a store of their own. */
  private static final int PLAIN = 100_000;

  private static final int TIMES = 3;
  private static final double SLOW_MILLIS = 1_000;
  private static final String QUARTER = "2026-Q2";

  private final PrintStream out;
  private final Path folder;
  private final int[] sizes;
  private final StringBuilder slow = new StringBuilder();
  private double tellingOfFirst;
  private double buildingOfFirst;

  IndicatorsBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder;
    String all = quick ? "100000" : "1000000,10000000";
    this.sizes = Wish.numbers("bench.events", all);
  }

  /** A table in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder("\n## Indicators over a year\n\n");
    text.append("| store | events | told plain, µs each | with marks | ratio to first size |")
        .append(
            " days of types | all built s | µs each event | ratio | quarter, warm: p50 ms | max ms"
                + " |")
        .append(" all of the year s | peak heap MB |\n")
        .append(
            "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    if (Wish.engine("SQLite")) {
      for (int size : sizes) {
        add(text, run("SQLite", store("sqlite-" + size, null), store("sqlite-plain", null), size));
      }
    }
    if (Wish.engine("PostgreSQL")) {
      postgres(text);
    }
    text.append(slow.isEmpty() ? "\nNo indicator of a quarter took a second.\n" : slow);
    return text.toString();
  }

  private void postgres(StringBuilder text) throws Exception {
    try (EmbeddedPostgres server = BenchPostgres.start()) {
      for (int size : sizes) {
        TestStore plain = store("postgres-plain", BenchPostgres.database(server, "plain" + size));
        add(
            text,
            run(
                "PostgreSQL",
                store("postgres-" + size, BenchPostgres.database(server, "e" + size)),
                plain,
                size));
      }
    }
  }

  private void add(StringBuilder text, String line) {
    out.print(line);
    text.append(line);
  }

  private TestStore store(String name, String url) throws IOException {
    Path data = folder.resolve("indicators-" + name);
    FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    return url == null ? TestStore.embedded(data) : TestStore.on(data, url);
  }

  private String run(String engine, TestStore store, TestStore plainStore, int size)
      throws Exception {
    double plain = plain(plainStore, size);
    try {
      resetPeaks();
      SyntheticYear year = new SyntheticYear(SEED, size);
      YearRoom room = new YearRoom(store);
      long from = System.nanoTime();
      long events = room.tell(year.events(), PER_COMMIT);
      double telling = (System.nanoTime() - from) / 1e3 / events;
      out.printf("%s: %,d events told, %.0f µs each%n", engine, events, telling);
      from = System.nanoTime();
      if (room.refresh() != 0) {
        throw new IllegalStateException("days wait");
      }
      double built = (System.nanoTime() - from) / 1e9;
      out.printf("%s: all days built in %.1f s%n", engine, built);
      check(room, year);
      Map<String, Double> quarter = quarter(room, engine, size);
      double whole = year(room);
      if (size == sizes[0]) {
        tellingOfFirst = telling;
        buildingOfFirst = built / events;
      }
      List<Double> sorted = new ArrayList<>(quarter.values());
      sorted.sort(Double::compare);
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.0f | %.0f | %.2f | %,d | %.1f | %.1f | %.2f | %.1f | %.0f | %.1f | %d"
              + " |%n",
          engine,
          events,
          plain,
          telling,
          telling / tellingOfFirst,
          store.count("select count(*) from indicator_block where facts > 0"),
          built,
          built * 1e6 / events,
          built / events / buildingOfFirst,
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() - 1),
          whole,
          peakMegabytes());
    } finally {
      store.close();
    }
  }

  /** Microseconds that one of the first events takes where no indicator listens. */
  private static double plain(TestStore store, int size) {
    try {
      MeasureEvents facts = FactsRoom.of(store, List.of());
      Commands commands = new Commands(store.commits());
      store.commits().start();
      Iterator<MeasureEvents.Told> told = new ToldYear(new SyntheticYear(SEED, size).events(), 1);
      long nanos = 0;
      int events = 0;
      while (told.hasNext() && events < PLAIN) {
        List<MeasureEvents.Told> some = new ArrayList<>(PER_COMMIT);
        while (some.size() < PER_COMMIT && told.hasNext()) {
          some.add(told.next());
        }
        long from = System.nanoTime();
        List<Prepared> prepared = some.stream().map(facts::prepare).toList();
        commands.execute(session -> facts.apply(session, prepared, 1_760_000_000_000L)).run();
        nanos += System.nanoTime() - from;
        events += some.size();
      }
      return nanos / 1e3 / events;
    } finally {
      store.close();
    }
  }

  /** What the books say of the second quarter is what the hub answers. */
  private static void check(YearRoom room, SyntheticYear year) {
    for (String facility : List.of(SyntheticYear.HOSPITAL, SyntheticYear.CENTRE)) {
      for (String name : BookedIndicators.of(facility)) {
        String difference = room.difference(year.books(), facility, name, Span.quarter(2));
        if (!difference.isEmpty()) {
          throw new IllegalStateException(difference);
        }
      }
    }
  }

  /** Milliseconds of each indicator: the median of some turns, each without kept answers. */
  private Map<String, Double> quarter(YearRoom room, String engine, int size) {
    Map<String, Double> millis = new TreeMap<>();
    for (String indicator : YearRoom.computed().keySet()) {
      List<Double> turns = new ArrayList<>(TIMES);
      for (int turn = 0; turn < TIMES; turn++) {
        room.forgetAnswers();
        long from = System.nanoTime();
        room.value(indicator, SyntheticYear.HOSPITAL, QUARTER);
        turns.add((System.nanoTime() - from) / 1e6);
      }
      turns.sort(Double::compare);
      double median = turns.get(TIMES / 2);
      millis.put(indicator, median);
      if (median > SLOW_MILLIS) {
        slow.append(
            String.format(
                Locale.ROOT,
                "%n- %s, %,d events: %s of a quarter takes %.0f ms%n",
                engine,
                size,
                indicator,
                median));
      }
    }
    return millis;
  }

  /** Seconds that all indicators of the whole year take, without kept answers. */
  private static double year(YearRoom room) {
    room.forgetAnswers();
    long from = System.nanoTime();
    for (String indicator : YearRoom.computed().keySet()) {
      room.value(indicator, SyntheticYear.HOSPITAL, "2026");
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private static void resetPeaks() {
    System.gc();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
  }

  /** Of the pools of the heap together; an upper bound, for they need not peak at once. */
  private static long peakMegabytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes >> 20;
  }
}

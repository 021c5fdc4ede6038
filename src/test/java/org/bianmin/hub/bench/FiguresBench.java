package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.recognition.figures.FiguresRoom;
import org.bianmin.hub.store.TestStore;
import org.springframework.util.FileSystemUtils;

/**
 * What the indicators of mutual recognition cost that look at more than facts: a quarter of judged,
 * delivered reports and of orders that were looked at; from days in memory, from days in the store,
 * and as SQL over the rows counts them. Both have to say the same. And what it costs the
 * transaction in which a platform's acceptance is stored.
 */
final class FiguresBench {

  private static final int TIMES = 5;

  private final PrintStream out;
  private final Path folder;
  private final int[] sizes;

  FiguresBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder;
    this.sizes = Wish.numbers("bench.reports", quick ? "20000" : "500000");
  }

  /** A table in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder("\n## Figures of mutual recognition\n\n");
    text.append(
        "| store | reports of a quarter | all days built s | warm: slowest ms | MR-01 ms | MR-08 ms"
            + " | cold: slowest ms | as SQL s | one late acceptance, then MR-01 ms | accepted, µs"
            + " each | with the mark |\n"
            + "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    if (Wish.engine("SQLite")) {
      for (int size : sizes) {
        add(text, run("SQLite", store("sqlite-" + size, null), size));
      }
    }
    if (Wish.engine("PostgreSQL")) {
      try (EmbeddedPostgres server = BenchPostgres.start()) {
        for (int size : sizes) {
          String name = "figures" + size;
          add(text, run("PostgreSQL", store(name, BenchPostgres.database(server, name)), size));
        }
      }
    }
    return text.toString();
  }

  private void add(StringBuilder text, String line) {
    out.print(line);
    text.append(line);
  }

  private TestStore store(String name, String url) throws IOException {
    Path data = folder.resolve("figures-" + name);
    FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    return url == null ? TestStore.embedded(data) : TestStore.on(data, url);
  }

  private String run(String engine, TestStore store, int size) {
    try {
      FiguresRoom room = new FiguresRoom(store, size);
      out.printf("%s: %,d reports and %,d orders stored%n", engine, size, size / 2);
      double built = seconds(room::buildAll);
      double sql = seconds(room::askSql);
      List<Double> cold = new ArrayList<>();
      for (String id : room.ids()) {
        room.forgetBlocks();
        cold.add(millis(() -> room.ask(id)));
      }
      String difference = room.difference();
      if (!difference.isEmpty()) {
        throw new IllegalStateException(difference);
      }
      List<Double> warm = new ArrayList<>();
      for (String id : room.ids()) {
        List<Double> turns = new ArrayList<>();
        for (int turn = 0; turn < TIMES; turn++) {
          turns.add(millis(() -> room.ask(id)));
        }
        turns.sort(Double::compare);
        warm.add(turns.get(TIMES / 2));
      }
      double late =
          millis(
              () -> {
                room.acceptOne();
                room.ask("MR-01");
              });
      // the JVM's compiler goes first
      double unused = room.acceptanceMicros(true);
      double plain = room.acceptanceMicros(false);
      double marked = room.acceptanceMicros(true);
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.1f | %.0f | %.0f | %.0f | %.0f | %.1f | %.0f | %.1f | %.1f |%n",
          engine,
          size,
          built,
          most(warm),
          warm.get(room.ids().indexOf("MR-01")),
          warm.get(room.ids().indexOf("MR-08")),
          most(cold),
          sql,
          late,
          plain,
          marked);
    } finally {
      store.close();
    }
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static double millis(Runnable task) {
    long from = System.nanoTime();
    task.run();
    return (System.nanoTime() - from) / 1e6;
  }

  private static double seconds(Runnable task) {
    return millis(task) / 1e3;
  }
}

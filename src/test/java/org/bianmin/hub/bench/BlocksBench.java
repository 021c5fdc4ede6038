package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.store.TestStore;
import org.springframework.util.FileSystemUtils;

/**
 * What keeping facts by day costs, by their number: a quarter of registrations and outpatient
 * settlements, half of each, evenly over 90 days; marked as their transactions do it, 500 in each,
 * then all days built, then read twice, three columns of each type.
 */
final class BlocksBench {

  private static final int PER_COMMIT = 500;
  private static final int DAYS = 90;
  private static final long DAY = 86_400_000L;
  private static final long FROM = Instant.parse("2026-06-30T16:00:00Z").toEpochMilli();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final PrintStream out;
  private final Path folder;
  private final int[] sizes;

  BlocksBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder;
    String all = quick ? "100000" : "100000,1000000";
    this.sizes = Wish.numbers("bench.facts", all);
  }

  /** A table in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder("\n## Facts by day\n\n");
    text.append("| store | facts | marking, µs each | built s | µs each | bytes each |")
        .append(" read first, s | from memory, s |\n")
        .append("| --- | --: | --: | --: | --: | --: | --: | --: |\n");
    // forgotten: the JVM compiles what is measured later
    run("SQLite", store("warm-up", null), 50_000);
    for (int size : sizes) {
      add(text, run("SQLite", store("sqlite-" + size, null), size));
    }
    try (EmbeddedPostgres server = BenchPostgres.start()) {
      for (int size : sizes) {
        String name = "facts" + size;
        add(text, run("PostgreSQL", store(name, BenchPostgres.database(server, name)), size));
      }
    }
    return text.toString();
  }

  private void add(StringBuilder text, String line) {
    out.print(line);
    text.append(line);
  }

  private TestStore store(String name, String url) throws IOException {
    Path data = folder.resolve("blocks-" + name);
    FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    return url == null ? TestStore.embedded(data) : TestStore.on(data, url);
  }

  private static String run(String name, TestStore store, int size) {
    try {
      BlocksRoom room =
          new BlocksRoom(store, MappingLoader.load(Path.of("mappings")).set().events(), 64 << 20);
      long marked = 0;
      for (int first = 0; first < size; first += PER_COMMIT) {
        List<MeasureEvent> facts = facts(first, Math.min(first + PER_COMMIT, size), size);
        room.insert(facts, first + 1L);
        marked += room.mark(facts, first + 1L);
      }
      long from = System.nanoTime();
      if (room.refresh() != 0) {
        throw new IllegalStateException("days wait");
      }
      long built = System.nanoTime() - from;
      long bytes = store.count("select sum(length(bytes)) from indicator_block");
      long first = read(room.blocks(), size);
      long again = read(room.blocks(), size);
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.2f | %.1f | %.1f | %.1f | %.2f | %.2f |%n",
          name,
          size,
          marked / 1e3 / size,
          built / 1e9,
          built / 1e3 / size,
          (double) bytes / size,
          first / 1e9,
          again / 1e9);
    } finally {
      store.close();
    }
  }

  /** Reads the quarter as an indicator does; answers how long it took. */
  private static long read(DayBlocks blocks, int size) {
    long from = System.nanoTime();
    long[] seen = new long[2];
    for (String type : List.of("visit.registered", "settlement.outpatient")) {
      String[] columns =
          type.equals("visit.registered")
              ? new String[] {"deptCode", "apptRef", "at"}
              : new String[] {"settlementPoint", "encounterRef", "totalFen"};
      blocks.read(
          HubSubject.FACILITY,
          type,
          FROM,
          FROM + DAYS * DAY,
          block -> {
            Column text = block.column(columns[0]);
            Column ref = block.column(columns[1]);
            Column number = block.column(columns[2]);
            for (int row = 0; row < block.size(); row++) {
              seen[1] += text.low(row) ^ ref.low(row) ^ number.number(row);
            }
            seen[0] += block.size();
          });
    }
    if (seen[0] != size) {
      throw new IllegalStateException(seen[0] + " of " + size + " facts, " + seen[1]);
    }
    return System.nanoTime() - from;
  }

  private static List<MeasureEvent> facts(int from, int to, int size) {
    List<MeasureEvent> facts = new ArrayList<>(to - from);
    for (int n = from; n < to; n++) {
      int visit = n / 2;
      long at = FROM + (long) ((double) n * DAYS * DAY / size);
      Map<String, Object> told = new TreeMap<>();
      told.put("deptCode", "D" + visit % 40);
      told.put("campusCode", "C" + visit % 2);
      String type;
      if (n % 2 == 0) {
        type = "visit.registered";
        told.put("at", Rfc3339.format(at, ZONE));
        told.put("channel", visit % 3 == 0 ? "window" : "app");
        told.put("visitClass", "outpatient");
        told.put("doctorId", "D" + visit % 300);
        told.put("apptRef", "A" + visit);
      } else {
        type = "settlement.outpatient";
        told.put("at", Rfc3339.format(at, ZONE));
        told.put("totalFen", 100L + visit % 50_000);
        told.put("settlementPoint", visit % 4 == 0 ? "window" : "app");
        told.put("encounterRef", "V" + visit);
      }
      facts.add(
          new MeasureEvent(
              new EventKey(HubSubject.FACILITY, type, (n % 2 == 0 ? "V" : "S") + visit),
              1,
              EventStatus.ACTIVE,
              at,
              at,
              "person" + visit % 20_000,
              told,
              "m"));
    }
    return facts;
  }
}

package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.settlement.SettlementRoom;
import org.bianmin.hub.store.TestStore;
import org.springframework.util.FileSystemUtils;

/**
 * How long a day of payments and settlements takes to reconcile, by their number: each size in a
 * fresh store, first noted as their facts' transactions do it, then reconciled in batches of 500;
 * and what one late record of a large day costs. Half of the records are payments. Of a hundred
 * pairs ninety are linked by their order number, five only by their visit, three payments are not
 * settled, one settlement is not paid, and one is paid twice.
 */
final class ReconciliationBench {

  private static final int PER_COMMIT = 500;
  private static final int LATE = 300;
  private static final int LATE_AT = 200_000;
  private static final long MORNING = Instant.parse("2026-11-02T23:00:00Z").toEpochMilli();
  private static final long DAY = 14 * 3_600_000L;

  private final PrintStream out;
  private final Path folder;
  private final int[] sizes;
  private long perRecordOfFirst;

  ReconciliationBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder;
    String all = quick ? "20000,200000" : "20000,200000,2000000";
    this.sizes = Wish.numbers("bench.records", all);
  }

  /** A table in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder("\n## Reconciliation of one day\n\n");
    text.append("| store | records | noted s | µs each | reconciled s | µs each | ratio | cases |")
        .append(" late record, median ms |\n")
        .append("| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    // forgotten: the JVM compiles what is measured later
    run("SQLite", store("warm-up", null), 20_000);
    for (int size : sizes) {
      add(text, run("SQLite", store("sqlite-" + size, null), size));
    }
    try (EmbeddedPostgres server = BenchPostgres.start()) {
      for (int size : sizes) {
        String name = "records" + size;
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
    Path data = folder.resolve("reconciliation-" + name);
    FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    return url == null ? TestStore.embedded(data) : TestStore.on(data, url);
  }

  private String run(String name, TestStore store, int records) {
    try {
      SettlementRoom room = new SettlementRoom(store);
      long noted = 0;
      for (int first = 0; first < records; first += PER_COMMIT) {
        List<MeasureEvent> facts = facts(first, Math.min(first + PER_COMMIT, records), records);
        long from = System.nanoTime();
        room.note(facts, first + 1L);
        noted += System.nanoTime() - from;
      }
      long from = System.nanoTime();
      int begun = PER_COMMIT;
      for (int passes = 1; begun == PER_COMMIT; passes++) {
        begun = room.pass(PER_COMMIT);
        if (passes == 4 || passes == 40) {
          room.analyze();
        }
      }
      long reconciled = System.nanoTime() - from;
      long waiting = store.count("select count(*) from settlement_record where waiting <> 0");
      long counted =
          store.count(
              "select sum(n) from reconciliation_figure where what in ('payment', 'settlement')");
      if (waiting != 0 || counted != records) {
        throw new IllegalStateException(waiting + " wait, " + counted + " of " + records);
      }
      long each = reconciled / records;
      if (records == sizes[0]) {
        perRecordOfFirst = each;
      }
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.1f | %.0f | %.1f | %.0f | %.2f | %,d | %s |%n",
          name,
          records,
          noted / 1e9,
          noted / 1e3 / records,
          reconciled / 1e9,
          each / 1e3,
          (double) each / perRecordOfFirst,
          store.count("select count(*) from reconciliation_case"),
          records == LATE_AT ? late(room, records) : "");
    } finally {
      store.close();
    }
  }

  /** Late settlements of payments that are not settled, each noted and reconciled alone. */
  private static String late(SettlementRoom room, int records) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < LATE; i++) {
      int pair = i * 100 + 95;
      MeasureEvent fact = settlement(pair, 2 * pair, records);
      long from = System.nanoTime();
      room.note(List.of(fact), records + 1L + i);
      int begun = room.pass(PER_COMMIT);
      nanos.add(System.nanoTime() - from);
      if (begun != 1) {
        throw new IllegalStateException(begun + " records begun with");
      }
    }
    nanos.sort(Long::compare);
    return String.format(Locale.ROOT, "%.2f", nanos.get(LATE / 2) / 1e6);
  }

  /** Records in the order of their times: a payment, and its settlement. */
  private static List<MeasureEvent> facts(int from, int to, int records) {
    List<MeasureEvent> facts = new ArrayList<>(to - from);
    for (int n = from; n < to; n++) {
      int pair = n / 2;
      int kind = pair % 100;
      boolean secondPayment = kind == 99 || (kind >= 95 && kind < 98);
      facts.add(
          n % 2 == 0 && kind != 98
              ? payment(pair, n, records, kind == 99)
              : secondPayment
                  ? payment(pair, n, records, kind == 99)
                  : settlement(pair, n, records));
    }
    return facts;
  }

  private static long at(int n, int records) {
    return MORNING + n * DAY / records;
  }

  private static MeasureEvent payment(int pair, int n, int records, boolean twice) {
    Map<String, Object> told = new TreeMap<>();
    told.put("amountFen", 100L + pair % 10_000);
    told.put("method", "wechat");
    told.put("evidence", "notification");
    told.put("billedFen", 100L + pair % 10_000);
    if (pair % 100 < 90 || twice) {
      told.put("outTradeNo", "HIS2026110300" + pair);
    } else if (pair % 100 >= 95 && n % 2 == 0) {
      told.put("outTradeNo", "HIS2026110300" + pair);
    }
    told.put("visitRef", "V" + pair);
    return fact("payment.succeeded", "wechat/42000000" + n, at(n, records), pair, told);
  }

  private static MeasureEvent settlement(int pair, int n, int records) {
    Map<String, Object> told = new TreeMap<>();
    told.put("totalFen", 100L + pair % 10_000);
    told.put("settlementPoint", "window");
    if (pair % 100 < 90 || pair % 100 >= 95) {
      told.put("outTradeNo", "HIS2026110300" + pair);
    }
    told.put("visitRef", "V" + pair);
    return fact("settlement.outpatient", "S" + n, at(n, records) + 60_000, pair, told);
  }

  private static MeasureEvent fact(
      String type, String number, long at, int pair, Map<String, Object> told) {
    return new MeasureEvent(
        new EventKey(HubSubject.FACILITY, type, number),
        1,
        EventStatus.ACTIVE,
        at,
        at,
        "person" + pair,
        told,
        "m");
  }
}

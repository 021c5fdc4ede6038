package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.facts.Pseudonyms;
import org.bianmin.hub.recognition.ItemJudgement;
import org.bianmin.hub.recognition.Judgement;
import org.bianmin.hub.recognition.SeededReports;
import org.bianmin.hub.store.Commands;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long a HIS waits for candidates: a hub with 200,000 reports of 24 items of 40,000 persons,
 * asked over HTTP for four items of one of them, by 1 and by 8 at a time.
 */
final class CandidatesBench {

  private static final int REPORTS = Wish.number("bench.reports", 210_000);
  private static final int PERSONS = REPORTS / 5;
  private static final int ITEMS = 24;
  private static final int PER_COMMIT = 2_000;
  private static final int[] ASKERS = {1, 8};
  private static final long DAY = 86_400_000;
  private static final String KEY = "a key for the benchmark only";

  private final PrintStream out;
  private final Path folder;
  private final long nanos;
  private final long firstNanos;

  CandidatesBench(PrintStream out, Path folder, long nanos, long firstNanos) {
    this.out = out;
    this.folder = folder;
    this.nanos = nanos;
    this.firstNanos = firstNanos;
  }

  /** A table in Markdown. */
  String table() throws Exception {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%n## Candidates, %,d reports of %d items, %,d persons%n%n",
                REPORTS,
                ITEMS,
                PERSONS));
    text.append("| store | askers | asked/s | p50 ms | p95 ms | p99 ms |\n")
        .append("| --- | --: | --: | --: | --: | --: |\n");
    measure(text, "SQLite", null);
    try (EmbeddedPostgres server = BenchPostgres.start()) {
      measure(text, "PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
    }
    return text.toString();
  }

  private void measure(StringBuilder text, String store, String url) throws Exception {
    Path data = Files.createDirectories(folder.resolve("candidates-" + store));
    org.springframework.util.FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    try (ConfigurableApplicationContext hub = start(data, url)) {
      long from = System.nanoTime();
      fill(hub);
      out.printf(
          Locale.ROOT,
          "%s: filled in %d s%n",
          store,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
      String port = hub.getEnvironment().getRequiredProperty("local.server.port");
      URI target = URI.create("http://127.0.0.1:" + port + "/api/v1/recognition/candidates");
      ask(target, 8, firstNanos);
      for (int askers : ASKERS) {
        Histogram micros = ask(target, askers, nanos);
        String line =
            String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f | %.2f | %.2f |%n",
                store,
                askers,
                micros.getTotalCount() * 1e9 / nanos,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3);
        out.print(line);
        text.append(line);
      }
    }
  }

  private static ConfigurableApplicationContext start(Path data, String url) throws IOException {
    Path key = Files.writeString(data.resolve("his.key"), KEY);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--camel.main.startup-summary-level=off",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--hub.data=" + data,
                "--hub.mappings=mappings",
                "--hub.facility=" + HubSubject.FACILITY,
                "--hub.recognition.enabled=true",
                "--hub.recognition.callers.his.key-file=" + key));
    if (url != null) {
      settings.add("--hub.store.url=" + url);
    }
    return new SpringApplicationBuilder(HubApplication.class).run(settings.toArray(String[]::new));
  }

  private static void fill(ConfigurableApplicationContext hub) {
    Commands commands = hub.getBean(Commands.class);
    Pseudonyms pseudonyms = hub.getBean(Pseudonyms.class);
    long now = System.currentTimeMillis();
    for (int first = 0; first < REPORTS; first += PER_COMMIT) {
      int from = first;
      commands.execute(
          session -> {
            for (int n = from; n < Math.min(from + PER_COMMIT, REPORTS); n++) {
              SeededReports.insert(session, row(pseudonyms, n, now));
            }
            return null;
          });
    }
  }

  private static SeededReports.Row row(Pseudonyms pseudonyms, int n, long now) {
    StringBuilder items = new StringBuilder(ITEMS * 150);
    List<ItemJudgement> judged = new ArrayList<>(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "\"C%1$d\":{\"#\":%2$d,\"localCode\":\"C%1$d\",\"localName\":\"检验项目%1$d\","
                      + "\"recognitionItemCode\":\"item-%1$d\",\"refRange\":\"3.5-9.5\","
                      + "\"status\":\"F\",\"unit\":\"mmol/L\",\"value\":\"%3$d.%2$d\"}",
                  i,
                  i + 1,
                  n % 10));
      judged.add(
          new ItemJudgement("item-" + i, "national", "全国HR", now + (i % 30 + 1) * DAY, List.of()));
    }
    return new SeededReports.Row(
        10_000_000L + n,
        HubSubject.FACILITY,
        "R" + n,
        pseudonyms.of(new PatientId(HubSubject.FACILITY, "P" + n % PERSONS)),
        "ACTIVE",
        now - (n / PERSONS + 1) * DAY,
        "{\"category\":\"lab\",\"items\":{" + items + "}}",
        new Judgement("2026-10", "0", null, judged));
  }

  private static Histogram ask(URI target, int askers, long nanos) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(askers);
    try {
      List<Callable<Histogram>> all = new ArrayList<>();
      for (int i = 0; i < askers; i++) {
        SplittableRandom random = new SplittableRandom(i);
        all.add(() -> asker(target, random, nanos));
      }
      Histogram micros = new Histogram(3);
      for (Future<Histogram> one : pool.invokeAll(all)) {
        micros.add(one.get());
      }
      return micros;
    } finally {
      pool.shutdown();
    }
  }

  private static Histogram asker(URI target, SplittableRandom random, long nanos)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Histogram micros = new Histogram(3);
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      int item = random.nextInt(ITEMS - 4);
      String body =
          String.format(
              Locale.ROOT,
              "{\"patient\":{\"id\":\"P%d\"},\"items\":[\"item-%d\",\"item-%d\",\"item-%d\",\"item-%d\"]}",
              random.nextInt(PERSONS),
              item,
              item + 1,
              item + 2,
              item + 3);
      HttpRequest request =
          HttpRequest.newBuilder(target)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + KEY)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      long from = System.nanoTime();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      micros.recordValue((System.nanoTime() - from) / 1_000);
      if (answer.statusCode() != 200 || answer.body().split("\"reportKey\"", -1).length != 21) {
        throw new IllegalStateException(
            "status " + answer.statusCode() + ", 20 candidates expected: " + answer.body());
      }
    }
    return micros;
  }
}

package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * How long each page of the console and its API takes on a store of a year: asked over HTTP, one
 * after the other, by one asker, when each has been asked once. A page that has no sample, or does
 * not answer, ends it.
 */
final class PagesBench {

  /**
   * The first answer of a page.
   *
   * @param followedNanos after so long its figures were there; 0 where they were there at once
   */
  private record First(long nanos, long followedNanos, int bytes) {}

  private static final double LIMIT_MILLIS = 300;
  private static final double NINETY_FIVE = 95;
  private static final int CUT_ALREADY = 409;
  private static final List<String> REPORTS =
      List.of("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09");

  private final PrintStream out;
  private final Path folder;
  private final GrownStore.Size size;
  private final int times;
  private final String only;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  PagesBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    String kept = Wish.text("bench.keep", "");
    this.folder = kept.isEmpty() ? folder.resolve("pages") : Path.of(kept);
    this.size =
        new GrownStore.Size(
            Wish.number("bench.messages", quick ? 200_000 : 20_000_000),
            Wish.number("bench.events", quick ? 100_000 : 10_000_000));
    this.times = Wish.number("bench.times", 50);
    this.only = Wish.text("bench.path", "");
  }

  /** Tables in Markdown. */
  String table() throws Exception {
    StringBuilder text = new StringBuilder();
    if (Wish.engine("SQLite")) {
      text.append(measure("SQLite", "sqlite-", null));
    }
    if (Wish.engine("PostgreSQL")) {
      Path server = folder.resolve("server-" + size.messages());
      Files.createDirectories(server);
      try (EmbeddedPostgres postgres =
          BenchPostgres.start(
              builder -> builder.setDataDirectory(server).setCleanDataDirectory(!kept()))) {
        text.append(
            measure("PostgreSQL", "postgres-", postgres.getJdbcUrl("postgres", "postgres")));
      }
    }
    return text.toString();
  }

  private static boolean kept() {
    return !Wish.text("bench.keep", "").isEmpty();
  }

  private String measure(String engine, String name, String url) throws Exception {
    Path data = folder.resolve(name + size.messages());
    Path done = data.resolve("filled");
    String filled = "filled before";
    if (!kept() || !Files.exists(done)) {
      FileSystemUtils.deleteRecursively(data);
      double seconds = new GrownStore(out, data, url, size).fill();
      filled = String.format(Locale.ROOT, "filled in %.0f s", seconds);
      Files.writeString(done, filled);
    }
    try (ConfigurableApplicationContext hub = SeedHub.start(data, url)) {
      JdbcClient store = hub.getBean(JdbcClient.class);
      SeedHub.await(
          () ->
              store
                      .sql(
                          "select (select count(*) from indicator_dirty) + (select count(*) from"
                              + " indicator_mark) + (select 1 - seeded from indicator_turn)")
                      .query(Long.class)
                      .single()
                  == 0);
      String base = "http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port");
      reports(base, store);
      List<PathPattern> patterns =
          PageSamples.patterns(
              hub.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
      List<String> missing = PageSamples.missing(patterns);
      if (!missing.isEmpty()) {
        throw new IllegalStateException("pages without a line in PageSamples: " + missing);
      }
      return head(engine, store, filled) + ask(engine, base, new PageSamples(store), patterns);
    }
  }

  private String head(String engine, JdbcClient store, String filled) {
    return String.format(
        Locale.ROOT,
        "%n## Pages, %s: %,d messages, %,d events, %,d deliveries, %,d cases, %s%n%n"
            + "| page | first ms | p50 ms | p95 ms | max ms | CPU ms | kB |%n"
            + "| --- | --: | --: | --: | --: | --: | --: |%n",
        engine,
        count(store, "message"),
        count(store, "measure_event"),
        count(store, "delivery"),
        count(store, "reconciliation_case"),
        filled);
  }

  private static long count(JdbcClient store, String table) {
    return store.sql("select count(*) from " + table).query(Long.class).single();
  }

  /** Some months, cut by hand, but for those that there are already. */
  private void reports(String base, JdbcClient store) throws Exception {
    if (count(store, "report where state <> 'OPEN'") > 0) {
      return;
    }
    for (String month : REPORTS) {
      String body =
          "{\"programme\":\"recognition\",\"report\":\"monthly\",\"period\":\"%s\",\"facility\":\"%s\",\"who\":\"bench\"}"
              .formatted(month, SyntheticYear.HOSPITAL);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/api/v1/reports"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 && answer.statusCode() != CUT_ALREADY) {
        throw new IllegalStateException("a report is not cut: " + answer.body());
      }
    }
  }

  private String ask(String engine, String base, PageSamples samples, List<PathPattern> patterns)
      throws Exception {
    StringBuilder text = new StringBuilder();
    List<String> slow = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Map<String, First> firsts = firsts(base, samples.paths(), failed);
    for (Map.Entry<String, First> asked : firsts.entrySet()) {
      String path = asked.getKey();
      Histogram micros = new Histogram(3);
      int turns = times;
      long cpu = cpu();
      for (int i = 0; i < turns; i++) {
        long from = System.nanoTime();
        byte[] unused = get(base, path);
        long nanos = System.nanoTime() - from;
        micros.recordValue(nanos / 1_000);
        // what takes seconds is known well enough after a few times
        turns = nanos > 2_000_000_000L ? Math.min(turns, 5) : turns;
      }
      double p95 = micros.getValueAtPercentile(NINETY_FIVE) / 1e3;
      String line =
          String.format(
              Locale.ROOT,
              "| `%s` | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
              path.replace("%2B08:00", "+08:00").replace("%7C", "\\|"),
              asked.getValue().nanos() / 1e6,
              micros.getValueAtPercentile(50) / 1e3,
              p95,
              micros.getMaxValue() / 1e3,
              (cpu() - cpu) / 1e6 / micros.getTotalCount(),
              asked.getValue().bytes() / 1e3);
      out.print((p95 > LIMIT_MILLIS ? "SLOW " : "") + line);
      text.append(line);
      if (p95 > LIMIT_MILLIS && !PageSamples.FILES.contains(PageSamples.pattern(patterns, path))) {
        slow.add(line);
      }
    }
    firsts.forEach(
        (path, first) -> {
          if (first.followedNanos() > 0) {
            text.append(
                String.format(
                    Locale.ROOT,
                    "%nThe figures of `%s` followed the first answer after %.1f s.%n",
                    path,
                    first.followedNanos() / 1e9));
          }
        });
    text.append(
        slow.isEmpty()
            ? "\nEvery page answered within 300 ms (p95).\n"
            : "\nOver 300 ms (p95):\n\n" + String.join("", slow));
    out.printf("%s: %d pages over %.0f ms%n", engine, slow.size(), LIMIT_MILLIS);
    if (!failed.isEmpty()) {
      throw new IllegalStateException("pages that did not answer: " + failed);
    }
    return text.toString();
  }

  /**
   * Asks each page once, and those that are still counting until they have counted; after that the
   * hub is one that has been running for a while.
   */
  private Map<String, First> firsts(String base, List<String> paths, List<String> failed)
      throws IOException, InterruptedException {
    Map<String, First> firsts = new LinkedHashMap<>();
    for (String path : paths) {
      if (!path.contains(only)) {
        continue;
      }
      try {
        long start = System.nanoTime();
        byte[] body = get(base, path);
        long nanos = System.nanoTime() - start;
        long followed = 0;
        while (counting(body)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          body = get(base, path);
          followed = System.nanoTime() - start;
        }
        firsts.put(path, new First(nanos, followed, body.length));
      } catch (IllegalStateException e) {
        // the others are worth their time all the same; the run ends with an error
        failed.add(e.getMessage());
        out.println("FAILED " + e.getMessage());
      }
    }
    return firsts;
  }

  private static boolean counting(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).contains("id=\"counting\"");
  }

  /** Of this process with hub, driver and asker; nanoseconds. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private byte[] get(String base, String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(5)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          path
              + " answers "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }
}

package org.bianmin.hub.bench;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.receive.payment.Wallets;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How long a wallet waits for its answer: notifications of WeChat Pay, each verified, decrypted and
 * committed, beside JSON documents about the same payments, which are only committed.
 */
final class PaymentsBench {

  private static final int[] SENDERS = {1, 8, 32};
  private static final String JSON = "JSON document (floor)";
  private static final String WECHAT = "WeChat Pay notification";

  private final PrintStream out;
  private final Path folder;
  private final int requests;
  private final Wallets wallets = new Wallets();

  PaymentsBench(PrintStream out, Path folder, boolean quick) {
    this.out = out;
    this.folder = folder;
    this.requests = quick ? 1_000 : 6_000;
  }

  /** A table in Markdown. */
  String table() throws Exception {
    Path data = folder.resolve("payments");
    FileSystemUtils.deleteRecursively(data);
    Files.createDirectories(data);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT, "%n## Payments, %,d requests at 8 and more senders%n%n", requests));
    text.append("| request | senders | sent/s | p50 ms | p99 ms | p99 / floor |\n")
        .append("| --- | --: | --: | --: | --: | --: |\n");
    try (ConfigurableApplicationContext hub = start(data)) {
      String port = hub.getEnvironment().getRequiredProperty("local.server.port");
      URI url = URI.create("http://127.0.0.1:" + port);
      AtomicInteger number = new AtomicInteger(1_000_000);
      send(8, requests, n -> document(url, number.incrementAndGet()), 202);
      send(8, requests, n -> notification(url, number.incrementAndGet()), 204);
      for (int senders : SENDERS) {
        int count = senders == 1 ? requests / 4 : requests;
        Sent floor = send(senders, count, n -> document(url, number.incrementAndGet()), 202);
        Sent sent = send(senders, count, n -> notification(url, number.incrementAndGet()), 204);
        line(text, JSON, senders, floor, floor);
        line(text, WECHAT, senders, sent, floor);
      }
    }
    return text.toString();
  }

  private record Sent(Histogram micros, double perSecond) {}

  private void line(StringBuilder text, String what, int senders, Sent sent, Sent floor) {
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %d | %.0f | %.2f | %.2f | %.2f |%n",
            what,
            senders,
            sent.perSecond(),
            sent.micros().getValueAtPercentile(50) / 1e3,
            sent.micros().getValueAtPercentile(99) / 1e3,
            (double) sent.micros().getValueAtPercentile(99)
                / floor.micros().getValueAtPercentile(99));
    out.print(line);
    text.append(line);
  }

  private ConfigurableApplicationContext start(Path data) {
    List<String> settings = new ArrayList<>(wallets.settings(data));
    settings.addAll(
        List.of(
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--camel.main.startup-summary-level=off",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--hub.data=" + data,
            "--hub.mappings=mappings",
            "--hub.facility=" + HubSubject.FACILITY,
            "--hub.sources.copies.transport=json"));
    return new SpringApplicationBuilder(HubApplication.class).run(settings.toArray(String[]::new));
  }

  private HttpRequest notification(URI url, int number) {
    Wallets.Request request =
        wallets.wechat(
            "EV-" + number,
            "TRANSACTION.SUCCESS",
            Wallets.wechatPaid("42" + number, 3550),
            System.currentTimeMillis());
    return request(url.resolve("/payments/wechat"), request.headers(), request.body());
  }

  private static HttpRequest document(URI url, int number) {
    String body =
        "{\"type\":\"payment.succeeded\",\"id\":\"D"
            + number
            + "\",\"key\":\"cash/"
            + number
            + "\",\"recordedAt\":\"2026-11-03T09:31:00+08:00\",\"attributes\":{\"amountFen\":3550,"
            + "\"method\":\"cash\",\"paidAt\":\"2026-11-03T09:31:00+08:00\",\"outTradeNo\":\"OT"
            + number
            + "\"}}";
    return request(
        url.resolve("/api/v1/events"),
        Map.of("content-type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest request(URI url, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }

  /** Signs all before the first is sent: the wallet's work is not the hub's. */
  private static Sent send(int senders, int count, IntFunction<HttpRequest> make, int wanted)
      throws Exception {
    List<HttpRequest> requests = IntStream.range(0, count).parallel().mapToObj(make).toList();
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(senders);
    try {
      List<Callable<Histogram>> all = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        all.add(() -> sender(requests, next, wanted));
      }
      Histogram micros = new Histogram(3);
      long from = System.nanoTime();
      for (Future<Histogram> one : pool.invokeAll(all)) {
        micros.add(one.get());
      }
      return new Sent(micros, count * 1e9 / (System.nanoTime() - from));
    } finally {
      pool.shutdown();
    }
  }

  private static Histogram sender(List<HttpRequest> requests, AtomicInteger next, int wanted)
      throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Histogram micros = new Histogram(3);
    for (int n = next.getAndIncrement(); n < requests.size(); n = next.getAndIncrement()) {
      long from = System.nanoTime();
      int status = http.send(requests.get(n), HttpResponse.BodyHandlers.discarding()).statusCode();
      micros.recordValue((System.nanoTime() - from) / 1_000);
      if (status != wanted) {
        throw new IllegalStateException("status " + status + ", " + wanted + " expected");
      }
    }
    return micros;
  }
}

package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bianmin.hub.telemetry.MessageTraces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** MessageTraces of a whole hub, as a collector gets them. */
class TracesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static byte[] registration(int n) {
    return ("MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A04|M%d|P|2.5.1||||||UNICODE UTF-8\r"
            + "EVN|A04|20261103080000\r"
            + "PID|1||P%d^^^HIS^MR||试验甲\r"
            + "PV1|1|O|C1||||D1||||||||||||V%d|||||||||||||||||||||||||20261103080000\r")
        .formatted(n, n, n)
        .getBytes(StandardCharsets.UTF_8);
  }

  @TempDir Path data;

  private static void send(WholeHub hub, int from, int to) throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      for (int n = from; n < to; n++) {
        connection.send(registration(n));
        connection.answer();
      }
    }
  }

  private static List<SpanReceiver.Kept> inOrder(List<SpanReceiver.Kept> spans) {
    return spans.stream()
        .sorted(
            Comparator.comparingLong((SpanReceiver.Kept kept) -> kept.span().getEndTimeUnixNano())
                .thenComparingLong(kept -> kept.span().getStartTimeUnixNano()))
        .toList();
  }

  private static List<SpanReceiver.Kept> awaitDelivered(SpanReceiver receiver, long message) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(receiver.ofMessage(message))
                    .extracting(SpanReceiver.Kept::name)
                    .contains("delivery", "normalize", "receive"));
    return receiver.ofMessage(message);
  }

  @Test
  void oneMessageIsOneTraceFromItsArrivalToTheReceipt() throws Exception {
    try (SpanReceiver receiver = new SpanReceiver();
        WholeHub hub = WholeHub.start(data, "--hub.tracing.sample=1", receiver.setting())) {
      send(hub, 1, 2);
      hub.awaitQuiet();
      List<SpanReceiver.Kept> spans = awaitDelivered(receiver, 1);
      assertThat(spans)
          .extracting(SpanReceiver.Kept::trace)
          .containsOnly(hub.bean(MessageTraces.class).trace(1));
      assertThat(spans).extracting(SpanReceiver.Kept::id).doesNotHaveDuplicates();
      Set<String> names =
          spans.stream()
              .map(SpanReceiver.Kept::name)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names)
          .containsExactly(
              "answer",
              "attempt",
              "delivery",
              "facts",
              "journal",
              "normalize",
              "receipt",
              "receive");
      assertThat(starts(spans, "receive", "journal", "normalize", "facts", "receipt")).isSorted();

      SpanReceiver.Kept root = one(spans, "receive");
      assertThat(root.parent()).isEmpty();
      assertThat(root.get("hub.source")).isEqualTo("his");
      assertThat(root.get("hub.trigger")).isEqualTo("ADT^A04");
      for (String child : List.of("journal", "answer", "normalize", "facts")) {
        assertThat(one(spans, child).parent()).as(child).isEqualTo(root.id());
      }
      List<String> deliveries =
          spans.stream()
              .filter(span -> span.name().equals("delivery"))
              .peek(span -> assertThat(span.parent()).isEqualTo(root.id()))
              .peek(span -> assertThat(span.get("hub.outcome")).isEqualTo("accepted"))
              .map(SpanReceiver.Kept::id)
              .toList();
      assertThat(spans)
          .filteredOn(span -> Set.of("attempt", "receipt").contains(span.name()))
          .hasSize(2 * deliveries.size())
          .allSatisfy(span -> assertThat(span.parent()).isIn(deliveries));

      // what was shared with others is a trace of its own, tied both ways
      SpanReceiver.Kept commit = one(receiver.spans(), "commit.journal");
      assertThat(commit.trace()).isNotEqualTo(root.trace());
      assertThat(commit.links()).contains(root.trace());
      assertThat(one(spans, "journal").links()).containsExactly(commit.trace());
      assertThat(receiver.spans())
          .filteredOn(span -> span.name().equals("call"))
          .isNotEmpty()
          .allSatisfy(call -> assertThat(call.links()).contains(root.trace()));
      assertThat(receiver.spans().get(0).service()).contains("bianmin-hub");
    }
  }

  private static List<Long> starts(List<SpanReceiver.Kept> spans, String... names) {
    return List.of(names).stream()
        .map(name -> inOrder(spans).stream().filter(s -> s.name().equals(name)).findFirst().get())
        .map(span -> span.span().getStartTimeUnixNano())
        .toList();
  }

  static SpanReceiver.Kept one(List<SpanReceiver.Kept> spans, String name) {
    List<SpanReceiver.Kept> found = spans.stream().filter(s -> s.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  @Test
  void theTraceGoesOnAfterARestartBetweenNormalizingAndDelivery() throws Exception {
    try (SpanReceiver receiver = new SpanReceiver()) {
      URI nobody = URI.create("http://127.0.0.1:" + WholeHub.freePort() + "/");
      try (WholeHub hub =
          WholeHub.startTowards(nobody, data, "--hub.tracing.sample=1", receiver.setting())) {
        send(hub, 1, 2);
        await()
            .atMost(PATIENCE)
            .until(() -> hub.count("select count(*) from delivery where state = 'RETRYABLE'") > 0);
      }
      assertThat(receiver.ofMessage(1))
          .extracting(SpanReceiver.Kept::name)
          .contains("receive", "normalize", "attempt")
          .doesNotContain("delivery");
      int before = receiver.ofMessage(1).size();
      try (WholeHub hub = WholeHub.start(data, "--hub.tracing.sample=1", receiver.setting())) {
        hub.awaitQuiet();
        List<SpanReceiver.Kept> spans = awaitDelivered(receiver, 1);
        assertThat(spans).hasSizeGreaterThan(before);
        assertThat(spans)
            .extracting(SpanReceiver.Kept::trace)
            .containsOnly(hub.bean(MessageTraces.class).trace(1));
        assertThat(spans).extracting(SpanReceiver.Kept::id).doesNotHaveDuplicates();
        String delivery = one(spans, "delivery").id();
        assertThat(spans)
            .filteredOn(span -> span.name().equals("attempt"))
            .hasSizeGreaterThan(1)
            .allSatisfy(attempt -> assertThat(attempt.parent()).isEqualTo(delivery))
            .anyMatch(attempt -> attempt.get("hub.outcome").equals("retry"))
            .anyMatch(attempt -> attempt.get("hub.outcome").equals("accepted"));
      }
    }
  }

  @Test
  void messagesFlowWhileTheCollectorIsAwayAndWhatIsLostIsCounted() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.tracing.sample=1",
            "--hub.tracing.queue=64",
            "--hub.tracing.timeout=2s",
            "--hub.tracing.endpoint=http://127.0.0.1:" + port + "/v1/traces")) {
      send(hub, 0, 100);
      hub.awaitQuiet();
      assertThat(hub.count("select count(*) from message where state = 'NORMALIZED'"))
          .isEqualTo(100);
      assertThat(hub.count("select count(*) from delivery where state = 'DELIVERED'"))
          .isGreaterThanOrEqualTo(100);
      await().atMost(PATIENCE).until(() -> spans(hub, "dropped") > 100);
      assertThat(spans(hub, "sent")).isZero();

      try (SpanReceiver receiver = new SpanReceiver(port)) {
        send(hub, 100, 101);
        await().atMost(PATIENCE).until(() -> spans(hub, "sent") > 0);
        assertThat(receiver.spans()).isNotEmpty();
      }
    }
  }

  private static double spans(WholeHub hub, String outcome) throws Exception {
    String series = "hub_tracing_spans_total{outcome=\"" + outcome + "\"} ";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(hub.url().resolve("/actuator/prometheus")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  @Test
  void nothingIsTracedUnlessItIsAskedFor() throws Exception {
    try (SpanReceiver receiver = new SpanReceiver();
        WholeHub hub = WholeHub.start(data, receiver.setting())) {
      send(hub, 0, 5);
      hub.awaitQuiet();
      assertThat(hub.bean(MessageTraces.class).on()).isFalse();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("telemetry-spans");
      assertThat(receiver.calls()).isZero();
    }
  }

  @Test
  void aShareOfTheMessagesIsTracedTheSameOnAllStages() throws Exception {
    int messages = 400;
    try (SpanReceiver receiver = new SpanReceiver();
        WholeHub hub = WholeHub.start(data, "--hub.tracing.sample=0.1", receiver.setting())) {
      send(hub, 0, messages);
      hub.awaitQuiet();
      MessageTraces traces = hub.bean(MessageTraces.class);
      Set<String> sampled =
          hub.bean(JdbcClient.class).sql("select id from message").query(Long.class).list().stream()
              .filter(traces::samples)
              .map(id -> Long.toString(id))
              .collect(Collectors.toSet());
      // four standard deviations around 40
      assertThat(sampled).hasSizeBetween(16, 64);
      for (String stage :
          List.of("receive", "journal", "answer", "normalize", "facts", "delivery")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(
                            receiver.spans().stream()
                                .filter(span -> span.name().equals(stage))
                                .map(span -> span.get("hub.message.id"))
                                .collect(Collectors.toSet()))
                        .as(stage)
                        .isEqualTo(sampled));
      }
    }
  }
}

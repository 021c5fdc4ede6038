package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that takes one item a call, and of which a batch is told in halves. */
class HalvedBatchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Set<String> unwanted = ConcurrentHashMap.newKeySet();
  private volatile int status = 401;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(folder.resolve("platform.key"), "key-of-this-test-only\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode items = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("items");
    String key = items.get(0).get("key").asText();
    if (items.size() > 1) {
      exchange.sendResponseHeaders(413, -1);
    } else if (unwanted.contains(key)) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      byte[] body =
          ("{\"receiptNo\":\"R\",\"receipts\":[{\"key\":\""
                  + key
                  + "\",\"version\":1,\"result\":\"accepted\"}]}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatWasTakenBeforeTheDoorClosedIsKnownToBeTaken() {
    unwanted.add(event("V2").key().toString());

    assertThat(send())
        .isInstanceOfSatisfying(
            BatchAnswer.Received.class,
            received ->
                assertThat(received.outcomes())
                    .satisfiesExactly(
                        first ->
                            assertThat(first).isEqualTo(new DeliveryOutcome.Accepted("accepted")),
                        second ->
                            assertThat(second)
                                .isInstanceOfSatisfying(
                                    DeliveryOutcome.RetryLater.class,
                                    later -> assertThat(later.mayHold()).isFalse())));
  }

  @Test
  void nothingIsKnownOfAnUnansweredHalf() {
    status = 504;
    unwanted.add(event("V2").key().toString());

    assertThat(((BatchAnswer.Received) send()).outcomes().get(1))
        .isInstanceOfSatisfying(
            DeliveryOutcome.RetryLater.class, later -> assertThat(later.mayHold()).isTrue());
  }

  @Test
  void doorThatIsClosedFromTheFirstClosesTheDestination() {
    unwanted.add(event("V1").key().toString());

    assertThat(send()).isInstanceOf(BatchAnswer.Closed.class);
  }

  private BatchAnswer send() {
    DestinationProperties properties =
        new DestinationProperties(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
            null,
            "push-http",
            "H001-app",
            folder.resolve("platform.key"),
            "HMAC-SM3",
            "none",
            null,
            "test: synthetic data only",
            null,
            10,
            1,
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            List.of("*"),
            new DestinationProperties.Capabilities(true, true, true),
            false);
    Destinations destinations = new Destinations(Map.of("platform", properties));
    return new PlatformClient(destinations, new SignedCalls())
        .send(new Batch("platform", "B-1", List.of(event("V1"), event("V2"))));
  }

  private static MeasureEvent event(String visit) {
    return new MeasureEvent(
        new EventKey("H001", "visit.registered", visit),
        1,
        EventStatus.ACTIVE,
        1_793_700_000_000L,
        1_793_700_000_000L,
        null,
        Map.of(),
        "m");
  }
}

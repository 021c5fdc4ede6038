package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

/** A HIS that is told over its webhook. */
class WebhookPushTest {

  private record Call(String target, Map<String, List<String>> headers, byte[] body) {}

  private static final int SILENT_AFTER_THE_FIRST = 0;

  @TempDir Path folder;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 204;

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(folder.resolve("his.key"), "key-of-this-test-only\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.add(
              new Call(
                  exchange.getRequestURI().toString(),
                  Map.copyOf(exchange.getRequestHeaders()),
                  exchange.getRequestBody().readAllBytes()));
          if (status != SILENT_AFTER_THE_FIRST || calls.size() == 1) {
            exchange.sendResponseHeaders(Math.max(204, status), -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void ofABatchThatIsCutOffTheItemOnItsWayMayHaveArrived() {
    status = SILENT_AFTER_THE_FIRST;

    List<DeliveryOutcome> outcomes =
        ((BatchAnswer.Received) push().send(batch(1, 2, 3))).outcomes();

    assertThat(outcomes.get(0)).isEqualTo(new DeliveryOutcome.Accepted("accepted"));
    assertThat(outcomes.subList(1, 3))
        .extracting(outcome -> ((DeliveryOutcome.RetryLater) outcome).mayHold())
        .containsExactly(true, false);
  }

  @Test
  void eachDeliveryIsOneSignedPostThatNamesNoPatient() throws IOException {
    BatchAnswer answer = push().send(batch(1, 2));

    assertThat(answer)
        .isEqualTo(
            new BatchAnswer.Received(
                "-",
                List.of(
                    new DeliveryOutcome.Accepted("accepted"),
                    new DeliveryOutcome.Accepted("accepted"))));
    assertThat(calls).hasSize(2);
    Call call = calls.get(0);
    JsonNode body = new ObjectMapper().readTree(call.body());
    assertThat(body.get("key").asText()).isEqualTo("recognition.prompted:H001:order~2FORD1");
    assertThat(body.at("/attributes/candidates/0/value").asText()).isEqualTo("5.6");
    assertThat(body.toString()).doesNotContain("person-1");
    Signature signature = new Signature("HMAC-SM3", "key-of-this-test-only");
    assertThat(header(call, "X-digest")).isEqualTo(signature.digestOf(call.body()));
    assertThat(header(call, "X-signature"))
        .isEqualTo(
            signature.sign(
                "POST",
                "/told?by=hub",
                header(call, "X-timestamp"),
                header(call, "X-nonce"),
                header(call, "X-digest")));
  }

  @Test
  void whatAnOverloadedHisCannotTakeComesAgain() {
    status = 503;

    assertThat(push().send(batch(1))).isInstanceOf(BatchAnswer.Away.class);
  }

  @Test
  void whatItRefusesDoesNotComeAgain() {
    status = 422;

    assertThat(((BatchAnswer.Received) push().send(batch(1))).outcomes())
        .containsExactly(new DeliveryOutcome.Rejected("422", "the webhook refuses it"));
  }

  @Test
  void aWrongKeyStopsTheDestination() {
    status = 401;

    assertThat(push().send(batch(1))).isInstanceOf(BatchAnswer.Closed.class);
  }

  @Test
  void aHisThatIsDownIsAway() {
    server.stop(0);

    assertThat(push().send(batch(1)))
        .isInstanceOfSatisfying(
            BatchAnswer.Away.class, away -> assertThat(away.ambiguous()).isFalse());
  }

  private static String header(Call call, String name) {
    return call.headers().get(name).get(0);
  }

  private WebhookPush push() {
    DestinationProperties properties =
        new DestinationProperties(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/told?by=hub"),
            null,
            "push-webhook",
            "hub",
            folder.resolve("his.key"),
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
            List.of("recognition.prompted"),
            new DestinationProperties.Capabilities(true, true, true),
            true);
    return new WebhookPush(new Destinations(Map.of("his", properties)), new SignedCalls());
  }

  private static Batch batch(int... versions) {
    return new Batch(
        "his",
        "B1",
        java.util.Arrays.stream(versions)
            .mapToObj(
                version ->
                    new MeasureEvent(
                        new EventKey("H001", "recognition.prompted", "order/ORD1"),
                        version,
                        EventStatus.ACTIVE,
                        1L,
                        1L,
                        "person-1",
                        Map.of(
                            "candidates", List.of(Map.of("itemCode", "lab-glu", "value", "5.6"))),
                        "0"))
            .toList());
  }
}

package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksIT {

  private static final String OPEN = "--hub.console.open-loopback=true";
  private static final String REGISTRATION =
      "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A04|L1|P|2.5.1||||||UNICODE UTF-8\r"
          + "EVN|A04|20261103080000\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1||||D1||||||||||||VL1|||||||||||||||||||||||||20261103080000\r";

  @TempDir Path data;

  @Test
  void aSourceThatIsHeardAndADestinationThatAnswersAreShownAsSuch() throws Exception {
    try (WholeHub hub =
            WholeHub.start(
                data,
                OPEN,
                "--hub.sources.spare.transport=file",
                "--hub.sources.spare.path=" + data,
                "--hub.sources.spare.enabled=false");
        MllpConnection connection = hub.mllp()) {
      assertThat(source(hub, "his").path("state").asText()).isEqualTo("unheard");
      assertThat(source(hub, "spare").path("state").asText()).isEqualTo("off");
      connection.send(REGISTRATION.getBytes(StandardCharsets.UTF_8));
      connection.answer();

      await()
          .untilAsserted(
              () -> {
                JsonNode his = source(hub, "his");
                assertThat(his.path("state").asText()).isEqualTo("listening");
                assertThat(his.path("address").asText()).endsWith(":" + hub.mllpPort());
                assertThat(his.path("connections").asInt()).isEqualTo(1);
                assertThat(his.path("lastHour").asInt()).isEqualTo(1);
                assertThat(his.path("answers").path("A").asInt()).isPositive();
                JsonNode platform = destination(hub);
                assertThat(platform.path("state").asText()).isEqualTo("answering");
                assertThat(platform.path("answeredAt").isTextual()).isTrue();
                assertThat(platform.path("failedAt").isNull()).isTrue();
                assertThat(platform.path("waiting").asInt()).isZero();
              });
    }
  }

  @Test
  void aDestinationThatIsAwayIsShownWithItsErrorAndItsNextCall() throws Exception {
    URI away = URI.create("http://127.0.0.1:" + WholeHub.freePort() + "/");
    try (WholeHub hub =
            WholeHub.startTowards(
                away,
                data,
                OPEN,
                "--hub.destinations.platform.backoff=30s",
                "--hub.destinations.platform.max-backoff=60s");
        MllpConnection connection = hub.mllp()) {
      connection.send(REGISTRATION.getBytes(StandardCharsets.UTF_8));
      connection.answer();

      await()
          .untilAsserted(
              () -> {
                JsonNode platform = destination(hub);
                assertThat(platform.path("state").asText()).isEqualTo("away");
                assertThat(platform.path("failures").asInt()).isPositive();
                assertThat(platform.path("failure").asText()).isNotBlank();
                assertThat(platform.path("nextCallAt").isTextual()).isTrue();
                assertThat(platform.path("waiting").asInt()).isEqualTo(1);
                assertThat(platform.path("oldest").isTextual()).isTrue();
              });
      assertThat(get(hub, "/links")).contains("无应答").contains(away.getAuthority());
    }
  }

  private static JsonNode source(WholeHub hub, String id) throws Exception {
    return named(links(hub).path("sources"), id);
  }

  private static JsonNode destination(WholeHub hub) throws Exception {
    return named(links(hub).path("destinations"), "platform");
  }

  private static JsonNode named(JsonNode links, String id) {
    for (JsonNode link : links) {
      if (link.path("id").asText().equals(id)) {
        return link;
      }
    }
    throw new AssertionError("There is no " + id);
  }

  private static JsonNode links(WholeHub hub) throws Exception {
    return new ObjectMapper().readTree(get(hub, "/api/v1/links"));
  }

  private static String get(WholeHub hub, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(hub.url().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}

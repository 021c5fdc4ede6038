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

class HealthIT {

  private static final String REGISTRATION =
      "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A04|H1|P|2.5.1||||||UNICODE UTF-8\r"
          + "EVN|A04|20261103080000\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1||||D1||||||||||||VH1|||||||||||||||||||||||||20261103080000\r";

  @TempDir Path data;

  @Test
  void aPlatformThatIsAwayMakesTheHubNeitherDeadNorUnready() throws Exception {
    URI away = URI.create("http://127.0.0.1:" + WholeHub.freePort() + "/");
    try (WholeHub hub = WholeHub.startTowards(away, data)) {
      try (MllpConnection connection = hub.mllp()) {
        connection.send(REGISTRATION.getBytes(StandardCharsets.UTF_8));
        connection.answer();
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          json(hub, "/destinations")
                              .path("components")
                              .path("forwarding")
                              .path("details")
                              .path("platform")
                              .path("waiting")
                              .asInt())
                      .isEqualTo(1));

      assertThat(status(hub, "/liveness")).isEqualTo(200);
      assertThat(status(hub, "/readiness")).isEqualTo(200);
      assertThat(status(hub, "")).isEqualTo(200);
    }
  }

  @Test
  void aHubWithoutRoomOnItsDiskLivesAndIsNotReady() throws Exception {
    try (WholeHub hub = WholeHub.start(data, "--hub.store.min-free=1000000TB")) {
      assertThat(status(hub, "/liveness")).isEqualTo(200);
      assertThat(status(hub, "/readiness")).isEqualTo(503);
      assertThat(json(hub, "/readiness").path("status").asText()).isEqualTo("OUT_OF_SERVICE");
    }
  }

  private static int status(WholeHub hub, String group) throws Exception {
    return get(hub, group).statusCode();
  }

  private static JsonNode json(WholeHub hub, String group) throws Exception {
    return new ObjectMapper().readTree(get(hub, group).body());
  }

  private static HttpResponse<String> get(WholeHub hub, String group) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(hub.url().resolve("/actuator/health" + group)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

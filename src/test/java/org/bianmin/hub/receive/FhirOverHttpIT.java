package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The endpoint behind a real server: bytes, sizes, and the wait for the commit. */
@SpringBootTest(
    classes = FhirOverHttpIT.Door.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "hub.facility=H001",
      "hub.sources.fhir.transport=fhir",
      "hub.sources.fhir.max-frame=32MB"
    })
class FhirOverHttpIT {

  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class
  })
  @EnableConfigurationProperties(Sources.class)
  @Import({FhirEndpoint.class, ScriptedIntake.class})
  static class Door {}

  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort private int port;
  @Autowired private ScriptedIntake intake;

  @Test
  void takesTwentyMegabytesAndStoresThemAsTheyCame() throws Exception {
    byte[] document = new byte[20 << 20];
    byte[] raw =
        ("{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\""
                + Base64.getEncoder().encodeToString(document)
                + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = post(raw);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.last().raw()).isEqualTo(raw);
  }

  @Test
  void refusesAStreamThatOutgrowsTheLimit() throws Exception {
    byte[] large = new byte[33 << 20];
    HttpRequest chunked =
        request(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    int before = intake.messages.size();
    try {
      assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    } catch (IOException closed) {
      // the server may close the connection on a sender that goes on writing
    }
    assertThat(intake.messages).hasSize(before);
    assertThat(post(patient()).statusCode()).isEqualTo(202);
  }

  @Test
  void holdsTheAnswerUntilTheCommitAndAsksToResendWhenItFails() {
    intake.holding = true;
    int known = intake.open.size();
    CompletableFuture<HttpResponse<String>> first = postAsync();
    await().until(() -> intake.open.size() == known + 1);
    CompletableFuture<HttpResponse<String>> second = postAsync();
    await().until(() -> intake.open.size() == known + 2);
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    intake.open.get(known).complete(new Receipt(1, false));
    intake.open.get(known + 1).completeExceptionally(new StoreUnavailable("disk full", null));
    assertThat(first.join().statusCode()).isEqualTo(202);
    assertThat(second.join().statusCode()).isEqualTo(503);
    assertThat(second.join().headers().firstValue("Retry-After")).contains("10");
    assertThat(second.join().body()).contains("\"transient\"");
    intake.holding = false;
  }

  private HttpResponse<String> post(byte[] raw) throws Exception {
    return client.send(request(BodyPublishers.ofByteArray(raw)), BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> postAsync() {
    return client.sendAsync(
        request(BodyPublishers.ofByteArray(patient())), BodyHandlers.ofString());
  }

  private HttpRequest request(HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/fhir"))
        .header("Content-Type", "application/fhir+json")
        .POST(body)
        .build();
  }

  private static byte[] patient() {
    return "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"皛\"}]}"
        .getBytes(StandardCharsets.UTF_8);
  }
}

package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.indicator.report.ReportPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the platform's 403 means for one report, and for a destination. */
class ReportClientTest {

  @TempDir Path folder;
  private HttpServer server;
  private volatile String problem = "";

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(folder.resolve("reports.key"), "key-of-this-test-only\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = problem.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          exchange.sendResponseHeaders(403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ReportPlatform.Answer answer() {
    DestinationProperties properties =
        new DestinationProperties(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
            null,
            "push-http",
            "H001-app",
            folder.resolve("reports.key"),
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
    Destinations destinations = new Destinations(Map.of("reports", properties));
    TopicWriter writer = new TopicWriter(destinations, new TopicProducers(destinations));
    return new ReportClient(destinations, new SignedCalls(), new TopicReports(destinations, writer))
        .submit("reports", "{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void facilityThatMayNotBeReportedForRefusesThatOneReport() {
    problem = "{\"code\": \"FACILITY\", \"message\": \"not for this facility\"}";

    assertThat(answer())
        .isInstanceOfSatisfying(
            ReportPlatform.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("FACILITY"));
  }

  @Test
  void everyOther403ClosesTheDestination() {
    problem = "{\"code\": \"SIGNATURE\", \"message\": \"the key is another one\"}";
    assertThat(answer()).isInstanceOf(ReportPlatform.Closed.class);
    problem = "<html>a gateway</html>";
    assertThat(answer()).isInstanceOf(ReportPlatform.Closed.class);
  }
}

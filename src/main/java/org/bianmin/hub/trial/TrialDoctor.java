package org.bianmin.hub.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The doctors of the trial hospital: their HIS takes the hub's prompts by webhook, and tells the
 * hub that they looked and what they decided. Of ten, six recognise, one quotes, three decline.
 */
@Component
@Profile("trial")
@ConditionalOnProperty(name = "hub.trial.traffic", matchIfMissing = true)
class TrialDoctor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TrialDoctor.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_CONTENT = 204;
  private static final long LOOKS_AFTER_MILLIS = 1500;
  private static final long DECIDES_AFTER_MILLIS = 4000;
  private static final int OF = 10;
  private static final int RECOGNISE = 6;
  private static final int QUOTE = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TrialProperties properties;
  private final URI decisions;
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;
  private ScheduledExecutorService thinking;

  TrialDoctor(TrialProperties properties, @Value("${server.port:8080}") int hub) {
    this.properties = properties;
    this.decisions =
        URI.create("http://" + properties.host() + ":" + hub + "/api/v1/recognition/decisions");
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), properties.doctorPort()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Port " + properties.doctorPort() + " is taken: set hub.trial.doctor-port", e);
    }
    thinking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "trial-doctor");
              thread.setDaemon(true);
              return thread;
            });
    server.createContext("/", this::told);
    server.start();
  }

  private void told(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode push = JSON.readTree(exchange.getRequestBody());
      exchange.sendResponseHeaders(NO_CONTENT, -1);
      // the second version of a prompt says that a report was corrected: the doctor has decided
      boolean prompt = push.path("type").asText().equals("recognition.prompted");
      if (prompt && push.path("version").asInt() == 1) {
        consider(push);
      }
    }
  }

  private void consider(JsonNode prompt) {
    JsonNode told = prompt.path("attributes");
    JsonNode offered = told.path("candidates").path(0);
    ObjectNode view = about("viewed", prompt, told, offered);
    view.put("id", prompt.path("key").asText());
    view.set("sourceOrg", offered.path("orgCode"));
    after(LOOKS_AFTER_MILLIS, view);
    int mood = Math.floorMod(prompt.path("key").asText().hashCode(), OF);
    ObjectNode decision = about("decided", prompt, told, offered);
    decision.set("visit", told.path("visitRef"));
    if (mood >= QUOTE) {
      decision.put("decision", "declined").put("reasonCode", "R" + (1 + mood % 4));
    } else {
      decision.put("decision", mood < RECOGNISE ? "recognised" : "quoted");
    }
    after(DECIDES_AFTER_MILLIS, decision);
  }

  private static ObjectNode about(String kind, JsonNode prompt, JsonNode told, JsonNode offered) {
    ObjectNode record = JSON.createObjectNode().put("kind", kind);
    record.set("facility", prompt.path("facility"));
    record.set("doctor", told.path("doctorId"));
    record.set("order", told.path("orderRef"));
    record.set("reportKey", offered.path("reportKey"));
    record.set("reportVersion", offered.path("reportVersion"));
    record.set("itemCode", offered.path("itemCode"));
    return record;
  }

  private void after(long millis, ObjectNode record) {
    ScheduledFuture<?> unused = thinking.schedule(() -> say(record), millis, TimeUnit.MILLISECONDS);
  }

  private void say(ObjectNode record) {
    record.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(decisions)
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(record.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        LOG.warn("The hub refuses what a trial doctor tells: HTTP {}", answer.statusCode());
      }
    } catch (IOException e) {
      LOG.warn("A trial doctor does not reach the hub: {}", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void stop() {
    server.stop(0);
    thinking.shutdownNow();
    server = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }
}

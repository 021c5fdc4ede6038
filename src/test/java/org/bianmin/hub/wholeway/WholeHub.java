package org.bianmin.hub.wholeway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A whole hub as in production, on free ports: MLLP source {@code his}, FHIR source {@code fhir},
 * and one destination, a simulated platform unless a test brings its own.
 */
final class WholeHub implements AutoCloseable {

  static final String FACILITY = "12340000485000000X";
  static final String APP = "whole-way";
  static final String KEY = "key-of-this-test-only";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Simulator simulator;
  private final ConfigurableApplicationContext context;
  private final int mllpPort;

  private WholeHub(Path data, URI platform, Simulator simulator, String... more) {
    this(HubApplication.class, data, platform, simulator, more);
  }

  private WholeHub(Class<?> beans, Path data, URI platform, Simulator simulator, String... more) {
    this.simulator = simulator;
    this.mllpPort = freePort();
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.org.apache.camel=WARN",
                "--hub.data=" + data,
                "--hub.mappings=mappings",
                "--hub.facility=" + FACILITY,
                "--hub.sources.his.transport=mllp",
                "--hub.sources.his.host=127.0.0.1",
                "--hub.sources.his.port=" + mllpPort,
                "--hub.sources.fhir.transport=fhir",
                "--hub.destinations.platform.url=" + platform,
                "--hub.destinations.platform.app-id=" + APP,
                "--hub.destinations.platform.key-file=" + data.resolve("platform.key"),
                "--hub.destinations.platform.legal-basis=test: synthetic data only",
                "--hub.destinations.platform.backoff=50ms",
                "--hub.destinations.platform.max-backoff=200ms"));
    for (String setting : more) {
      // given twice, Spring makes a list of both
      String name = setting.substring(0, setting.indexOf('=') + 1);
      settings.removeIf(standard -> standard.startsWith(name));
      settings.add(setting);
    }
    this.context =
        new SpringApplicationBuilder(HubApplication.class, beans)
            .run(settings.toArray(String[]::new));
  }

  /** Starts a hub with a simulated platform of its own. */
  static WholeHub start(Path data, String... more) {
    return startWith(HubApplication.class, data, more);
  }

  /** The same, with beans of the test's. */
  static WholeHub startWith(Class<?> beans, Path data, String... more) {
    Path key = keyFile(data);
    var apps = Map.of(APP, new SimulatorSettings.App(null, key, List.of()));
    Simulator simulator = new Simulator(SimulatorSettings.of(0, apps)).start();
    URI url = URI.create("http://127.0.0.1:" + simulator.port() + "/");
    return new WholeHub(beans, data, url, simulator, more);
  }

  /**
   * Starts a hub beside a simulated platform of the test's, which knows {@link #APP} by its key.
   */
  static WholeHub startBeside(Simulator simulator, Path data, String... more) {
    keyFile(data);
    URI url = URI.create("http://127.0.0.1:" + simulator.port() + "/");
    return new WholeHub(data, url, simulator, more);
  }

  /** Starts a hub that forwards to a platform of the test's. */
  static WholeHub startTowards(URI platform, Path data, String... more) {
    keyFile(data);
    return new WholeHub(data, platform, null, more);
  }

  private static Path keyFile(Path data) {
    try {
      return Files.writeString(data.resolve("platform.key"), KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    return FreePorts.next();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  MllpConnection mllp() throws IOException {
    return new MllpConnection(mllpPort);
  }

  int mllpPort() {
    return mllpPort;
  }

  HttpResponse<byte[]> postFhir(byte[] document, String contentType)
      throws IOException, InterruptedException {
    URI url =
        URI.create(
            "http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port")
                + "/fhir");
    return http.send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(document))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Where console and API are. */
  URI url() {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Posts JSON to a path of the hub. */
  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return post(path, json, new String[0]);
  }

  /** Posts JSON as a source that {@code X-Hub-Source} names. */
  HttpResponse<String> postAs(String source, String path, String json)
      throws IOException, InterruptedException {
    return post(path, json, "X-Hub-Source", source);
  }

  private HttpResponse<String> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A call of the API, as an operator on this machine. */
  JsonNode api(String target) throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI url = URI.create("http://127.0.0.1:" + port + "/api/v1/" + target);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }

  /** The bytes of a message, as an operator on this machine sees them. */
  byte[] rawOf(long messageId) throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI url = URI.create("http://127.0.0.1:" + port + "/api/v1/messages/" + messageId + "/raw");
    HttpResponse<byte[]> answer =
        http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    return answer.body();
  }

  /** Waits until nothing waits: no message to normalize, no delivery to send. */
  void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> waiting() == 0);
  }

  private long waiting() {
    // messages first: their deliveries come in the transaction that ends their waiting
    long messages = count("select count(*) from message where state = 'RECEIVED'");
    return messages
        + count(
            "select count(*) from delivery"
                + " where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')");
  }

  long count(String sql) {
    return bean(JdbcClient.class).sql(sql).query(Long.class).single();
  }

  /** Breaches of the contract that the simulated platform saw. */
  JsonNode violations() throws IOException {
    return JSON.readTree(simulator.violations());
  }

  /** What the simulated platform holds of a facility, by key. */
  Map<String, JsonNode> heldOf(String facility) throws IOException, InterruptedException {
    Map<String, JsonNode> held = new TreeMap<>();
    String after = "";
    while (after != null) {
      JsonNode page =
          control(
              "/simulator/measure-events?facility="
                  + facility
                  + (after.isEmpty() ? "" : "&after=" + after));
      for (JsonNode item : page.get("items")) {
        held.put(item.get("key").asText(), item);
      }
      after = page.get("next").isNull() ? null : page.get("next").asText().replace("~", "%7E");
    }
    return held;
  }

  private JsonNode control(String target) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + simulator.controlPort() + target);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }

  @Override
  public void close() {
    context.close();
    if (simulator != null) {
      simulator.close();
    }
  }
}

package org.bianmin.hub.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;

/** A simulated platform that outlives the hubs of a test. */
final class PlatformSide implements AutoCloseable {

  static final String APP = "fault-test";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path keyFile;
  private final Simulator simulator;

  /** Starts it on any free port. */
  PlatformSide(Path folder, String facility) throws IOException {
    keyFile = folder.resolve("platform.key");
    Files.writeString(keyFile, "key of this test only");
    simulator =
        new Simulator(
                SimulatorSettings.of(
                    0, Map.of(APP, new SimulatorSettings.App(null, keyFile, List.of(facility)))))
            .start();
  }

  int port() {
    return simulator.port();
  }

  /** What a hub has to be told to send here. */
  List<String> settings() {
    return settings(port());
  }

  /**
   * The same, for one that does not send here straight.
   *
   * @param port of what lies between
   */
  List<String> settings(int port) {
    String destination = "--hub.destinations.platform.";
    return List.of(
        destination + "url=http://127.0.0.1:" + port + "/",
        destination + "app-id=" + APP,
        destination + "key-file=" + keyFile,
        destination + "legal-basis=synthetic data of a test",
        destination + "purpose=test",
        destination + "backoff=100ms",
        destination + "max-backoff=1s");
  }

  void faults(String order) {
    simulator.faults(order);
  }

  void clearFaults() {
    simulator.clearFaults();
  }

  JsonNode counts() {
    return read(simulator.counts());
  }

  /**
   * Facts by event type; types without any are left out.
   *
   * @param status {@code active} or {@code void}
   */
  Map<String, Long> byType(String status) {
    Map<String, Long> facts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : counts().get("byType").properties()) {
      long n = type.getValue().get(status).asLong();
      if (n > 0) {
        facts.put(type.getKey(), n);
      }
    }
    return facts;
  }

  /** Calls that were answered so, by status or {@code lost} or {@code outage}. */
  long calls(String answer) {
    return counts().path("calls").path(answer).asLong();
  }

  JsonNode violations() {
    return read(simulator.violations());
  }

  /** Every fact that the platform holds, by its key. */
  Map<String, Books.Held> facts() throws IOException {
    Map<String, Books.Held> facts = new HashMap<>();
    String after = "";
    while (after != null) {
      JsonNode page = page(after);
      for (JsonNode item : page.get("items")) {
        facts.put(
            item.get("key").textValue(),
            new Books.Held(
                item.get("version").intValue(),
                item.get("status").textValue().toUpperCase(Locale.ROOT)));
      }
      after = page.get("next").textValue();
    }
    return facts;
  }

  private JsonNode page(String after) throws IOException {
    String query =
        after.isEmpty() ? "" : "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + simulator.controlPort()
                        + "/simulator/measure-events"
                        + query))
            .build();
    try {
      return read(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}

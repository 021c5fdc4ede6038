package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a hospital's traffic with corrections ends in at each named system that takes data: it gets
 * what its connection says, the simulated system can do no more than that, and what it cannot take
 * stays where a person sees it.
 */
class NamedDestinationsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  static Stream<String> systems() throws IOException {
    return Connections.with("out").stream();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void endsInTheApprovedState(String system) throws Exception {
    String id =
        Connections.destinations().destinations().keySet().stream()
            .filter(name -> name.startsWith(system.toLowerCase(Locale.ROOT) + "-"))
            .findFirst()
            .orElseThrow();
    Path key = Files.writeString(data.resolve("platform.key"), WholeHub.KEY);
    Map<String, SimulatorSettings.App> apps =
        Map.of(WholeHub.APP, new SimulatorSettings.App(null, key, List.of()));
    try (Simulator simulator =
            new Simulator(SimulatorSettings.of(0, apps).withCapabilities(capabilities(id)))
                .start();
        WholeHub hub = WholeHub.startBeside(simulator, data, settings(id, simulator.port(), key))) {
      for (Path file : Connections.traffic(system, "out")) {
        Connections.play(hub, file);
      }

      assertThat(hub.bean(CamelContext.class).getRoute("forward-" + id)).isNotNull();
      ObjectNode outcome = JSON.createObjectNode();
      outcome.set("held", held(hub));
      outcome.set("deliveries", deliveries(hub, id));
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n";
      Path approved = Connections.SAMPLES.resolve(system).resolve("out/held.approved.json");
      if (Boolean.getBoolean("approve")) {
        Files.writeString(approved, text);
      }
      assertThat(text).isEqualTo(Files.readString(approved));
      assertThat(hub.violations().get("items")).isEmpty();
      assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
      assertThat(hub.api("conservation").get("holds").asBoolean()).isTrue();
    }
  }

  private static SimulatorSettings.Capabilities capabilities(String id) {
    DestinationProperties destination = Connections.destinations().destinations().get(id);
    var can = destination.capabilities();
    return new SimulatorSettings.Capabilities(
        can.versions(),
        can.voids(),
        can.resubmitAfterVoid(),
        false,
        true,
        Math.min(destination.maxBatch(), SimulatorSettings.Capabilities.ALL.maxBatch()));
  }

  /** What a hospital writes to switch it on, and sources of its own. */
  private static String[] settings(String id, int port, Path key) {
    List<String> settings = new ArrayList<>(Connections.everySourceOn());
    settings.add("--hub.sources.schedule.transport=json");
    settings.add("--hub.console.open-loopback=true");
    settings.add("--hub.destinations.platform.enabled=false");
    String name = "--hub.destinations." + id + ".";
    settings.add(name + "enabled=true");
    settings.add(name + "url=http://127.0.0.1:" + port + "/");
    settings.add(name + "app-id=" + WholeHub.APP);
    settings.add(name + "key-file=" + key);
    settings.add(name + "legal-basis=test: synthetic data only");
    settings.add(name + "backoff=50ms");
    settings.add(name + "max-backoff=200ms");
    return settings.toArray(String[]::new);
  }

  private static ArrayNode held(WholeHub hub) throws Exception {
    ArrayNode held = JSON.createArrayNode();
    hub.heldOf(WholeHub.FACILITY)
        .forEach(
            (key, item) -> {
              ObjectNode fact = item.deepCopy();
              fact.remove(List.of("facility", "type", "mapping", "patient", "recordedAt"));
              held.add(fact);
            });
    return held;
  }

  private static ArrayNode deliveries(WholeHub hub, String id) {
    ArrayNode deliveries = JSON.createArrayNode();
    hub.bean(JdbcClient.class)
        .sql(
            "select e.type, e.business_key, d.version, d.state, d.outcome, d.reason from delivery d"
                + " join measure_event e on e.id = d.event_id where d.destination = ?"
                + " order by d.id")
        .param(id)
        .query(
            row -> {
              ObjectNode delivery = deliveries.addObject();
              delivery.put("fact", row.getString(1) + ' ' + row.getString(2));
              delivery.put("version", row.getInt(3));
              delivery.put("state", row.getString(4));
              delivery.put("outcome", row.getString(5));
              if (row.getString(6) != null) {
                delivery.put("reason", row.getString(6));
              }
            });
    return deliveries;
  }
}

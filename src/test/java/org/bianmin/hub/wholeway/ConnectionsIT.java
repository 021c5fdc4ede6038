package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.bianmin.hub.facts.Attributes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sample traffic of each named system, over its real transport, into one hub with every
 * connection switched on. {@code -Dapprove=true} writes what comes out; review the difference.
 */
class ConnectionsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @TempDir static Path data;
  private static WholeHub hub;

  @BeforeAll
  static void start() {
    List<String> settings = Connections.everySourceOn();
    settings.add("--hub.console.open-loopback=true");
    hub = WholeHub.start(data, settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static Stream<String> systems() throws IOException {
    return Connections.with("in").stream();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void tellsTheApprovedEvents(String system) throws Exception {
    Map<String, ObjectNode> before = facts();
    long last = hub.count("select coalesce(max(id), 0) from message");
    for (Path file : Connections.traffic(system, "in")) {
      Connections.play(hub, file);
    }
    Map<String, ObjectNode> told = facts();
    told.entrySet().removeIf(fact -> fact.getValue().equals(before.get(fact.getKey())));

    ObjectNode outcome = JSON.createObjectNode();
    messagesAfter(last).forEach(outcome.putArray("messages")::add);
    told.values().forEach(ConnectionsIT::addTellers);
    told.values().forEach(outcome.putArray("events")::add);
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n";
    Path approved = Connections.SAMPLES.resolve(system).resolve("in/events.approved.json");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(approved, text);
    }
    assertThat(text).isEqualTo(Files.readString(approved));

    assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
    assertThat(hub.violations().get("items")).isEmpty();
    Map<String, JsonNode> held = hub.heldOf(WholeHub.FACILITY);
    told.forEach(
        (key, fact) ->
            assertThat(held.get(key).get("status").asText())
                .as("%s on the platform", key)
                .isEqualToIgnoringCase(fact.get("status").asText()));
  }

  @Test
  void refusesWhatASourceSendsThatIsSwitchedOff(@TempDir Path other) throws Exception {
    String call = Files.readString(Connections.traffic("SYS-05", "in").get(0));
    try (WholeHub off = WholeHub.start(other)) {
      assertThat(off.postAs("sys-05-outbound-calls", "/api/v1/events", call).statusCode())
          .isEqualTo(404);
      assertThat(off.count("select count(*) from message")).isZero();
      assertThat(off.bean(CamelContext.class).getRoutes())
          .extracting(Route::getRouteId)
          .isNotEmpty()
          .noneMatch(route -> route.contains("sys-"));
    }
  }

  /** Facts that were announced, by their key on the platform. */
  private static Map<String, ObjectNode> facts() {
    Map<String, ObjectNode> facts = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(
            "select type, business_key, status, occurred_at, patient, attributes from measure_event"
                + " where facility = ? and status <> 'PENDING'")
        .param(WholeHub.FACILITY)
        .query(
            row -> {
              ObjectNode fact = JSON.createObjectNode();
              fact.put("type", row.getString(1)).put("key", row.getString(2));
              fact.put("status", row.getString(3));
              long at = row.getLong(4);
              if (!row.wasNull()) {
                fact.put(
                    "occurredAt", Instant.ofEpochMilli(at).atZone(ZONE).toLocalDateTime() + "");
              }
              fact.put("person", row.getString(5) != null);
              fact.set("attributes", JSON.valueToTree(Attributes.shown(row.getString(6))));
              String key = row.getString(1) + ':' + WholeHub.FACILITY + ':' + row.getString(2);
              facts.put(key.replace("/", "~2F"), fact);
            });
    return facts;
  }

  /** Who said what about a fact: {@code his RECORD}. */
  private static void addTellers(ObjectNode fact) {
    List<String> told =
        hub.bean(JdbcClient.class)
            .sql(
                "select distinct v.source, v.action from measure_event_version v"
                    + " join measure_event e on e.id = v.event_id where e.facility = ?"
                    + " and e.type = ? and e.business_key = ? order by v.source, v.action")
            .params(WholeHub.FACILITY, fact.get("type").asText(), fact.get("key").asText())
            .query((row, n) -> row.getString(1) + ' ' + row.getString(2))
            .list();
    told.forEach(fact.putArray("told")::add);
  }

  private static List<ObjectNode> messagesAfter(long id) {
    List<ObjectNode> messages = new ArrayList<>();
    hub.bean(JdbcClient.class)
        .sql("select source, control_id, state, reason from message where id > ? order by id")
        .param(id)
        .query(
            row -> {
              ObjectNode message = JSON.createObjectNode();
              message.put("source", row.getString(1)).put("id", row.getString(2));
              message.put("state", row.getString(3));
              if (row.getString(4) != null) {
                message.put("reason", row.getString(4));
              }
              messages.add(message);
            });
    return messages;
  }
}

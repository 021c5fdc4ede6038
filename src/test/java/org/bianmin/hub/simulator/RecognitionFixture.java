package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh simulator, and three hospitals that call it. */
abstract class RecognitionFixture {

  static final String C = "H003";

  final TestClock clock = new TestClock();
  Simulator simulator;
  Sender atA;
  Sender atB;
  Sender atC;

  @BeforeEach
  void start() {
    simulator = new Simulator(settings(), clock).start();
    Sender sender = new Sender(simulator, clock);
    atA = sender.as("app-a");
    atB = sender.as("app-b");
    atC = sender.as("app-c");
  }

  SimulatorSettings settings() {
    return SimulatorSettings.of(
        0,
        Map.of(
            "app-a", new App(Sender.KEY, null, List.of(Published.A)),
            "app-b", new App(Sender.KEY, null, List.of(Published.B)),
            "app-c", new App(Sender.KEY, null, List.of(C))));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  /** The result of a report, or the code of its rejection. */
  String publish(ObjectNode bundle) throws IOException {
    JsonNode receipt = atA.post(Published.REPORTS, bundle).json();
    return receipt.path("code").asText(receipt.path("result").asText());
  }

  /** The result of a record, or the code of its rejection. */
  String tell(Sender sender, String facility, ObjectNode record) throws IOException {
    JsonNode receipt =
        sender.post(Published.DECISIONS, Published.batch(facility, record)).receipt(0);
    return receipt.path("code").asText(receipt.path("result").asText());
  }

  JsonNode notices(Sender sender) throws IOException {
    return sender.get(Published.NOTICES).json().get("items");
  }

  JsonNode control(String method, String target, String body) throws IOException {
    return atA.control(method, "/recognition" + target, body).json();
  }

  void capability(String name, boolean there) throws IOException {
    atA.control("POST", "/capabilities", "{\"" + name + "\":" + there + "}");
  }

  String violations() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (var v : atA.control("GET", "/violations", "").json().get("items")) {
      rules.append(v.get("rule").asText()).append(' ');
    }
    return rules.toString().strip();
  }
}

package org.bianmin.hub.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh simulator on a free port, and a sender to it. */
abstract class SimulatorFixture {

  final TestClock clock = new TestClock();
  Simulator simulator;
  Sender sender;

  @BeforeEach
  void start() {
    var apps = Map.of(Sender.APP, new App(Sender.KEY, null, List.of("H001")));
    simulator =
        new Simulator(
                new SimulatorSettings(
                    "127.0.0.1", 0, 4, 7, Duration.ofMinutes(1), apps, Capabilities.ALL, 0),
                clock)
            .start();
    sender = new Sender(simulator, clock);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  String violations() throws java.io.IOException {
    StringBuilder rules = new StringBuilder();
    for (var v : sender.control("GET", "/violations", "").json().get("items")) {
      rules.append(v.get("rule").asText()).append(' ');
    }
    return rules.toString().strip();
  }
}

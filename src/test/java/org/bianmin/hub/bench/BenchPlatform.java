package org.bianmin.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;

/** The simulated platform, and what a hub has to know to deliver to it. */
final class BenchPlatform implements AutoCloseable {

  private static final String APP = "bench";

  private final Path key;
  private final Simulator simulator;

  BenchPlatform(Path folder) throws IOException {
    this.key = Files.writeString(folder.resolve("platform.key"), "a key for the benchmark only");
    var app = new SimulatorSettings.App(null, key, List.of(HubSubject.FACILITY));
    this.simulator = new Simulator(SimulatorSettings.of(0, Map.of(APP, app))).start();
  }

  List<String> settings() {
    return List.of(
        "--hub.destinations.platform.url=http://127.0.0.1:" + simulator.port() + "/",
        "--hub.destinations.platform.app-id=" + APP,
        "--hub.destinations.platform.key-file=" + key,
        "--hub.destinations.platform.legal-basis=benchmark: synthetic data only",
        "--hub.destinations.platform.purpose=benchmark");
  }

  @Override
  public void close() {
    simulator.close();
  }
}

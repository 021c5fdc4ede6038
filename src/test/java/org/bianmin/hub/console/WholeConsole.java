package org.bianmin.hub.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.bianmin.hub.store.Commands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A whole hub that has lived through a {@link LivedDay}, with tables of its own that may be mended,
 * before a simulated platform, and a browser.
 */
@SpringBootTest(
    classes = HubApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "test.console-rooms=false",
      "hub.facility=H001",
      "hub.console.open-loopback=true",
      "hub.mappings-reload=1s",
      "hub.sources.his.transport=mllp",
      "hub.sources.his.host=127.0.0.1",
      "hub.sources.his.zone=Asia/Shanghai",
      "hub.sources.lis.transport=mllp",
      "hub.sources.lis.host=127.0.0.1",
      "hub.sources.lis.charset=GB18030",
      "hub.sources.lis.zone=Asia/Shanghai",
      "hub.sources.pacs.transport=mllp",
      "hub.sources.pacs.host=127.0.0.1",
      "hub.sources.cashier.transport=json",
      "hub.sources.declarations.transport=declaration",
      "hub.settlement.unsettled-after=0s",
      "hub.recognition.enabled=true",
      "hub.destinations.platform.app-id=H001-app",
      "hub.destinations.platform.legal-basis=test: synthetic data only",
      "hub.destinations.platform.backoff=50ms",
      "hub.destinations.hr.route=forward-recognition",
      "hub.destinations.hr.url=http://127.0.0.1:1/",
      "hub.destinations.hr.app-id=test",
      "hub.destinations.hr.key-file=none.key",
      "hub.destinations.hr.legal-basis=test: synthetic data only",
      "hub.destinations.hr.enabled=false",
      "hub.reports.destination=platform",
      "hub.reports.every=200ms"
    })
@DirtiesContext
abstract class WholeConsole {

  /** When the scope of the laboratory ends, in days from now. */
  static final int SCOPE_LEFT = 20;

  @TempDir static Path data;

  static Simulator simulator;
  static Browsing browsing;
  static LivedDay day;
  static int port;

  private static int his;
  private static int lis;

  @DynamicPropertySource
  static void places(DynamicPropertyRegistry registry) throws IOException {
    Path key = Files.writeString(data.resolve("platform.key"), "key-of-this-test-only");
    simulator =
        new Simulator(
                new SimulatorSettings(
                    "127.0.0.1",
                    0,
                    4,
                    7,
                    Duration.ofMillis(400),
                    Map.of("H001-app", new SimulatorSettings.App(null, key, List.of("H001"))),
                    SimulatorSettings.Capabilities.ALL,
                    0))
            .start();
    his = free();
    lis = free();
    int pacs = free();
    registry.add("hub.data", data::toString);
    registry.add("hub.backup.folder", () -> data.resolve("copies").toString());
    registry.add("hub.mappings", () -> ownTables().toString());
    registry.add("hub.sources.his.port", () -> his);
    registry.add("hub.sources.lis.port", () -> lis);
    registry.add("hub.sources.pacs.port", () -> pacs);
    registry.add("hub.destinations.platform.key-file", key::toString);
    registry.add(
        "hub.destinations.platform.url", () -> "http://127.0.0.1:" + simulator.port() + "/");
  }

  private static int free() {
    return FreePorts.next();
  }

  /** The shipped tables, and a scope of this hospital that ends soon. */
  static Path ownTables() {
    Path own = data.resolve("mappings");
    if (Files.exists(own)) {
      return own;
    }
    Path shipped = Path.of("mappings");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = own.resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
      Files.writeString(
          own.resolve("recognition/scopes.csv"),
          "H001,kind:lab,province,本省HR,TEST-EQA-1,,%s,a scope that ends soon%n"
              .formatted(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(SCOPE_LEFT)),
          StandardOpenOption.APPEND);
      Files.writeString(
          own.resolve("recognition/facilities.csv"),
          "H001,,测试医院,tertiary,测试市,测试省,of the tests\n",
          StandardOpenOption.APPEND);
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void live(@LocalServerPort int at, @Autowired Commands commands) throws Exception {
    port = at;
    browsing = new Browsing(at);
    day = new LivedDay(at);
    day.tell(his, lis, simulator, commands);
  }

  @AfterAll
  static void end() {
    if (browsing != null) {
      browsing.close();
    }
    simulator.close();
  }
}

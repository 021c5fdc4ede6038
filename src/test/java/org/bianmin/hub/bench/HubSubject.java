package org.bianmin.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.delivery.Forwarders;
import org.bianmin.hub.normalize.Normalizer;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole hub, with the simulated platform in the same JVM, or cut off after the journal. */
final class HubSubject implements Subject {

  static final String FACILITY = "12340000485000000X";

  private static final String APP = "bench";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
  private static final String WAITING =
      "select exists (select 1 from message where state = 'RECEIVED')"
          + " or exists (select 1 from delivery"
          + " where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE'))";
  private static final String MESSAGES = "select count(*) from message";
  private static final String DELIVERED = "select count(*) from delivery where state = 'DELIVERED'";
  private static final String WAY_TIMES =
      "select d.done_at - m.received_at from message m"
          + " join measure_event_version v on v.message_id = m.id"
          + " join delivery d on d.event_id = v.event_id where m.received_at >= ?";

  private final int port = Ports.free();
  private final boolean wholeWay;
  private final Simulator platform;
  private final ConfigurableApplicationContext hub;
  private final Connection reader;

  HubSubject(Path folder, boolean wholeWay) throws IOException, SQLException {
    this.wholeWay = wholeWay;
    Path key = Files.writeString(folder.resolve("platform.key"), "a key for the benchmark only");
    var app = new SimulatorSettings.App(null, key, List.of(FACILITY));
    this.platform = new Simulator(SimulatorSettings.of(0, Map.of(APP, app))).start();
    this.hub = start(folder, key);
    if (!wholeWay) {
      hub.getBean(Forwarders.class).stop();
      hub.getBean(Normalizer.class).stop();
    }
    this.reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/hub.db"));
  }

  private ConfigurableApplicationContext start(Path folder, Path key) {
    return new SpringApplicationBuilder(HubApplication.class)
        .run(
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--camel.main.startup-summary-level=off",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--hub.data=" + folder.resolve("data"),
            "--hub.mappings=mappings",
            "--hub.facility=" + FACILITY,
            "--hub.sources.bench.transport=mllp",
            "--hub.sources.bench.host=127.0.0.1",
            "--hub.sources.bench.port=" + port,
            "--hub.destinations.platform.url=http://127.0.0.1:" + platform.port() + "/",
            "--hub.destinations.platform.app-id=" + APP,
            "--hub.destinations.platform.key-file=" + key,
            "--hub.destinations.platform.legal-basis=benchmark: synthetic data only",
            "--hub.destinations.platform.purpose=benchmark");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void settle(long acknowledged) throws SQLException {
    if (wholeWay) {
      long deadline = System.nanoTime() + PATIENCE;
      while (number(WAITING) != 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("messages or deliveries still wait: see the log");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
    expect("in the journal", acknowledged, number(MESSAGES));
    expect("delivered", wholeWay ? acknowledged : 0, number(DELIVERED));
  }

  @Override
  public Latencies wayTimes(long since) throws SQLException {
    Histogram histogram = new Histogram(3);
    try (PreparedStatement select = reader.prepareStatement(WAY_TIMES)) {
      select.setLong(1, since);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          histogram.recordValue(Math.max(0, rows.getLong(1)));
        }
      }
    }
    return Latencies.of(histogram, 1);
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void expect(String what, long wanted, long found) {
    if (wanted != found) {
      throw new IllegalStateException(wanted + " messages expected " + what + ", found " + found);
    }
  }

  @Override
  public void close() throws SQLException {
    reader.close();
    hub.close();
    platform.close();
  }
}

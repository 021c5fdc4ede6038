package org.bianmin.hub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DeliveryState;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.bianmin.hub.trial.TrialMessages;
import org.bianmin.hub.trial.year.SyntheticYear;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole hub on a store that is to become large: writes some rows of each kind itself. */
final class SeedHub {

  /** Messages that it receives and that are copied afterwards; their ids are 1 and on. */
  static final int MESSAGES = 4_000;

  static final int PARKED = 3_000;
  static final int CAUSES = 40;
  static final String PLATFORM = "platform";
  static final String RECOGNITION = "recognition";

  private static final int REPORTS_OF = 20;
  private static final int IGNORED_OF = 200;
  private static final int WAITING = 50;
  private static final int AT_ONCE = 200;
  private static final String APP = "bench";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(20);
  private static final String WORK =
      "select (select count(*) from message where state = 'RECEIVED') + (select count(*) from"
          + " delivery where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')) + (select count(*)"
          + " from settlement_record where waiting = 1) + (select 1 - noted from"
          + " reconciliation_turn)";

  private SeedHub() {}

  /** Receives, normalizes, sends, reconciles; then leaves a platform paused with a backlog. */
  static void run(Path data, String url) throws IOException {
    Path key = Files.writeString(data.resolve("platform.key"), "a key for the benchmark only");
    var app = new SimulatorSettings.App(null, key, List.of(SyntheticYear.HOSPITAL));
    try (Simulator platform = new Simulator(SimulatorSettings.of(0, Map.of(APP, app))).start();
        ConfigurableApplicationContext hub =
            start(
                data,
                url,
                "--hub.destinations.platform.url=http://127.0.0.1:" + platform.port() + "/")) {
      JdbcClient queries = hub.getBean(JdbcClient.class);
      InboundMessages journal = hub.getBean(InboundMessages.class);
      receive(journal);
      settle(queries);
      DeliveryCommands commands = hub.getBean(DeliveryCommands.class);
      commands.pause(PLATFORM, "platform is maintained");
      TrialMessages messages = messages("B2");
      for (int i = 0; i < WAITING; i++) {
        journal.receive(adt(messages.smallAdt(i), "AB2%010d".formatted(i), "ADT^A04")).join();
      }
      parked(journal, messages);
      await(
          () ->
              queries
                      .sql("select count(*) from delivery where state = 'AVAILABLE'")
                      .query(Long.class)
                      .single()
                  == WAITING);
      var waiting =
          hub.getBean(DeliveryQueries.class)
              .page(new DeliveryQueries.Selection(PLATFORM, DeliveryState.AVAILABLE), null, 1);
      if (!commands.discard(waiting.get(0).id(), "registered by hand there")) {
        throw new IllegalStateException("nothing was discarded");
      }
    }
  }

  /** With the pages open to this machine; destinations lead nowhere unless one is given. */
  static ConfigurableApplicationContext start(Path data, String url, String... more)
      throws IOException {
    Path key = data.resolve("platform.key");
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--camel.main.startup-summary-level=off",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--hub.console.open-loopback=true",
                "--hub.data=" + data,
                "--hub.mappings=mappings",
                // a year of messages is looked at
                "--hub.retention.messages=1000d",
                "--hub.facility=" + SyntheticYear.HOSPITAL,
                "--hub.recognition.enabled=true",
                "--hub.settlement.since=2025-12-01",
                "--hub.destinations.recognition.url=http://127.0.0.1:9/",
                "--hub.destinations.recognition.route=forward-recognition",
                "--hub.destinations.recognition.enabled=false",
                "--hub.destinations.platform.app-id=" + APP,
                "--hub.destinations.platform.key-file=" + key,
                "--hub.destinations.platform.legal-basis=benchmark: synthetic data only",
                "--hub.destinations.platform.purpose=benchmark"));
    if (url != null) {
      settings.add("--hub.store.url=" + url);
    }
    settings.addAll(List.of(more));
    if (more.length == 0) {
      settings.add("--hub.destinations.platform.url=http://127.0.0.1:9/");
    }
    return new SpringApplicationBuilder(HubApplication.class).run(settings.toArray(String[]::new));
  }

  private static TrialMessages messages(String run) {
    return new TrialMessages(SyntheticYear.HOSPITAL, run, LocalDate.of(2026, 11, 2));
  }

  private static void receive(InboundMessages journal) {
    TrialMessages messages = messages("B1");
    for (int first = 0; first < MESSAGES; first += AT_ONCE) {
      List<CompletableFuture<Receipt>> some = new ArrayList<>(AT_ONCE);
      for (int i = first; i < first + AT_ONCE; i++) {
        some.add(journal.receive(message(messages, i)));
      }
      some.forEach(CompletableFuture::join);
    }
  }

  private static NewMessage message(TrialMessages messages, int i) {
    if (i % IGNORED_OF == 1) {
      String text = new String(messages.smallAdt(i), StandardCharsets.UTF_8);
      byte[] other = text.replace("ADT^A04^ADT_A01", "ADT^A60").getBytes(StandardCharsets.UTF_8);
      return adt(other, "AB1%010d".formatted(i), "ADT^A60");
    }
    return i % REPORTS_OF == 0
        ? adt(messages.largeOru(i), "RB1%010d".formatted(i), "ORU^R01")
        : adt(messages.smallAdt(i), "AB1%010d".formatted(i), "ADT^A04");
  }

  private static void parked(InboundMessages journal, TrialMessages messages) {
    List<CompletableFuture<Receipt>> all = new ArrayList<>(PARKED);
    for (int i = 0; i < PARKED; i++) {
      int cause = i % CAUSES;
      all.add(
          journal.receive(
              new NewMessage(
                  "his" + cause % 4,
                  SyntheticYear.HOSPITAL,
                  MessageFormat.HL7V2,
                  "P" + i,
                  "ADT^A04",
                  "UTF-8",
                  System.currentTimeMillis(),
                  messages.smallAdt(1_000_000L + i),
                  new Parked(
                      cause % 3 == 0 ? "parse" : "map",
                      "PV1-" + cause + " has no code that a table knows: add the row and release",
                      "PV1-" + cause),
                  null)));
    }
    all.forEach(CompletableFuture::join);
  }

  private static NewMessage adt(byte[] raw, String controlId, String trigger) {
    return new NewMessage(
        "his0",
        SyntheticYear.HOSPITAL,
        MessageFormat.HL7V2,
        controlId,
        trigger,
        "UTF-8",
        System.currentTimeMillis(),
        raw,
        null,
        null);
  }

  private static void settle(JdbcClient queries) {
    await(() -> queries.sql(WORK).query(Long.class).single() == 0);
  }

  /** Until something is so. */
  static void await(java.util.function.BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the hub does not come to rest: see the log");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}

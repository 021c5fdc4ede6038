package org.bianmin.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.trial.TrialMessages;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/**
 * Puts messages where they wait while no hub works on them: registrations, and one report of 24 OBX
 * in so many ({@code bench.report-of}, 4), of a few sources in turns and of some days ({@code
 * bench.days}, 10).
 */
final class BacklogFill {

  static final int SOURCES = 4;

  private static final String TOPIC = "hub.inbound";
  static final int PARTITIONS = Wish.number("bench.partitions", 12);
  private static final int REPORTS_OF = Wish.number("bench.report-of", 4);
  private static final int ON_THE_WAY = 4_000;

  /** Days that they are of, one after the other. */
  private static final int DAYS = Wish.number("bench.days", 10);

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 2);

  private final List<TrialMessages> ofDay;
  private final long many;

  BacklogFill(long many) {
    this.many = many;
    this.ofDay =
        IntStream.range(0, DAYS)
            .mapToObj(day -> new TrialMessages(HubSubject.FACILITY, "BL", FIRST_DAY.plusDays(day)))
            .toList();
  }

  static String source(int n) {
    return "bench-" + n;
  }

  private byte[] raw(long n) {
    TrialMessages messages = ofDay.get((int) (n * DAYS / many));
    return n % REPORTS_OF == 0 ? messages.largeOru(n) : messages.smallAdt(n);
  }

  /** As listeners commit to the topic (docs/kafka.md). */
  void topic(String brokers) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
    Map<String, Object> producing =
        Map.of(
            "bootstrap.servers",
            brokers,
            "compression.type",
            "zstd",
            "batch.size",
            256 << 10,
            "linger.ms",
            20,
            "acks",
            "all");
    try (var producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      Future<?> last = null;
      for (long n = 0; n < many; n++) {
        boolean report = n % REPORTS_OF == 0;
        var made =
            new ProducerRecord<>(
                TOPIC, source((int) (n / REPORTS_OF % SOURCES)).getBytes(UTF_8), raw(n));
        made.headers()
            .add("hub-message", bytes("1"))
            .add("facility", bytes(HubSubject.FACILITY))
            .add("format", bytes(MessageFormat.HL7V2.code()))
            .add("control-id", bytes(controlId(n)))
            .add("trigger", bytes(report ? "ORU^R01" : "ADT^A04"))
            .add("charset", bytes("UTF-8"))
            .add("received-at", bytes(Long.toString(System.currentTimeMillis())));
        last = producer.send(made);
      }
      producer.flush();
      if (last != null) {
        last.get();
      }
    }
  }

  /** As listeners commit to the journal; nobody normalizes meanwhile. */
  void journal(Path data, String url) {
    try (var context =
        new SpringApplicationBuilder(JournalAlone.class)
            .web(WebApplicationType.NONE)
            .run(
                "--logging.level.root=WARN",
                "--hub.data=" + data,
                "--hub.store.url=" + url,
                "--hub.facility=" + HubSubject.FACILITY)) {
      Intake intake = context.getBean(Intake.class);
      Deque<CompletableFuture<?>> way = new ArrayDeque<>();
      for (long n = 0; n < many; n++) {
        way.add(
            intake.receive(
                new NewMessage(
                    source((int) (n / REPORTS_OF % SOURCES)),
                    HubSubject.FACILITY,
                    MessageFormat.HL7V2,
                    controlId(n),
                    n % REPORTS_OF == 0 ? "ORU^R01" : "ADT^A04",
                    "UTF-8",
                    System.currentTimeMillis(),
                    raw(n),
                    null,
                    null)));
        if (way.size() >= ON_THE_WAY) {
          way.remove().join();
        }
      }
      way.forEach(CompletableFuture::join);
    }
  }

  private static String controlId(long n) {
    return (n % REPORTS_OF == 0 ? "R" : "A") + "BL" + n;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** No stereotype: a whole hub that scans the test classes must not find it. */
  @ComponentScan(
      basePackages = {
        "org.bianmin.hub.store",
        "org.bianmin.hub.journal",
        "org.bianmin.hub.telemetry"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = org.springframework.context.annotation.FilterType.REGEX,
              pattern = ".*(Test|IT)(\\$.*)?"))
  @EnableConfigurationProperties(Sources.class)
  static class JournalAlone {}
}

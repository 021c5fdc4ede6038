package org.bianmin.hub.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.kafka.TopicRights;
import org.bianmin.hub.trial.TrialMessages;

/** A whole hub that writes to topics of a real broker and to nothing else. */
final class TopicHub implements AutoCloseable {

  private static final String ID = "https://bianmin.example/platform-contract/schemas/";
  static final LocalDate DATE = LocalDate.of(2026, 11, 3);
  static final String SEAL = Base64.getEncoder().encodeToString(new byte[16]);

  private static final TrialMessages MESSAGES = new TrialMessages(WholeHub.FACILITY, "T1", DATE);
  private static final DateTimeFormatter HL7 = DateTimeFormatter.ofPattern("HHmmss");
  private static final AtomicInteger CONTROL = new AtomicInteger();

  final KafkaBroker broker;
  final WholeHub hub;

  TopicHub(Path folder) throws IOException {
    broker = new KafkaBroker(folder.resolve("kafka"), TopicRights.BROKER);
    broker.createTopic("facts", 3, Map.of("cleanup.policy", "compact"));
    broker.createTopic("small", 1, Map.of("max.message.bytes", "20000"));
    for (String topic : List.of("denied", "documents", "reports")) {
      broker.createTopic(topic, 2);
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    Path plain = Files.writeString(folder.resolve("plain.properties"), "compression.type=none\n");
    Path seal = Files.writeString(folder.resolve("seal.key"), SEAL);
    List<String> settings = new ArrayList<>(KafkaBroker.QUIET);
    settings.add("--hub.destinations.platform.enabled=false");
    settings.add("--hub.recognition.enabled=true");
    settings.addAll(destination("facts", "forward-kafka", "kafka.reports-topic=reports"));
    settings.addAll(
        destination(
            "small",
            "forward-kafka",
            "kafka.properties-file=" + plain,
            "events[0]=visit.registered",
            "events[1]=result.issued"));
    settings.addAll(destination("denied", "forward-kafka", "events[0]=visit.registered"));
    settings.addAll(
        destination(
            "documents",
            "forward-kafka-documents",
            "events[0]=result.issued[category=lab]",
            "app-id=hospital-1",
            "seal=SM4-GCM",
            "seal-key-file=" + seal));
    hub =
        WholeHub.startTowards(
            URI.create("http://127.0.0.1:1/"), data, settings.toArray(String[]::new));
  }

  /** A destination whose topic has its name. */
  private List<String> destination(String id, String route, String... more) {
    String name = "--hub.destinations." + id + ".";
    List<String> all = new ArrayList<>();
    all.add(name + "route=" + route);
    all.add(name + "kafka.brokers=" + broker.address());
    all.add(name + "kafka.topic=" + id);
    all.add(name + "legal-basis=test: synthetic data only");
    all.add(name + "timeout=2s");
    all.add(name + "backoff=50ms");
    all.add(name + "max-backoff=200ms");
    for (String setting : more) {
      all.add(name + setting);
    }
    return all;
  }

  /** Deliveries of a destination that are not done. */
  long waiting(String destination) {
    return hub.count(
        "select count(*) from delivery where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')"
            + " and destination = '"
            + destination
            + "'");
  }

  /** A message about a visit. */
  void tell(String trigger, String visit, String doctor) throws IOException {
    int n = CONTROL.incrementAndGet();
    String id = "TD" + n;
    String at = "20261103" + LocalTime.of(8, 0).plusSeconds(n).format(HL7);
    String message =
        "MSH|^~\\&|HIS|H|HUB|H|"
            + at
            + "||ADT^"
            + trigger
            + "|"
            + id
            + "|T|2.5\rEVN|"
            + trigger
            + "|"
            + at
            + "\rPID|1||P1\rPV1|1|O||||||||"
            + doctor
            + "|||||||||"
            + visit
            + "\r";
    try (MllpConnection connection = hub.mllp()) {
      send(connection, message.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Its event is larger than the topic {@code small} takes. */
  static byte[] largeReport() {
    StringBuilder message =
        new StringBuilder(
            "MSH|^~\\&|LIS|H|HUB|H|20261103090000||ORU^R01|TDL|T|2.5\rPID|1||P1\r"
                + "OBR|1|ORD-L|LARGE|BIO|||20261103080000|||||||"
                + "|SER|||||||20261103085000||LAB|F\r");
    for (int i = 1; i <= 400; i++) {
      message.append("OBX|" + i + "|NM|C" + i + "^C^L||" + i + ".5|mmol/L|3.9-6.1|N|||F\r");
    }
    return message.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Registrations, each of another visit. */
  static void register(MllpConnection connection, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      send(connection, MESSAGES.smallAdt(i));
    }
  }

  static void send(MllpConnection connection, byte[] message) throws IOException {
    connection.send(message);
    assertThat(new String(connection.answer(), UTF_8)).contains("MSA|AA");
  }

  /** A schema of the published contract. */
  static JsonSchema schema(String name) {
    String docs = Path.of("docs", "platform-contract", "schemas").toUri().toString();
    return JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaMappers(mappers -> mappers.mapPrefix(ID, docs)))
        .getSchema(
            SchemaLocation.of(ID + name + ".json"),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  @Override
  public void close() {
    hub.close();
    broker.close();
  }
}

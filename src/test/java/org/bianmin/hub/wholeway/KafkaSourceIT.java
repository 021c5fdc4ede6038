package org.bianmin.hub.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker through a whole hub. */
class KafkaSourceIT {

  private static final String GROUP = "hub-of-the-test";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TrialMessages MESSAGES =
      new TrialMessages(WholeHub.FACILITY, "K1", LocalDate.of(2026, 11, 2));

  @TempDir static Path brokersFolder;
  private static KafkaBroker broker;

  @TempDir Path data;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new KafkaBroker(brokersFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void hl7FhirAndJsonBecomeFactsAndPoisonIsParkedBesideThem() throws Exception {
    List.of("f-hl7", "f-fhir", "f-json").forEach(topic -> broker.createTopic(topic, 1));
    try (Producer<String, byte[]> producer = broker.producer()) {
      send(producer, "f-hl7", example("visit-registered/received.hl7"));
      send(producer, "f-hl7", new byte[] {0, 1, 2});
      send(producer, "f-hl7", null);
      send(producer, "f-hl7", example("discharge-made/received.hl7"));
      send(producer, "f-fhir", example("fhir-inpatient-stay/received.json"));
      send(producer, "f-fhir", "{\"resourceType\": 7".getBytes(UTF_8));
      send(producer, "f-json", example("document-visit/document.json"));
      send(producer, "f-json", "{\"type\": \"ems.run\", \"kay\": \"1\"}".getBytes(UTF_8));
    }
    List<String> settings = new ArrayList<>(source("hl7", "f-hl7", "hl7v2"));
    settings.addAll(source("docs", "f-json", "json"));
    settings.addAll(source("bundles", "f-fhir", "fhir"));
    settings.add("--hub.console.open-loopback=true");
    try (WholeHub hub = start(settings)) {
      await()
          .atMost(PATIENCE)
          .until(() -> hub.count("select count(*) from message") == 8 && committed("f-json", 2));
      hub.awaitQuiet();

      Set<String> types =
          hub.heldOf(WholeHub.FACILITY).values().stream()
              .map(fact -> fact.get("type").asText())
              .collect(Collectors.toSet());
      assertThat(types).contains("visit.registered", "admission.registered", "discharge.made");
      JsonNode parked = hub.api("messages?state=PARKED").get("items");
      Map<String, String> places =
          parked.findParents("id").stream()
              .collect(
                  Collectors.toMap(
                      m -> m.get("source").asText() + m.get("id").asText(), JsonNode::toString));
      assertThat(places).hasSize(4);
      assertThat(places.values().stream().filter(m -> m.contains("f-hl7/0/1"))).hasSize(1);
      assertThat(places.values().stream().filter(m -> m.contains("f-hl7/0/2"))).hasSize(1);
      assertThat(places.values().stream().filter(m -> m.contains("f-fhir/0/1"))).hasSize(1);
      assertThat(places.values().stream().filter(m -> m.contains("/kay"))).hasSize(1);
      // an empty record can be looked at and traced as any other
      long empty = hub.count("select id from message where control_id = 'f-hl7/0/2'");
      assertThat(hub.rawOf(empty)).isEmpty();
      assertThat(hub.violations().get("items")).isEmpty();
    }
  }

  @Test
  void recordsThatComeAgainAfterACrashBeforeTheOffsetsAreKnown() throws Exception {
    broker.createTopic("again", 2);
    try (Producer<String, byte[]> producer = broker.producer()) {
      for (int i = 0; i < 50; i++) {
        send(producer, "again", MESSAGES.smallAdt(i));
      }
    }
    List<String> settings = source("feed", "again", "hl7v2");
    try (WholeHub hub = start(settings)) {
      await().atMost(PATIENCE).until(() -> committed("again", 50));
      hub.awaitQuiet();
      assertThat(hub.count("select count(*) from message")).isEqualTo(50);
    }
    broker.forget(GROUP, "again");
    try (WholeHub hub = start(settings)) {
      await().atMost(PATIENCE).until(() -> committed("again", 50));
      hub.awaitQuiet();
      assertThat(hub.count("select count(*) from message")).isEqualTo(50);
      assertThat(hub.count("select sum(duplicates) from message")).isEqualTo(50);
      assertThat(hub.count("select count(*) from measure_event where type = 'visit.registered'"))
          .isEqualTo(50);
    }
  }

  @Test
  void aBrokerThatRestartsUnderLoadLosesNothingAndTellsNothingTwice() throws Exception {
    int records = 1_500;
    broker.createTopic("load", 3);
    List<String> settings = new ArrayList<>(source("feed", "load", "hl7v2"));
    settings.add("--hub.sources.feed.kafka.consumers=2");
    try (WholeHub hub = start(settings);
        Producer<String, byte[]> producer = broker.producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        sent.add(
            producer.send(new ProducerRecord<>("load", i % 3, null, MESSAGES.smallAdt(1000 + i))));
        if (i == records / 3) {
          sent.get(i / 2).get();
          await().atMost(PATIENCE).until(() -> hub.count("select count(*) from message") > 0);
          broker.stop();
        } else if (i == 2 * records / 3) {
          broker.start();
        }
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      await().atMost(PATIENCE).until(() -> committed("load", records));
      hub.awaitQuiet();
      assertThat(hub.count("select count(*) from message")).isEqualTo(records);
      assertThat(hub.count("select count(distinct control_id) from message")).isEqualTo(records);
      assertThat(hub.count("select count(*) from measure_event where type = 'visit.registered'"))
          .isEqualTo(records);
      assertThat(hub.count("select count(*) from message where state = 'PARKED'")).isZero();
    }
  }

  private WholeHub start(List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(KafkaBroker.QUIET);
    return WholeHub.start(data, all.toArray(String[]::new));
  }

  private static List<String> source(String id, String topic, String format) {
    String name = "--hub.sources." + id + ".";
    return List.of(
        name + "transport=kafka",
        name + "format=" + format,
        name + "kafka.brokers=" + broker.address(),
        name + "kafka.topic=" + topic,
        name + "kafka.group=" + GROUP);
  }

  private static boolean committed(String topic, long records) {
    return broker.committedRecords(GROUP, topic) == records;
  }

  private static void send(Producer<String, byte[]> producer, String topic, byte[] value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, value)).get();
  }

  private static byte[] example(String file) throws Exception {
    return Files.readAllBytes(Path.of("mappings/examples").resolve(file));
  }
}

package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Replays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What samples mean: each folder below {@code messages} holds messages in their order and the facts
 * they end in, read and approved by a person against measure-events.md §2.1.
 *
 * <p>{@code -Dapprove=true} writes what comes out as approved; review the difference before it is
 * committed. A folder whose name ends in {@code -replayed} has every message replayed afterwards.
 */
class CorrectionsTest {

  static final Path SAMPLES = Path.of("src", "test", "resources", "messages");
  private static final String ROOMS = "org.bianmin.hub.";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;
  private static ConfigurableApplicationContext rooms;

  @BeforeAll
  static void start() {
    rooms =
        new SpringApplicationBuilder(Rooms.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.main.banner-mode=off",
                "--hub.data=" + data,
                "--hub.mappings=mappings",
                "--hub.facility=H",
                "--hub.sources.his.transport=mllp",
                "--hub.sources.his.port=1",
                "--hub.sources.fhir.transport=fhir");
  }

  @AfterAll
  static void stop() {
    rooms.close();
  }

  static Stream<String> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void endsInTheApprovedFacts(String sample) throws IOException {
    Path folder = SAMPLES.resolve(sample);
    List<Long> ids = receive(folder, sample);
    if (sample.endsWith("-replayed")) {
      ids.forEach(id -> assertThat(rooms.getBean(Replays.class).replay(id)).isTrue());
      awaitNormalized();
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome(sample)) + "\n";
    Path approved = folder.resolve("1_events.approved.json");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(approved, text);
    }
    assertThat(text).isEqualTo(Files.readString(approved));
  }

  private static List<Long> receive(Path folder, String facility) throws IOException {
    List<Path> files = received(folder);
    Intake intake = rooms.getBean(Intake.class);
    List<Long> ids = new ArrayList<>();
    for (Path file : files) {
      ids.add(intake.receive(message(file, facility)).join().messageId());
      // one by one, or what is in one commit would make one version
      awaitNormalized();
    }
    return ids;
  }

  /** The messages of a sample in their order. */
  static List<Path> received(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> files =
          list.filter(file -> file.getFileName().toString().startsWith("0_received"))
              .sorted()
              .toList();
      assertThat(files).as("messages of %s", folder).isNotEmpty();
      return files;
    }
  }

  static NewMessage message(Path file, String facility) {
    boolean fhir = file.toString().endsWith(".json");
    return new NewMessage(
        fhir ? "fhir" : "his",
        facility,
        fhir ? MessageFormat.FHIR : MessageFormat.HL7V2,
        // the journal knows a message by source, control id and bytes, and samples share messages
        facility + '/' + file.getFileName(),
        "",
        null,
        System.currentTimeMillis(),
        bytes(file, fhir),
        null,
        null);
  }

  /** In the repository a segment is a line. */
  private static byte[] bytes(Path file, boolean fhir) {
    try {
      String text = Files.readString(file);
      return (fhir ? text : text.replace('\n', '\r')).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitNormalized() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                rooms
                        .getBean(JdbcClient.class)
                        .sql("select count(*) from message where state = 'RECEIVED'")
                        .query(Long.class)
                        .single()
                    == 0);
  }

  private static ObjectNode outcome(String facility) {
    JdbcClient store = rooms.getBean(JdbcClient.class);
    ObjectNode outcome = JSON.createObjectNode();
    ArrayNode messages = outcome.putArray("messages");
    store
        .sql("select control_id, state, stage, reason from message where facility = ? order by id")
        .param(facility)
        .query(
            row -> {
              ObjectNode message = messages.addObject();
              String file = row.getString(1).substring(facility.length() + 1);
              message.put("file", file).put("state", row.getString(2));
              if (row.getString(4) != null) {
                message.put("stage", row.getString(3)).put("reason", row.getString(4));
              }
            });
    ArrayNode events = outcome.putArray("events");
    Map<String, String> persons = new LinkedHashMap<>();
    store
        .sql(
            "select type, business_key, version, status, occurred_at, patient, person, attributes"
                + " from measure_event where facility = ? order by type, business_key")
        .param(facility)
        .query(
            row -> {
              ObjectNode event = events.addObject();
              long at = row.getLong(5);
              String occurredAt = row.wasNull() ? null : Instant.ofEpochMilli(at).toString();
              event
                  .put("type", row.getString(1))
                  .put("key", row.getString(2))
                  .put("version", row.getInt(3))
                  .put("status", row.getString(4))
                  .put("occurredAt", occurredAt)
                  .put("patient", named(persons, row.getString(6)))
                  .put("person", named(persons, row.getString(7)));
              event.set("attributes", JSON.valueToTree(Attributes.shown(row.getString(8))));
            });
    return outcome;
  }

  /** Pseudonyms differ with every key; which of them are the same person does not. */
  private static String named(Map<String, String> persons, String pseudonym) {
    return pseudonym == null
        ? null
        : persons.computeIfAbsent(pseudonym, p -> "person " + (persons.size() + 1));
  }

  /** The rooms between receiving and delivering. */
  @SpringBootConfiguration
  @ConfigurationPropertiesScan({ROOMS + "journal", ROOMS + "store"})
  @ComponentScan({
    ROOMS + "store",
    ROOMS + "telemetry",
    ROOMS + "journal",
    ROOMS + "mapping",
    ROOMS + "normalize",
    ROOMS + "facts"
  })
  static class Rooms {

    @Bean
    ChangeListener nobody() {
      return (session, changes) -> () -> {};
    }
  }
}

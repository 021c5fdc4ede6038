package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bianmin.hub.facts.Documents;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.journal.Hl7Batch;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.recognition.ProfileValidator;
import org.bianmin.hub.recognition.ReportBundle;
import org.bianmin.hub.recognition.ReportBundles;
import org.bianmin.hub.recognition.ReportSources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reports of other projects, read and published: each becomes a bundle without an error, or it is
 * said why not. The numbers are in {@code target/recognition-corpora.txt}.
 */
class RecognitionCorporaIT {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  // MSH, or what stands for it, with message type ORU, whatever the delimiters
  private static final Pattern ORU =
      Pattern.compile("\\A[\\s\\x{FEFF}\\x0b]*MSH(.)[^\\r\\n]*?\\1ORU\\b", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;
  private static ConfigurableApplicationContext rooms;

  private final Map<String, Integer> numbers = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private final ProfileValidator validator = new ProfileValidator();
  private int sent;

  /** A message that was sent, and how many reports it holds. */
  private record Sent(Path file, long id, String kind, List<String> statuses) {}

  @BeforeAll
  static void start() {
    corpus("hl7v2");
    rooms =
        new SpringApplicationBuilder(CorrectionsTest.Rooms.class)
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
    if (rooms != null) {
      rooms.close();
    }
  }

  @Test
  void everyReportIsPublishedWithoutAnErrorOrItIsNamedWhyNot() throws Exception {
    List<Sent> all = new ArrayList<>(hl7());
    all.addAll(fhir());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> count("select count(*) from message where state = 'RECEIVED'") == 0);

    for (Sent message : all) {
      publish(message);
    }

    StringBuilder text = new StringBuilder();
    numbers.forEach((what, n) -> text.append(String.format("%7d  %s%n", n, what)));
    errors.forEach(error -> text.append(error).append('\n'));
    Files.writeString(Path.of("target", "recognition-corpora.txt"), text);
    assertThat(errors).isEmpty();
    assertThat(numbers.getOrDefault("hl7v2 messages", 0)).isGreaterThan(100);
    assertThat(numbers.getOrDefault("fhir reports", 0)).isGreaterThan(50);
    assertThat(sum("hl7v2: ")).isEqualTo(numbers.get("hl7v2 messages with an outcome"));
    assertThat(numbers.get("hl7v2 messages with an outcome"))
        .isEqualTo(numbers.get("hl7v2 messages"));
    assertThat(sum("fhir: ")).isEqualTo(numbers.get("fhir reports"));
  }

  /** One outcome per message (HL7 v2) or report (FHIR), and one per bundle. */
  private void publish(Sent message) {
    List<EventRow> reports =
        rooms.getBean(EventQueries.class).toldBy(message.id()).stream()
            .filter(row -> row.event().key().type().equals("result.issued"))
            .toList();
    boolean fhir = message.kind().equals("fhir");
    count(fhir ? "fhir reports" : "hl7v2 messages", fhir ? message.statuses().size() : 1);
    if (!fhir) {
      count("hl7v2 messages with an outcome", 1);
    }
    String worst = null;
    for (EventRow row : reports) {
      String outcome = outcome(message, row);
      count("bundles: " + outcome, 1);
      worst = worst == null || worst.startsWith("valid") ? outcome : worst;
      if (fhir) {
        count("fhir: " + outcome, 1);
      }
    }
    if (!fhir) {
      count("hl7v2: " + (worst == null ? "nothing told: " + reason(message.id()) : worst), 1);
      return;
    }
    int untold = message.statuses().size() - reports.size();
    assertThat(untold).as("%s", message.file()).isNotNegative();
    long notFinal = message.statuses().stream().filter(s -> !ACCOUNTED.contains(s)).count();
    for (int i = 0; i < untold; i++) {
      count(
          "fhir: "
              + (i < notFinal
                  ? "nothing told: its status is not final"
                  : reports.isEmpty()
                      ? "nothing told: " + reason(message.id())
                      : "told together with another of the same number"),
          1);
    }
  }

  private static final List<String> ACCOUNTED =
      List.of("final", "amended", "corrected", "appended", "cancelled", "entered-in-error");

  private String outcome(Sent message, EventRow row) {
    ReportBundle bundle = new ReportBundles(new Sources(), ZONE).bundle(row.event(), null, null);
    if (bundle instanceof ReportBundle.Refused refused) {
      return "not publishable: " + refused.reason() + ", " + refused.reason().text();
    }
    byte[] json = ((ReportBundle.Written) bundle).json();
    List<String> found = validator.errors(json);
    found.forEach(error -> errors.add(message.file() + ": " + error));
    count("observations", found(json));
    return found.isEmpty() ? "valid bundle, " + row.event().status() : "INVALID bundle";
  }

  private static int found(byte[] json) {
    try {
      int n = 0;
      for (JsonNode entry : JSON.readTree(json).path("entry")) {
        n += entry.at("/resource/resourceType").asText().equals("Observation") ? 1 : 0;
      }
      return n;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String reason(long id) {
    return rooms
        .getBean(JdbcClient.class)
        .sql("select state || ': ' || coalesce(reason, '') from message where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private List<Sent> hl7() throws IOException {
    List<Sent> messages = new ArrayList<>();
    List<Path> files = new ArrayList<>(files(corpus("hl7v2")));
    files.addAll(files(corpus("malformed")));
    for (Path file : files) {
      for (byte[] raw : Hl7Batch.split(Files.readAllBytes(file)).messages()) {
        if (ORU.matcher(new String(raw, StandardCharsets.ISO_8859_1)).find()) {
          messages.add(new Sent(file, send("his", MessageFormat.HL7V2, raw), "hl7v2", List.of()));
        }
      }
    }
    return messages;
  }

  private List<Sent> fhir() throws IOException {
    List<Sent> messages = new ArrayList<>();
    for (Path file : files(corpus("fhir-r4"))) {
      byte[] raw = Files.readAllBytes(file);
      List<String> statuses = new ArrayList<>();
      try {
        statuses(JSON.readTree(raw), statuses);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        continue;
      }
      if (!statuses.isEmpty()) {
        messages.add(new Sent(file, send("fhir", MessageFormat.FHIR, raw), "fhir", statuses));
      }
    }
    return messages;
  }

  /** Of the reports that stand for themselves: the resource itself, and entries of bundles. */
  private static void statuses(JsonNode resource, List<String> statuses) {
    if (resource.path("resourceType").asText().equals("DiagnosticReport")) {
      statuses.add(resource.path("status").asText());
    }
    for (JsonNode entry : resource.path("entry")) {
      statuses(entry.path("resource"), statuses);
    }
  }

  /** Each of a facility of its own: those of other projects have the same numbers. */
  private long send(String source, MessageFormat format, byte[] raw) {
    String facility = "C" + ++sent;
    return rooms
        .getBean(Intake.class)
        .receive(
            new NewMessage(
                source,
                facility,
                format,
                facility,
                "",
                null,
                System.currentTimeMillis(),
                raw,
                null,
                null))
        .join()
        .messageId();
  }

  private void count(String what, int n) {
    numbers.merge(what, n, Integer::sum);
  }

  private int sum(String prefix) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static long count(String sql) {
    return rooms.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path corpus(String name) {
    Path folder = Path.of(System.getProperty("corpora", "../shared/corpora")).resolve(name);
    assumeThat(folder)
        .as("the corpora are missing: put them at ../shared/corpora or give -Dcorpora=DIR")
        .isDirectory();
    return folder;
  }

  private static final class Sources implements ReportSources {

    @Override
    public String facilityName(String facility) {
      return null;
    }

    @Override
    public byte[] document(String hash) {
      return rooms.getBean(Documents.class).bytes(hash);
    }
  }
}

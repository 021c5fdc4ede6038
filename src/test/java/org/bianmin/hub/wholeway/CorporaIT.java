package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.Version;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bianmin.hub.journal.Hl7Batch;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of other projects, many of them wrong, through a whole hub over real sockets. */
class CorporaIT {

  private static final int PAGE = 500;

  @TempDir static Path data;
  private static WholeHub hub;

  @BeforeAll
  static void start() {
    corpus("hl7v2");
    hub = WholeHub.start(data);
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void answersAndJournalsEveryMessageAndNormalizesWithoutFailing() throws Exception {
    Set<ByteBuffer> sent = sendHl7();
    int documents = postFhir();

    hub.awaitQuiet();
    List<MessageRow> rows = journal();
    Set<ByteBuffer> journaled = new HashSet<>();
    InboundMessages messages = hub.bean(InboundMessages.class);
    for (MessageRow row : rows) {
      journaled.add(ByteBuffer.wrap(messages.raw(row).orElseThrow()));
    }
    assertThat(journaled).containsAll(sent);
    assertThat(documents).isGreaterThan(500);

    CorporaReport report = new CorporaReport(hub, rows);
    report.write(Path.of("target", "corpora-report.txt"));
    List<String> reasons =
        rows.stream().filter(row -> row.stage() != null).map(MessageRow::reason).toList();
    assertThat(reasons).filteredOn(reason -> reason.startsWith("the normalizer failed")).isEmpty();
    assertThat(reasons).filteredOn(reason -> reason.startsWith("the store refuses")).isEmpty();
    assertThat(hub.violations().get("count").asInt()).as("%s", hub.violations()).isZero();
    assertThat(hub.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
    assertThat(report.inState("NORMALIZED")).isGreaterThan(100);
  }

  /** Sends everything on one connection, one by one; answers the messages it sent. */
  private static Set<ByteBuffer> sendHl7() throws IOException, HL7Exception {
    Set<ByteBuffer> sent = new HashSet<>();
    PipeParser parser = new PipeParser(new GenericModelClassFactory());
    try (MllpConnection connection = hub.mllp()) {
      for (Path file : files(corpus("hl7v2"))) {
        for (byte[] message : Hl7Batch.split(Files.readAllBytes(file)).messages()) {
          connection.send(message);
          sent.add(ByteBuffer.wrap(message));
          SentHl7 header = SentHl7.of(message);
          if (header.answered()) {
            check(file, header, connection.answer(), parser);
          }
        }
      }
      assertThat(connection.isSilent()).as("no answer that nobody asked for").isTrue();
    }
    return sent;
  }

  private static void check(Path file, SentHl7 sent, byte[] answer, PipeParser parser)
      throws HL7Exception {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    String msa = "MSA" + sent.separator();
    String code = sent.isHl7() ? "[AC]A" : "AR";
    assertThat(text)
        .as("answer to %s", file)
        .startsWith("MSH" + sent.separator())
        .endsWith("\r")
        .containsOnlyOnce("\r" + msa)
        .containsPattern("\r\\Q" + msa + "\\E" + code + "\\Q" + sent.separator() + "\\E");
    String[] fields =
        text.substring(text.indexOf("\r" + msa) + 1)
            .split("\r", 2)[0]
            .split(java.util.regex.Pattern.quote("" + sent.separator()), -1);
    assertThat(fields[2]).as("MSA-2 to %s", file).isEqualTo(sent.controlId());
    // the parser knows neither 2.9 nor a short MSH-2
    if (Version.supportsVersion(sent.version()) && text.charAt(8) == sent.separator()) {
      assertThat(new Terser(parser.parse(text)).get("/MSA-1")).as("%s", file).isNotNull();
    }
  }

  private static int postFhir() throws Exception {
    int documents = 0;
    List<Path> all = new ArrayList<>(files(corpus("fhir-r4")));
    all.addAll(files(corpus("malformed")));
    for (Path file : all) {
      String type = file.toString().endsWith(".xml") ? "fhir+xml" : "fhir+json";
      HttpResponse<byte[]> answer = hub.postFhir(Files.readAllBytes(file), "application/" + type);
      documents++;
      assertThat(answer.statusCode()).as("%s", file).isBetween(200, 499);
      if (answer.statusCode() >= 300) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        FhirContext context = FhirContext.forR4Cached();
        OperationOutcome outcome =
            (body.startsWith("<") ? context.newXmlParser() : context.newJsonParser())
                .parseResource(OperationOutcome.class, body);
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).as("%s", file).isNotBlank();
      }
    }
    return documents;
  }

  private static List<MessageRow> journal() {
    MessageQueries queries = hub.bean(MessageQueries.class);
    List<MessageRow> rows = new ArrayList<>();
    List<MessageRow> page = queries.page(MessageQueries.Selection.ALL, null, PAGE);
    while (!page.isEmpty()) {
      rows.addAll(page);
      page = queries.page(MessageQueries.Selection.ALL, page.get(page.size() - 1).id(), PAGE);
    }
    return rows;
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
}

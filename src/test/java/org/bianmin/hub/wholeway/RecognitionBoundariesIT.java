package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Reports at the edge, from the laboratory's socket to the platform's books. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecognitionBoundariesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACILITY = "123400000000000000";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LEGAL = RecognitionMessages.LEGAL_ID;

  /** Another synthetic person: 99 is no region of GB/T 2260. */
  private static final String OTHER_LEGAL = "990000198001010012";

  private Simulator platform;
  private WholeHub hub;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    Path key = Files.writeString(data.resolve("platform.key"), WholeHub.KEY);
    var apps = Map.of(WholeHub.APP, new SimulatorSettings.App(null, key, List.of(FACILITY)));
    platform = new Simulator(SimulatorSettings.of(0, apps)).start();
    String recognition = "--hub.destinations.recognition.";
    hub =
        WholeHub.startBeside(
            platform,
            data,
            "--hub.facility=" + FACILITY,
            "--hub.recognition.enabled=true",
            "--hub.console.open-loopback=true",
            recognition + "url=http://127.0.0.1:" + platform.port() + "/",
            recognition + "route=forward-recognition",
            recognition + "app-id=" + WholeHub.APP,
            recognition + "key-file=" + key,
            recognition + "legal-basis=test: synthetic data only",
            recognition + "backoff=50ms",
            recognition + "events[0]=result.issued");
  }

  @AfterAll
  void stop() {
    hub.close();
    platform.close();
  }

  @Test
  void aVoidThatComesBeforeItsReportLeavesNothingToRecognise() throws Exception {
    tell(RecognitionMessages.report("EARLY", "W", RecognitionMessages.minutesAgo(10), "5.4"));
    tell(RecognitionMessages.report("EARLY", "F", RecognitionMessages.minutesAgo(60), "5.4"));
    hub.awaitQuiet();

    assertThat(held("EARLY").get("status").asText()).isEqualTo("void");
    assertThat(candidates(LEGAL, "EARLY")).isEmpty();
  }

  @Test
  void theSameNumberOfTwoLaboratoriesIsTwoReports() throws Exception {
    tell(oru("TWICE^LAB-A", pid("T-1", LEGAL), "F", 50, obx(1, "14749-6^葡萄糖^LN", "", "5.1")));
    tell(oru("TWICE^LAB-B", pid("T-1", LEGAL), "F", 50, obx(1, "14749-6^葡萄糖^LN", "", "9.9")));
    hub.awaitQuiet();

    assertThat(bundle("LAB-A~2FTWICE").toString()).contains("5.1").doesNotContain("9.9");
    assertThat(bundle("LAB-B~2FTWICE").toString()).contains("9.9").doesNotContain("5.1");
  }

  @Test
  void aReportWithoutALegalIdIsPublishedAgainWhenTheIdBecomesKnown() throws Exception {
    tell(oru("NOID", pid("N-1", ""), "F", 50, obx(1, "14749-6^葡萄糖^LN", "", "5.2")));
    hub.awaitQuiet();
    assertThat(bundle("NOID").toString()).contains("no-legal-id");
    assertThat(held("NOID").get("recognisable").asInt()).isZero();

    tell(
        message(
            "ADT^A08",
            "EVN|A08|" + RecognitionMessages.minutesAgo(0),
            pid("N-1", OTHER_LEGAL),
            "PV1|1|O|||||||||||||||||V-N1"));
    await().atMost(PATIENCE).until(() -> held("NOID").get("version").asInt() == 2);

    assertThat(held("NOID").get("recognisable").asInt()).isEqualTo(1);
    assertThat(bundle("NOID").toString()).contains(OTHER_LEGAL).doesNotContain("no-legal-id");
    assertThat(candidates(OTHER_LEGAL, "NOID")).hasSize(1);
  }

  @Test
  void aReportThatWasPostedToTheWrongPatientGoesToTheRightOneBeforeWhatWaits() throws Exception {
    tell(oru("MOVED", pid("M-1", LEGAL), "F", 50, obx(1, "14749-6^葡萄糖^LN", "", "5.3")));
    hub.awaitQuiet();
    tell(oru("MOVED", pid("M-2", OTHER_LEGAL), "C", 20, obx(1, "14749-6^葡萄糖^LN", "", "5.3")));
    hub.awaitQuiet();

    assertThat(bundle("MOVED").toString()).contains(OTHER_LEGAL).doesNotContain(LEGAL);
    assertThat(candidates(LEGAL, "MOVED")).isEmpty();
    assertThat(candidates(OTHER_LEGAL, "MOVED")).hasSize(1);
    assertThat(
            hub.count(
                "select count(*) from delivery d join measure_event e on e.id = d.event_id"
                    + " where e.business_key = 'MOVED' and d.destination = 'recognition'"
                    + " and d.version = 2 and d.urgent = 1"))
        .isEqualTo(1);
  }

  @Test
  void aMicrobiologyReportOf300ItemsKeepsThemAllAndTheirOrganisms() throws Exception {
    StringBuilder items = new StringBuilder();
    int set = 1;
    for (int organism = 1; organism <= 10; organism++) {
      items.append(obx(set++, "600-7^细菌培养^LN", "" + organism, "菌" + organism));
      for (int drug = 1; drug < 30; drug++) {
        items.append(obx(set++, "AST-" + drug + "^药敏^L", organism + "." + drug, "S"));
      }
    }
    tell(oru("MICRO", pid("B-1", LEGAL), "F", 50, items.toString()));
    hub.awaitQuiet();

    JsonNode bundle = bundle("MICRO");
    long observations =
        stream(bundle.get("entry"))
            .filter(e -> e.at("/resource/resourceType").asText().equals("Observation"))
            .count();
    assertThat(observations).isEqualTo(300);
    assertThat(
            stream(bundle.get("entry"))
                .filter(e -> e.at("/resource/hasMember").size() == 29)
                .count())
        .isEqualTo(10);
  }

  @Test
  void aPdfOfTenMegabytesArrivesByteForByte() throws Exception {
    byte[] pdf = new byte[10 << 20];
    new Random(1).nextBytes(pdf);
    System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 8);
    String base64 = Base64.getEncoder().encodeToString(pdf);
    tell(
        oru(
            "PDF",
            pid("P-1", LEGAL),
            "F",
            50,
            obx(1, "14749-6^葡萄糖^LN", "", "5.4")
                + "OBX|2|ED|PDF^报告^L||^application^pdf^Base64^"
                + base64
                + "||||||F\r"));
    await().atMost(PATIENCE).until(() -> held("PDF") != null);

    assertThat(bundle("PDF").toString()).contains(base64);
    assertThat(hub.count("select max(length(attributes)) from measure_event"))
        .as("the document stands in the facts")
        .isLessThan(1 << 20);
    assertThat(hub.count("select count(*) from report_document where size = " + pdf.length))
        .isEqualTo(1);
  }

  private void tell(byte[] message) throws Exception {
    try (MllpConnection lis = hub.mllp()) {
      lis.send(message);
      assertThat(new String(lis.answer(), StandardCharsets.UTF_8)).contains("MSA|AA|");
    }
  }

  private static String pid(String number, String legalId) {
    return "PID|1||" + number + "^^^^MR||张^三||19800101|M|||||||||||" + legalId;
  }

  private static String obx(int set, String code, String subId, String value) {
    return "OBX|" + set + "|ST|" + code + "|" + subId + "|" + value + "|mmol/L|||||F\r";
  }

  private static byte[] oru(String no, String pid, String status, int minutesAgo, String items) {
    return message(
        "ORU^R01",
        pid,
        "OBR|1|ORD-1|"
            + no
            + "|BIO^生化|||"
            + RecognitionMessages.minutesAgo(600)
            + "||||||||SER|||||||"
            + RecognitionMessages.minutesAgo(minutesAgo)
            + "||LAB|"
            + status
            + "|||||||D9^^李",
        items.substring(0, items.length() - 1));
  }

  private static byte[] message(String type, String... segments) {
    return RecognitionMessages.message(type, segments);
  }

  /** What the platform says of a report; null where it holds none. */
  private JsonNode held(String no) throws Exception {
    for (JsonNode report : control("reports?facility=" + FACILITY).get("items")) {
      if (report.get("key").asText().endsWith(":" + no)) {
        return report;
      }
    }
    return null;
  }

  private JsonNode bundle(String no) throws Exception {
    return control("reports/result.issued:" + FACILITY + ":" + no.replace("~", "%7E"));
  }

  private List<JsonNode> candidates(String legalId, String no) throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/api/v1/recognition/candidates",
            "{\"patient\":{\"idType\":\"01\",\"id\":\"" + legalId + "\"},\"items\":[\"lab-glu\"]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return stream(JSON.readTree(answer.body()).get("items"))
        .filter(item -> item.get("reportKey").asText().endsWith(":" + no))
        .toList();
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
    return java.util.stream.StreamSupport.stream(list.spliterator(), false);
  }

  private JsonNode control(String target) throws Exception {
    URI url =
        URI.create(
            "http://127.0.0.1:" + platform.controlPort() + "/simulator/recognition/" + target);
    return JSON.readTree(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }
}

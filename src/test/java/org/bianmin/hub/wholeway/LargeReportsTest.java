package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.Documents;
import org.bianmin.hub.facts.EventQueries;
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

/** Reports at the limits: 300 items in GB18030, documents of 10 MB, many of them at a time. */
class LargeReportsTest {

  private static final int DOCUMENT = 10 << 20;
  private static final int AT_A_TIME = 64;
  private static final Charset GB18030 = Charset.forName("GB18030");

  @TempDir static Path data;
  private static ConfigurableApplicationContext rooms;

  @BeforeAll
  static void start() {
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
    rooms.close();
  }

  @Test
  void aCultureOfThreeHundredItemsKeepsThemAll() {
    StringBuilder text = new StringBuilder(head("M300", "GB18030")).append(order("M300", "MB"));
    for (int organism = 1; organism <= 12; organism++) {
      text.append(
          "OBX|1|CWE|ORG^鉴定结果^L|%d|b%d^细菌%d^L||||||F\r".formatted(organism, organism, organism));
      for (int drug = 1; drug <= 24; drug++) {
        text.append(
            "OBX|1|SN|AB%d^抗生素%d^L|%d|<=^0.%d|ug/mL||S|||F\r"
                .formatted(drug, drug, organism, drug));
      }
    }
    send("M300", text.toString().getBytes(GB18030)).join();

    MeasureEvent report = report("M300");
    List<?> items = (List<?>) report.attributes().get("items");
    assertThat(items).hasSize(300);
    assertThat(((Map<?, ?>) items.get(299)).get("localName")).isEqualTo("抗生素24");
    byte[] json = published(report);
    assertThat(new ProfileValidator().errors(json)).isEmpty();
    assertThat(new String(json, StandardCharsets.UTF_8)).contains("细菌12", "<=0.24");
  }

  @Test
  void aDocumentIsStoredOnceAndPublishedAsItCame() {
    byte[] pdf = pdf(1);
    send("D1", message("D1", pdf)).join();
    send("D2", message("D2", pdf)).join();

    MeasureEvent report = report("D1");
    Map<?, ?> told = (Map<?, ?>) ((List<?>) report.attributes().get("documents")).get(0);
    assertThat(told.get("size")).isEqualTo((long) DOCUMENT);
    assertThat(told.get("mediaType")).isEqualTo("application/pdf");
    assertThat(rooms.getBean(Documents.class).bytes((String) told.get("hash"))).isEqualTo(pdf);
    assertThat(report("D2").attributes().get("documents").toString())
        .contains((String) told.get("hash"));
    assertThat(
            count("select count(*) from report_document where hash = '" + told.get("hash") + "'"))
        .isEqualTo(1);
    assertThat(count("select max(length(attributes)) from measure_event")).isLessThan(100_000);
    assertThat(published(report).length).isGreaterThan(DOCUMENT / 3 * 4);
  }

  @Test
  void aPresentedFormOfTenMegabytesIsTakenOutOfAFhirReport() {
    byte[] pdf = pdf(7);
    String json =
        """
        {"resourceType": "DiagnosticReport", "identifier": [{"value": "F1"}], "status": "final",
         "category": [{"coding": [{"code": "LAB"}]}], "code": {"text": "血糖"},
         "subject": {"identifier": {"value": "P9001"}}, "issued": "2026-11-03T09:50:00+08:00",
         "presentedForm": [{"contentType": "application/pdf", "title": "报告单", "data": "%s"}]}
        """
            .formatted(Base64.getEncoder().encodeToString(pdf));
    send("fhir", MessageFormat.FHIR, "F1", json.getBytes(StandardCharsets.UTF_8)).join();

    Map<?, ?> told = (Map<?, ?>) ((List<?>) report("F1").attributes().get("documents")).get(0);
    assertThat(rooms.getBean(Documents.class).bytes((String) told.get("hash"))).isEqualTo(pdf);
    assertThat(told.get("title")).isEqualTo("报告单");
  }

  @Test
  void manyLargeDocumentsAtATimeAreAllStored() {
    List<CompletableFuture<?>> received = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      // what is received waits for room, so the heap of the tests is enough for all of them
      received.add(send("B" + i, message("B" + i, pdf(100 + i))));
    }
    received.forEach(CompletableFuture::join);

    awaitNormalized();
    assertThat(
            count("select count(*) from message where state = 'PARKED' and control_id like 'B%'"))
        .isZero();
    assertThat(
            count(
                "select count(*) from measure_event where business_key like 'B%'"
                    + " and type = 'result.issued'"))
        .isEqualTo(AT_A_TIME);
    assertThat(count("select count(*) from report_document")).isGreaterThanOrEqualTo(AT_A_TIME);
  }

  @Test
  void aDocumentThatIsNoBase64ParksItsMessageAndSaysWhere() {
    byte[] raw =
        (head("X64", "UNICODE UTF-8")
                + order("X64", "LAB")
                + "OBX|1|ED|PDF^报告单^L||LIS^application^PDF^Base64^%%%%||||||F\r")
            .getBytes(StandardCharsets.UTF_8);
    send("X64", raw).join();

    awaitNormalized();
    assertThat(
            rooms
                .getBean(JdbcClient.class)
                .sql("select reason from message where control_id = 'X64'")
                .query(String.class)
                .single())
        .contains("OBX-5.5 is no document in base64", "OBX-5.4");
  }

  private static byte[] pdf(int seed) {
    byte[] bytes = new byte[DOCUMENT];
    new Random(seed).nextBytes(bytes);
    System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 8);
    return bytes;
  }

  private static byte[] message(String number, byte[] pdf) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(pdf.length / 3 * 4 + 1000);
    raw.writeBytes(
        (head(number, "UNICODE UTF-8")
                + order(number, "LAB")
                + "OBX|1|NM|GLU^葡萄糖^L||5.4|mmol/L|3.9-6.1|N|||F\r"
                + "OBX|2|ED|PDF^报告单^L||LIS^application^PDF^Base64^")
            .getBytes(StandardCharsets.UTF_8));
    raw.writeBytes(Base64.getEncoder().encode(pdf));
    raw.writeBytes("||||||F\r".getBytes(StandardCharsets.UTF_8));
    return raw.toByteArray();
  }

  private static String head(String number, String charset) {
    return "MSH|^~\\&|LIS|H|HUB|H|20261103110000||ORU^R01^ORU_R01|%s|P|2.5.1||||||%s\r"
            .formatted(number, charset)
        + "PID|1||P9001^^^H^MR||样例^九\r";
  }

  private static String order(String number, String section) {
    return "OBR|1|O%s|%s|XM^项目^L|||20261103081500|||||||||||||||20261103105500||%s|F\r"
        .formatted(number, number, section);
  }

  private static CompletableFuture<?> send(String controlId, byte[] raw) {
    return send("his", MessageFormat.HL7V2, controlId, raw);
  }

  private static CompletableFuture<?> send(
      String source, MessageFormat format, String controlId, byte[] raw) {
    return rooms
        .getBean(Intake.class)
        .receive(
            new NewMessage(
                source,
                "H",
                format,
                controlId,
                "",
                null,
                System.currentTimeMillis(),
                raw,
                null,
                null));
  }

  private static MeasureEvent report(String number) {
    awaitNormalized();
    return rooms
        .getBean(EventQueries.class)
        .find(new EventKey("H", "result.issued", number))
        .orElseThrow()
        .event();
  }

  private static byte[] published(MeasureEvent report) {
    ReportSources sources =
        new ReportSources() {
          @Override
          public String facilityName(String facility) {
            return null;
          }

          @Override
          public byte[] document(String hash) {
            return rooms.getBean(Documents.class).bytes(hash);
          }
        };
    ReportBundle bundle =
        new ReportBundles(sources, ZoneId.of("Asia/Shanghai")).bundle(report, null, null);
    assertThat(bundle).isInstanceOf(ReportBundle.Written.class);
    return ((ReportBundle.Written) bundle).json();
  }

  private static void awaitNormalized() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> count("select count(*) from message where state = 'RECEIVED'") == 0);
  }

  private static long count(String sql) {
    return rooms.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
  }
}

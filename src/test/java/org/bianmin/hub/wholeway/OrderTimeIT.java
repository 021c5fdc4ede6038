package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.facts.Pseudonyms;
import org.bianmin.hub.recognition.Candidate;
import org.bianmin.hub.recognition.ItemJudgement;
import org.bianmin.hub.recognition.Judgement;
import org.bianmin.hub.recognition.Notice;
import org.bianmin.hub.recognition.PlayedHis;
import org.bianmin.hub.recognition.SeededReports;
import org.bianmin.hub.store.Commands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Order time over real sockets: orders, questions, decisions, and what a HIS is told. */
class OrderTimeIT {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Path EXAMPLES = Path.of("src/test/resources/recognition");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY = 86_400_000;
  private static final DateTimeFormatter HL7 =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final AtomicLong IDS = new AtomicLong(9_000_000_000L);

  @TempDir static Path data;
  private static PlayedHis his;
  private static WholeHub hub;

  @BeforeAll
  static void start() throws IOException {
    his = new PlayedHis(0, GB18030);
    Files.writeString(data.resolve("his.key"), "key-of-the-his");
    String push = "--hub.destinations.his-push.";
    hub =
        WholeHub.startWith(
            OrderTimeBeans.class,
            data,
            "--hub.console.open-loopback=true",
            "--hub.recognition.enabled=true",
            "--hub.recognition.search-limit=2s",
            "--hub.recognition.notices-every=100ms",
            "--hub.recognition.callers.his-a.key-file=" + data.resolve("his.key"),
            "--hub.recognition.callers.his-a.source=his",
            push + "url=mllp://127.0.0.1:" + his.port() + "?charset=GB18030",
            push + "route=push-hl7",
            push + "legal-basis=test: synthetic data only",
            push + "timeout=2s",
            push + "backoff=50ms",
            push + "max-backoff=200ms",
            push + "events[0]=recognition.prompted[source=his]",
            push + "events[1]=recognition.decided[source=his][sourceState=corrected|recalled]");
  }

  @AfterAll
  static void stop() {
    hub.close();
    his.close();
  }

  @Test
  void anOrderPromptsItsDoctorAndTheHisIsTold() throws Exception {
    seed("P1", "H002", "R1", "lab-glu");

    order("O1", "P1", "14749-6", System.currentTimeMillis());

    String message = awaitTold("O1");
    assertThat(message)
        .contains("葡萄糖", "|5.6|mmol/L|", "第二人民医院", "全国HR")
        .contains("PV1|1|U|||||||||||||||||V-O1")
        .doesNotContain("P1|", "P1^");
    JsonNode prompt = awaitEvent("recognition.prompted", "order/O1");
    assertThat(prompt.at("/attributes/doctorId").asText()).isEqualTo("D1");
    assertThat(prompt.at("/attributes/visitRef").asText()).isEqualTo("V-O1");
    assertThat(prompt.at("/attributes/orderRef").asText()).isEqualTo("O1");
    assertThat(prompt.at("/attributes/source").asText()).isEqualTo("his");
    assertThat(prompt.at("/attributes/candidates/0/reportKey").asText())
        .isEqualTo("result.issued:H002:R1");
    hub.awaitQuiet();
    assertThat(hub.heldOf(WholeHub.FACILITY))
        .containsKey("recognition.prompted:" + WholeHub.FACILITY + ":order~2FO1");
    assertThat(state("O1")).isEqualTo("PROMPTED");
    assertThat(person("recognition.prompted", "order/O1")).isEqualTo(pseudonym("P1"));
  }

  @Test
  void aPanelFindsItsItems() throws Exception {
    seed("P2", "H002", "R2", "lab-hgb");

    order("O2", "P2", "58410-2", System.currentTimeMillis());

    assertThat(awaitTold("O2")).contains("lab-hgb");
  }

  @Test
  void anOrderWithoutAnythingToOfferAndAnOldOneTellNobody() throws Exception {
    seed("P3", "H002", "R3", "lab-glu");

    order("O3", "P3", "2823-3", System.currentTimeMillis());
    order("O3-OLD", "P3", "14749-6", System.currentTimeMillis() - DAY);

    await().atMost(Duration.ofSeconds(30)).until(() -> state("O3").equals("NONE"));
    assertThat(state("O3-OLD")).isEqualTo("LATE");
    assertThat(hub.count("select count(*) from measure_event where business_key like 'order/O3%'"))
        .isZero();
  }

  @Test
  void aHisThatIsDownIsToldWhenItIsBack() throws Exception {
    seed("P4", "H002", "R4", "lab-glu");
    int port = his.port();
    his.close();

    order("O4", "P4", "14749-6", System.currentTimeMillis());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                hub.count(
                        "select count(*) from delivery where destination = 'his-push'"
                            + " and state = 'RETRYABLE'")
                    > 0);

    his = new PlayedHis(port, GB18030);
    assertThat(awaitTold("O4")).contains("lab-glu");
  }

  @Test
  void aHisThatAsksIsAnsweredAndItsOrderPromptsNoSecondTime() throws Exception {
    seed("P5", "H002", "R5", "lab-glu");
    String question =
        Files.readString(EXAMPLES.resolve("candidates-request.json"))
            .replace("\"P1\"", "\"P5\"")
            .replace("O-JSON-1", "O5");

    HttpResponse<String> answer = asHis("candidates", question);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode found = JSON.readTree(answer.body());
    assertThat(found.get("items")).hasSize(1);
    JsonNode item = found.at("/items/0");
    assertThat(item.get("itemCode").asText()).isEqualTo("lab-glu");
    assertThat(item.get("value").asText()).isEqualTo("5.6");
    assertThat(item.get("facilityName").asText()).isEqualTo("第二人民医院");
    assertThat(item.get("label").asText()).isEqualTo("全国HR");
    assertThat(found.at("/unknown/0/where").asText()).isEqualTo("platform");
    assertThat(found.get("prompt").asText())
        .isEqualTo("recognition.prompted:" + WholeHub.FACILITY + ":order~2FO5");
    awaitEvent("recognition.prompted", "order/O5");

    order("O5", "P5", "14749-6", System.currentTimeMillis());
    await().atMost(Duration.ofSeconds(30)).until(() -> state("O5").equals("PROMPTED"));
    hub.awaitQuiet();
    assertThat(awaitEvent("recognition.prompted", "order/O5").get("version").asInt()).isEqualTo(1);
  }

  @Test
  void whatThePlatformFindsIsOfferedToo() throws Exception {
    OrderTimeBeans.ELSEWHERE.add(
        new Candidate(
            "result.issued:H009:R9",
            "R9",
            3,
            "H009",
            "第九人民医院",
            "lab-crp",
            "C 反应蛋白",
            System.currentTimeMillis() - DAY,
            "3.1",
            "mg/L",
            null,
            null,
            "province",
            "皖HR",
            System.currentTimeMillis() + DAY,
            "https://images.example/r9"));

    HttpResponse<String> answer =
        asHis(
            "candidates",
            "{\"patient\": {\"id\": \""
                + OrderTimeBeans.KNOWN
                + "\"}, \"localItems\": [\"1988-5\"]}");

    JsonNode found = JSON.readTree(answer.body());
    assertThat(found.at("/items/0/reportKey").asText()).isEqualTo("result.issued:H009:R9");
    assertThat(found.get("unknown")).isEmpty();
    assertThat(found.has("prompt")).isFalse();
  }

  @Test
  void badQuestionsAreRefusedByPlaceAndWithoutAValue() throws Exception {
    HttpResponse<String> answer =
        asHis(
            "candidates", "{\"patient\": {\"number\": \"110101199001011237\"}, \"scene\": \"9\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/patient/id", "/scene").doesNotContain("1101011990");
    assertThat(post("candidates", "{\"patient\": {\"id\": \"P\"}}", "wrong-key").statusCode())
        .isEqualTo(401);
    assertThat(
            asHis("candidates", "{\"patient\": {\"id\": \"P\"}, \"facility\": \"H-OTHER\"}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void decisionsReachThePlatformsBooksAndAWithdrawalVoidsThem() throws Exception {
    accepted(asHis("decisions", Files.readString(EXAMPLES.resolve("decisions-several.json"))));
    accepted(asHis("decisions", Files.readString(EXAMPLES.resolve("decision-declined.json"))));

    String recognised = "V2/result.issued:H002:R0007/lab-glu";
    String declined = "V1/result.issued:H002:R0007/lab-glu";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                awaitEvent("recognition.decided", recognised).at("/attributes/savedFen").asLong()
                    == OrderTimeBeans.FEE_FEN);
    JsonNode view = awaitEvent("recognition.viewed", "VW-1");
    assertThat(view.at("/attributes/sourceOrg").asText()).isEqualTo("H002");
    assertThat(view.at("/attributes/reportNo").asText()).isEqualTo("R0007");
    JsonNode decision = awaitEvent("recognition.decided", declined);
    assertThat(decision.at("/attributes/reasonCode").asText()).isEqualTo("R1");
    assertThat(decision.at("/attributes/source").asText()).isEqualTo("his");
    assertThat(person("recognition.decided", declined)).isEqualTo(pseudonym("P1"));

    accepted(asHis("decisions", Files.readString(EXAMPLES.resolve("decision-withdrawn.json"))));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                awaitEvent("recognition.decided", declined).get("status").asText().equals("void"));
    hub.awaitQuiet();
    assertThat(hub.violations().get("items")).isEmpty();
    assertThat(
            asHis(
                    "decisions",
                    Files.readString(EXAMPLES.resolve("decision-declined.json"))
                        .replace("\"reasonCode\": \"R1\",", ""))
                .body())
        .contains("/reasonCode", "a declined result needs its reason");
  }

  @Test
  void aNoticeOfThePlatformTellsTheDecisionAndTheHis() throws Exception {
    decide("V7", "result.issued:H007:R7");
    String key =
        new org.bianmin.hub.event.EventKey(
                WholeHub.FACILITY, "recognition.decided", "V7/result.issued:H007:R7/lab-glu")
            .toString();
    awaitEvent("recognition.decided", "V7/result.issued:H007:R7/lab-glu");

    OrderTimeBeans.NOTICES.add(
        new Notice(
            "N7",
            System.currentTimeMillis(),
            true,
            true,
            "result.issued:H007:R7",
            "H007",
            2,
            List.of(key, "recognition.viewed:" + WholeHub.FACILITY + ":never-told")));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                his.messages.stream()
                    .anyMatch(
                        m -> m.contains("HR02^") && m.contains("H007:R7") && m.contains("V7")));
    JsonNode decision = awaitEvent("recognition.decided", "V7/result.issued:H007:R7/lab-glu");
    assertThat(decision.at("/attributes/sourceState").asText()).isEqualTo("recalled");
    assertThat(decision.at("/attributes/changedReportKey").asText())
        .isEqualTo("result.issued:H007:R7");
    JsonNode alerts = hub.api("recognition/alerts");
    assertThat(alerts.get("items"))
        .anySatisfy(
            alert -> {
              assertThat(alert.get("no").asText()).isEqualTo("N7");
              assertThat(alert.get("urgent").asBoolean()).isTrue();
              assertThat(alert.at("/concerns/0/key").asText()).isEqualTo(key);
            });
    assertThat(
            hub.bean(JdbcClient.class)
                .sql("select position from recognition_cursor where name = 'notices:played'")
                .query(String.class)
                .single())
        .isEqualTo("N7");
  }

  @Test
  void aReportOfTheHubsOwnIsToldOnceThoughThePlatformTellsItToo() throws Exception {
    result("R8", "F", "5.6", 0);
    String report = "result.issued:" + WholeHub.FACILITY + ":R8";
    decide("V8", report);
    String decision = "V8/" + report + "/lab-glu";
    awaitEvent("recognition.decided", decision);
    hub.awaitQuiet();

    result("R8", "C", "6.5", 60_000);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                awaitEvent("recognition.decided", decision)
                    .at("/attributes/sourceState")
                    .asText()
                    .equals("corrected"));
    hub.awaitQuiet();
    int version = awaitEvent("recognition.decided", decision).get("version").asInt();
    OrderTimeBeans.NOTICES.add(
        new Notice(
            "N8",
            System.currentTimeMillis(),
            false,
            false,
            report,
            WholeHub.FACILITY,
            2,
            List.of(
                new org.bianmin.hub.event.EventKey(
                        WholeHub.FACILITY, "recognition.decided", decision)
                    .toString())));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.count("select count(*) from message where control_id = 'played/N8'") == 1);
    hub.awaitQuiet();

    assertThat(awaitEvent("recognition.decided", decision).get("version").asInt())
        .isEqualTo(version);
    assertThat(his.messages.stream().filter(m -> m.contains("HR02^") && m.contains("V8")))
        .hasSize(1);
  }

  private static void decide(String visit, String report) throws Exception {
    accepted(
        asHis(
            "decisions",
            """
            {"kind": "decided", "visit": "%s", "doctor": "D1", "at": "2026-11-03T09:05:00+08:00",
             "reportKey": "%s", "itemCode": "lab-glu", "decision": "recognised", "savedFen": 1}
            """
                .formatted(visit, report)));
  }

  private static void seed(String patient, String facility, String no, String item) {
    long now = System.currentTimeMillis();
    hub.bean(Commands.class)
        .execute(
            session -> {
              SeededReports.insert(
                  session,
                  new SeededReports.Row(
                      IDS.incrementAndGet(),
                      facility,
                      no,
                      pseudonym(patient),
                      "ACTIVE",
                      now - DAY,
                      "{\"items\":{\"GLU\":{\"#\":1,\"localCode\":\"GLU\",\"localName\":\"葡萄糖\","
                          + "\"value\":\"5.6\",\"unit\":\"mmol/L\"}}}",
                      new Judgement(
                          "2026-10",
                          "0",
                          null,
                          List.of(
                              new ItemJudgement(item, "national", "全国HR", now + DAY, List.of())))));
              return null;
            });
  }

  private static String pseudonym(String patient) {
    return hub.bean(Pseudonyms.class).of(new PatientId(WholeHub.FACILITY, patient));
  }

  private static void order(String no, String patient, String code, long at) throws Exception {
    String time = HL7.format(Instant.ofEpochMilli(at));
    send(
        "MSH|^~\\&|HIS|H|HUB|H|" + time + "||ORM^O01|" + no + "|T|2.5.1||||||UNICODE UTF-8",
        "PID|1||" + patient + "^^^HIS^MR||试验甲||19800101|F",
        "PV1|1|O|C1^01^1|||||||||||||||||V-" + no,
        "ORC|NW|" + no + "|||||||" + time + "|||D1",
        "OBR|1|" + no + "||" + code + "^检验^L||||||||||||||||||||LAB");
  }

  private static void result(String no, String status, String value, long later) throws Exception {
    String time = HL7.format(Instant.ofEpochMilli(System.currentTimeMillis() - DAY + later));
    send(
        "MSH|^~\\&|LIS|H|HUB|H|"
            + time
            + "||ORU^R01|"
            + no
            + status
            + "|T|2.5.1||||||UNICODE UTF-8",
        "PID|1||P8^^^HIS^MR||试验甲||19800101|F",
        "OBR|1||" + no + "|P^血糖^L|||" + time + "|||||||||||||||" + time + "||LAB|" + status,
        "OBX|1|NM|GLU^葡萄糖^L||" + value + "|mmol/L|||||" + status);
  }

  private static void send(String... segments) throws IOException {
    try (MllpConnection line = hub.mllp()) {
      line.send((String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8));
      assertThat(new String(line.answer(), StandardCharsets.UTF_8)).contains("MSA|AA");
    }
  }

  private static String awaitTold(String order) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> his.messages.stream().anyMatch(m -> m.contains("ORC|RE|" + order + "|")));
    return his.messages.stream().filter(m -> m.contains("ORC|RE|" + order + "|")).findFirst().get();
  }

  private static JsonNode awaitEvent(String type, String businessKey) throws Exception {
    String key =
        new org.bianmin.hub.event.EventKey(WholeHub.FACILITY, type, businessKey).toString();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.api("events/" + key.replace("~", "%7E")).has("type"));
    return hub.api("events/" + key.replace("~", "%7E"));
  }

  private static String state(String order) {
    return hub.bean(JdbcClient.class)
        .sql(
            "select c.state from recognition_check c join measure_event e on e.id = c.event_id"
                + " where e.business_key = ?")
        .param(order)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static String person(String type, String businessKey) {
    return hub.bean(JdbcClient.class)
        .sql("select person from measure_event where type = ? and business_key = ?")
        .params(type, businessKey)
        .query(String.class)
        .single();
  }

  private static void accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static HttpResponse<String> asHis(String what, String body) throws Exception {
    return post(what, body, "key-of-the-his");
  }

  private static HttpResponse<String> post(String what, String body, String key) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/recognition/" + what))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

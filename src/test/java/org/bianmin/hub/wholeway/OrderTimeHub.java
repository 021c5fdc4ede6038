package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.bianmin.hub.recognition.ItemJudgement;
import org.bianmin.hub.recognition.Judgement;
import org.bianmin.hub.recognition.PlayedHis;
import org.bianmin.hub.recognition.SeededReports;
import org.bianmin.hub.store.Commands;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub with recognition switched on, a HIS that asks it, and one that it tells. */
final class OrderTimeHub implements AutoCloseable {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final long DAY = 86_400_000;
  private static final DateTimeFormatter HL7 =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final AtomicLong IDS = new AtomicLong(9_000_000_000L);

  final WholeHub hub;
  PlayedHis his = new PlayedHis(0, GB18030);

  OrderTimeHub(Path data) throws IOException {
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

  /** The HIS is switched off, and on again at the same address. */
  int hisDown() {
    int port = his.port();
    his.close();
    return port;
  }

  void hisUp(int port) {
    his = new PlayedHis(port, GB18030);
  }

  @Override
  public void close() {
    hub.close();
    his.close();
  }

  void decide(String visit, String report) throws Exception {
    accepted(
        asHis(
            "decisions",
            """
            {"kind": "decided", "visit": "%s", "doctor": "D1", "at": "2026-11-03T09:05:00+08:00",
             "reportKey": "%s", "itemCode": "lab-glu", "decision": "recognised", "savedFen": 1}
            """
                .formatted(visit, report)));
  }

  void seed(String patient, String facility, String no, String item) {
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

  String pseudonym(String patient) {
    return hub.bean(Pseudonyms.class).of(new PatientId(WholeHub.FACILITY, patient));
  }

  void order(String no, String patient, String code, long at) throws Exception {
    String time = HL7.format(Instant.ofEpochMilli(at));
    send(
        "MSH|^~\\&|HIS|H|HUB|H|" + time + "||ORM^O01|" + no + "|T|2.5.1||||||UNICODE UTF-8",
        "PID|1||" + patient + "^^^HIS^MR||试验甲||19800101|F",
        "PV1|1|O|C1^01^1||||||||||||||||V-" + no,
        "ORC|NW|" + no + "|||||||" + time + "|||D1",
        "OBR|1|" + no + "||" + code + "^检验^L||||||||||||||||||||LAB");
  }

  void result(String no, String status, String value, long later) throws Exception {
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

  void send(String... segments) throws IOException {
    try (MllpConnection line = hub.mllp()) {
      line.send((String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8));
      assertThat(new String(line.answer(), StandardCharsets.UTF_8)).contains("MSA|AA");
    }
  }

  String awaitTold(String order) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> his.messages.stream().anyMatch(m -> m.contains("ORC|RE|" + order + "|")));
    return his.messages.stream().filter(m -> m.contains("ORC|RE|" + order + "|")).findFirst().get();
  }

  JsonNode awaitEvent(String type, String businessKey) throws Exception {
    String key =
        new org.bianmin.hub.event.EventKey(WholeHub.FACILITY, type, businessKey).toString();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> hub.api("events/" + key.replace("~", "%7E")).has("type"));
    return hub.api("events/" + key.replace("~", "%7E"));
  }

  String state(String order) {
    return hub.bean(JdbcClient.class)
        .sql(
            "select c.state from recognition_check c join measure_event e on e.id = c.event_id"
                + " where e.business_key = ?")
        .param(order)
        .query(String.class)
        .optional()
        .orElse("");
  }

  String person(String type, String businessKey) {
    return hub.bean(JdbcClient.class)
        .sql("select person from measure_event where type = ? and business_key = ?")
        .params(type, businessKey)
        .query(String.class)
        .single();
  }

  static void accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  HttpResponse<String> asHis(String what, String body) throws Exception {
    return post(what, body, "key-of-the-his");
  }

  HttpResponse<String> post(String what, String body, String key) throws Exception {
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

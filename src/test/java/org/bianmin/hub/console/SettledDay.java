package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A day of settlements and payments, told to a hub as other systems tell it: what agrees, an
 * insurance split, a partial refund, an amount that differs by a fen, a payment without settlement
 * and a settlement without payment, a discharge that is settled at the bedside.
 */
final class SettledDay {

  static final String DAY = "2024-11-05";
  static final String FACILITY = "H001";

  /** A number that a careless spreadsheet would compute. */
  static final String TEMPTING = "=2+3";

  private static final Duration SOON = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final List<String> documents = new ArrayList<>();

  SettledDay(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Tells all of it. */
  void tell() throws IOException, InterruptedException {
    // agrees: 88.50
    outpatient("S1", "09:00", 8850, null, "T1");
    paid("wechat", "0000420001", "09:01", 8850, "T1");
    // an insurance split: 300.00, of which 200.00 insurance
    outpatient("S2", "09:10", 30000, 20000L, "T2");
    paid("alipay", "2024110522", "09:11", 10000, "T2");
    // paid and not settled: 45.00
    paid("wechat", "0000420003", "09:20", 4500, TEMPTING);
    // settled and not paid: 120.01
    outpatient("S4", "09:30", 12001, null, "T4");
    // a fen too little
    outpatient("S5", "09:40", 6000, null, "T5");
    paid("wechat", "0000420005", "09:41", 5999, "T5");
    // 80.00, of which 30.00 were taken back and given back
    outpatient("S6", "09:50", 8000, null, "T6");
    settled("S6", "09:50", "10:30", 5000, null, "T6");
    paid("wechat", "0000420006", "09:51", 8000, "T6");
    document(
        "payment.refunded",
        "wechat/R6",
        "10:31",
        at("10:31")
            + ", \"amountFen\": 3000, \"method\": \"wechat\", \"originalKey\":"
            + " \"wechat/0000420006\"");
    inpatient();
    post(documents);
  }

  private void inpatient() {
    document(
        "discharge.made",
        "A1",
        "14:00",
        "\"dischargeAt\": \""
            + time("14:00")
            + "\", \"orderedAt\": \""
            + time("11:00")
            + "\", \"wardCode\": \"W1\", \"encounterRef\": \"A1\"");
    document(
        "settlement.inpatient",
        "I1",
        "11:20",
        at("11:20")
            + ", \"kind\": \"final\", \"totalFen\": 500000, \"insuranceFen\": 400000,"
            + " \"selfFen\": 100000, \"settlementPoint\": \"bedside\", \"admissionRef\": \"A1\","
            + " \"encounterRef\": \"A1\", \"outTradeNo\": \"T7\"");
    paid("bank-card", "0000420007", "11:19", 100000, "T7");
    document("invoice.issued", "E1", "11:22", at("11:22") + ", \"settlementRef\": \"I1\"");
  }

  private void outpatient(String no, String time, long total, Long insurance, String order) {
    settled(no, time, time, total, insurance, order);
  }

  private void settled(
      String no, String time, String recorded, long total, Long insurance, String order) {
    String split =
        insurance == null
            ? ""
            : ", \"insuranceFen\": " + insurance + ", \"selfFen\": " + (total - insurance);
    document(
        "settlement.outpatient",
        no,
        recorded,
        at(time)
            + ", \"totalFen\": "
            + total
            + split
            + ", \"settlementPoint\": \"window\", \"outTradeNo\": \""
            + order
            + "\"");
  }

  private void paid(String method, String no, String time, long fen, String order) {
    document("payment.succeeded", method + "/" + no, time, payment(method, time, fen, order));
  }

  private static String payment(String method, String time, long fen, String order) {
    return "\"paidAt\": \"%s\", \"amountFen\": %d, \"method\": \"%s\", \"outTradeNo\": \"%s\""
        .formatted(time(time), fen, method, order);
  }

  /** A payment of 10.00 that comes when the day is closed. */
  void tellLatePayment() throws IOException, InterruptedException {
    documents.clear();
    paid("alipay", "2024110599", "23:59", 1000, "T99");
    post(documents);
  }

  /** Waits until all of it is reconciled. */
  void awaitReconciled() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode figures = day().get("figures");
              assertThat(figures.at("/settlements/n").asLong()).isEqualTo(6);
              assertThat(figures.at("/settlements/fen").asLong()).isEqualTo(141_851);
              assertThat(figures.at("/payments/n").asLong()).isEqualTo(6);
              assertThat(figures.at("/refunds/n").asLong()).isEqualTo(1);
              assertThat(outcomes(figures).values().stream().mapToLong(n -> n).sum()).isEqualTo(7);
              assertThat(outcomes(figures)).containsEntry("matched", 4L);
            });
  }

  /** How many cases have which outcome. */
  static Map<String, Long> outcomes(JsonNode figures) {
    Map<String, Long> outcomes = new TreeMap<>();
    figures
        .get("outcomes")
        .forEach(o -> outcomes.put(o.get("outcome").asText(), o.get("n").asLong()));
    return outcomes;
  }

  /** The day as the interface tells it. */
  JsonNode day() throws IOException, InterruptedException {
    return json("reconciliation?day=" + DAY + "&facility=" + FACILITY).at("/items/0");
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    URI url = URI.create(base + "/api/v1/" + path);
    return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Status of the answer to a command. */
  int post(String path, String body) throws IOException, InterruptedException {
    return send(path, body).statusCode();
  }

  private HttpResponse<String> send(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String time(String clock) {
    return DAY + "T" + clock + ":00+08:00";
  }

  private static String at(String clock) {
    return "\"at\": \"" + time(clock) + "\"";
  }

  private void document(String type, String key, String clock, String attributes) {
    documents.add(
        """
        {"type": "%s", "key": "%s", "recordedAt": "%s", "patient": {"id": "P1"}, "attributes": {%s}}"""
            .formatted(type, key, time(clock), attributes));
  }

  /** Sends documents. */
  void post(List<String> told) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("events", "{\"items\": [" + String.join(",", told) + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}

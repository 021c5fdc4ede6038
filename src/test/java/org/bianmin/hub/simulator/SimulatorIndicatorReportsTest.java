package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bianmin.hub.simulator.Sender.Answer;
import org.junit.jupiter.api.Test;

/** The platform's side of indicator reports, by the published example. */
class SimulatorIndicatorReportsTest extends SimulatorFixture {

  private static final String REPORTS = "/v1/indicator-reports";

  private static ObjectNode example() throws IOException {
    return (ObjectNode)
        Items.MAPPER.readTree(
            Path.of("docs/platform-contract/examples/indicator-report.json").toFile());
  }

  private static ObjectNode first() throws IOException {
    ObjectNode report = example();
    report.put("revision", 1).put("kind", "first").putNull("restates");
    ((ObjectNode) report.get("values").get(0)).putNull("was");
    return report;
  }

  private JsonNode judged(Answer taken) throws IOException {
    assertThat(taken.status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    return sender.get(REPORTS + "/" + taken.json().get("reportNo").asText()).json();
  }

  @Test
  void acceptsAfterItsChecks() throws IOException {
    Answer taken = sender.post(REPORTS, first());
    assertThat(taken.json().get("state").asText()).isEqualTo("received");
    clock.advance(Duration.ofSeconds(30));
    String number = taken.json().get("reportNo").asText();
    assertThat(sender.get(REPORTS + "/" + number).json().get("state").asText())
        .isEqualTo("validating");

    JsonNode judged = judged(sender.post(REPORTS, first()));

    assertThat(judged.get("state").asText()).isEqualTo("accepted");
    assertThat(judged.get("reportNo").asText()).as("the same when repeated").isEqualTo(number);
    assertThat(violations()).isEmpty();
    assertThat(ContractFilesTest.schema("indicator-report-state").validate(judged)).isEmpty();
  }

  @Test
  void restatementTakesThePlaceOfTheFirst() throws IOException {
    JsonNode before = judged(sender.post(REPORTS, first()));
    JsonNode after = judged(sender.post(REPORTS, example()));

    assertThat(after.get("state").asText()).isEqualTo("accepted");
    assertThat(sender.get(REPORTS + "/" + before.get("reportNo").asText()).json().get("state"))
        .hasToString("\"restated\"");
    JsonNode list = sender.control("GET", "/indicator-reports", "").json();
    assertThat(list.get("items")).hasSize(2);
    assertThat(list.at("/items/1/report/values/0/was/value").decimalValue())
        .isEqualByComparingTo("50");
    assertThat(sender.control("GET", "/counts", "").json().at("/indicatorReports/accepted").asInt())
        .isEqualTo(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void returnsWhatDoesNotAddUpFieldByField() throws IOException {
    ObjectNode report = first();
    ((ObjectNode) report.get("values").get(0)).put("value", 12.5);
    ((ObjectNode) report.get("attestations").get(2)).put("who", "医务科 001");

    JsonNode judged = judged(sender.post(REPORTS, report));

    assertThat(judged.get("state").asText()).isEqualTo("returned");
    assertThat(judged.findValuesAsText("code")).containsExactly("TWO_PERSONS", "NOT_THE_QUOTIENT");
    assertThat(judged.at("/reasons/1/indicator").asText()).isEqualTo("HAI-21");
    assertThat(ContractFilesTest.schema("indicator-report-state").validate(judged)).isEmpty();
    assertThat(violations()).as("a content check is no breach of the contract").isEmpty();
  }

  @Test
  void returnsWhatItIsToldTo() throws IOException {
    Answer order =
        sender.control(
            "POST",
            "/faults",
            """
            {"returnReports": {"next": 1, "reasons": [{"indicator": "HAI-21",
             "member": "numerator", "code": "EVIDENCE", "message": "too many"}]}}\
            """);
    assertThat(order.status()).isEqualTo(200);

    JsonNode returned = judged(sender.post(REPORTS, first()));
    assertThat(returned.at("/reasons/0/message").asText()).isEqualTo("too many");
    ObjectNode correction = example();
    correction.put("kind", "correction");
    assertThat(judged(sender.post(REPORTS, correction)).get("state").asText())
        .isEqualTo("accepted");
  }

  @Test
  void returnsWhatTakesThePlaceOfSomethingElseThanItSays() throws IOException {
    // a restatement of what was never handed in
    JsonNode unheld = judged(sender.post(REPORTS, example()));
    assertThat(unheld.get("state").asText()).isEqualTo("returned");
    assertThat(unheld.findValuesAsText("code")).containsExactly("RESTATES");
    assertThat(unheld.at("/reasons/0/member").asText()).isEqualTo("restates");

    // a restatement of the returned one, a correction of it, a correction of the accepted one
    ObjectNode third = example();
    third.put("revision", 3).put("restates", 2);
    assertThat(judged(sender.post(REPORTS, third)).get("state").asText()).isEqualTo("returned");
    ObjectNode fourth = example();
    fourth.put("revision", 4).put("restates", 2).put("kind", "correction");
    assertThat(judged(sender.post(REPORTS, fourth)).get("state").asText()).isEqualTo("accepted");
    ObjectNode fifth = example();
    fifth.put("revision", 5).put("restates", 4).put("kind", "correction");
    assertThat(judged(sender.post(REPORTS, fifth)).findValuesAsText("message"))
        .containsExactly("Only a returned revision is corrected.");
    ObjectNode sixth = first();
    sixth.put("revision", 6).put("restates", 4);
    assertThat(judged(sender.post(REPORTS, sixth)).findValuesAsText("code"))
        .containsExactly("RESTATES");
    assertThat(violations()).isEmpty();
  }

  @Test
  void refusesConflictsOldRevisionsAndStrangers() throws IOException {
    assertThat(sender.post(REPORTS, example()).status()).isEqualTo(200);

    ObjectNode other = example();
    other.put("definitions", "another");
    assertThat(sender.post(REPORTS, other).code()).isEqualTo("REVISION_CONFLICT");
    assertThat(sender.post(REPORTS, first()).code()).isEqualTo("REVISION_STALE");
    ObjectNode foreign = first();
    foreign.withObject("/scope").put("id", "H999");
    foreign.put("key", "huaian-2023/half-year/2026-H1/facility/H999");
    assertThat(sender.post(REPORTS, foreign).status()).isEqualTo(403);
    assertThat(sender.get(REPORTS + "/IR-9").status()).isEqualTo(404);
    assertThat(violations()).isEqualTo("REVISION_CONFLICT REVISION_STALE FACILITY");
  }

  @Test
  void breachesOfTheContractAreViolations() throws IOException {
    ObjectNode odd = first();
    odd.put("key", "huaian-2023/half-year/2026-H2/facility/H001");
    assertThat(sender.post(REPORTS, odd).code()).isEqualTo("REPORT_SCHEMA");
    ObjectNode untold = first();
    ((ObjectNode) untold.get("values").get(0)).remove("applicable");
    assertThat(sender.post(REPORTS, untold).code()).isEqualTo("REPORT_SCHEMA");

    assertThat(violations()).isEqualTo("REPORT_SCHEMA REPORT_SCHEMA");
  }
}

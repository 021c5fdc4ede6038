package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatorControlTest extends SimulatorFixture {

  private JsonNode get(String target) throws IOException {
    return sender.control("GET", target, "").json();
  }

  @Test
  void listsWhatItHoldsByTypeAndFacility() throws IOException {
    ObjectNode visit = Items.visit("V1", 1);
    ObjectNode transfer = Items.item("transfer.made", "T1", 1);
    transfer.withObject("/attributes").put("at", "2026-11-03T08:30:00+08:00");
    sender.send(Items.batch(visit, transfer, Items.voided("V2", 1)));
    assertThat(get("/measure-events").get("items")).hasSize(3);
    assertThat(get("/measure-events?type=transfer.made").get("items")).containsExactly(transfer);
    assertThat(get("/measure-events?type=visit.registered&facility=H001").get("items"))
        .containsExactly(visit, Items.voided("V2", 1));
    assertThat(get("/measure-events?facility=H001").get("items")).hasSize(3);
    assertThat(get("/measure-events?facility=H002").get("items")).isEmpty();
    assertThat(get("/measure-events?type=visit.registered&facility=H00").get("items")).isEmpty();
  }

  @Test
  void pagesByKey() throws IOException {
    for (int b = 0; b < 3; b++) {
      ObjectNode batch = Items.batch();
      for (int i = 0; i < 500; i++) {
        batch.withArray("/items").add(Items.visit("V" + b + "-" + i, 1));
      }
      sender.send(batch);
    }
    JsonNode first = get("/measure-events?type=visit.registered");
    assertThat(first.get("items")).hasSize(1_000);
    JsonNode second =
        get("/measure-events?type=visit.registered&after=" + first.get("next").asText());
    assertThat(second.get("items")).hasSize(500);
    assertThat(second.get("next").isNull()).isTrue();
    Set<String> keys = new HashSet<>();
    first.get("items").forEach(i -> keys.add(i.get("key").asText()));
    second.get("items").forEach(i -> keys.add(i.get("key").asText()));
    assertThat(keys).hasSize(1_500);
  }

  @Test
  void showsOneFactByItsKey() throws IOException {
    ObjectNode visit = Items.visit("~E4~BD~8F1", 1);
    sender.send(Items.batch(visit));
    assertThat(get("/measure-events/visit.registered:H001:~E4~BD~8F1")).isEqualTo(visit);
    assertThat(sender.control("GET", "/measure-events/visit.registered:H001:V9", "").status())
        .isEqualTo(404);
  }

  @Test
  void countsFactsReceiptsAndCalls() throws IOException {
    sender.send(Items.batch(Items.visit("V1", 1), Items.visit("V2", 1)));
    sender.send(Items.batch(Items.voided("V1", 2), Items.visit("V2", 1)));
    JsonNode counts = get("/counts");
    assertThat(counts.get("facts").asInt()).isEqualTo(2);
    assertThat(counts.get("active").asInt()).isEqualTo(1);
    assertThat(counts.at("/byType/visit.registered/void").asInt()).isEqualTo(1);
    assertThat(counts.at("/receipts/accepted").asInt()).isEqualTo(3);
    assertThat(counts.at("/receipts/duplicate").asInt()).isEqualTo(1);
    assertThat(counts.at("/calls/200").asInt()).isEqualTo(2);
    assertThat(counts.get("violations").asInt()).isZero();
    assertThat(Items.MAPPER.readTree(simulator.counts())).isEqualTo(counts);
  }

  @Test
  void violationsAreKeptUpToALimitAndCountedBeyondIt() throws IOException {
    for (int b = 0; b < 3; b++) {
      ObjectNode batch = Items.batch();
      for (int i = 0; i < 400; i++) {
        batch.withArray("/items").add(Items.visit("V" + i, 1).put("version", 0));
      }
      sender.send(batch);
    }
    JsonNode violations = get("/violations");
    assertThat(violations.get("count").asInt()).isEqualTo(1_200);
    assertThat(violations.get("items")).hasSize(1_000);
    assertThat(violations.at("/items/0/time").asText()).isEqualTo("2026-11-03T10:00:00Z");
    assertThat(sender.control("DELETE", "/violations", "").json().get("count").asInt()).isZero();
  }

  @Test
  void contentChecksComeAfterTheirDelay() throws IOException {
    sender.control("POST", "/capabilities", "{\"asyncCheck\":true}");
    ObjectNode settlement = Items.item("settlement.outpatient", "S1", 1);
    settlement
        .withObject("/attributes")
        .put("at", "2026-11-03T08:30:00+08:00")
        .put("totalFen", 100)
        .put("insuranceFen", 60)
        .put("selfFen", 50);
    sender.send(
        Items.batch(
            Items.report("R1", "2026-11-03T09:00:00Z"),
            Items.report("R2", "2026-11-03T09:00:00+08:00"),
            settlement,
            Items.voided("V1", 1)));
    assertThat(sender.get("/v1/checks?batchNo=B-1").json().get("state").asText())
        .isEqualTo("pending");
    clock.advance(Duration.ofMinutes(1));
    JsonNode done = sender.get("/v1/checks?batchNo=B-1").json();
    assertThat(done.get("state").asText()).isEqualTo("done");
    assertThat(done.get("checks").findValuesAsText("result"))
        .containsExactly("failed", "passed", "failed", "passed");
    assertThat(done.get("checks").findValuesAsText("code"))
        .containsExactly("TIME_ORDER", "AMOUNT_SUM");
    assertThat(sender.get("/v1/checks?batchNo=B-2").status()).isEqualTo(404);
    assertThat(sender.get("/v1/checks").status()).isEqualTo(400);
  }

  @Test
  void withoutContentChecksThereIsNothingToAskFor() throws IOException {
    sender.send(Items.batch(Items.visit("V1", 1)));
    assertThat(sender.get("/v1/checks?batchNo=B-1").status()).isEqualTo(404);
    assertThat(violations()).isEmpty();
  }

  @Test
  void resendTasksAreListedForTheirFacilityUntilClosed() throws IOException {
    String task =
        "{\"facility\":\"%s\",\"types\":[\"visit.registered\"],"
            + "\"from\":\"2026-10-01T00:00:00+08:00\",\"to\":\"2026-10-02T00:00:00+08:00\"}";
    var opened = sender.control("POST", "/resend-tasks", task.formatted("H001"));
    sender.control("POST", "/resend-tasks", task.formatted("H002"));
    JsonNode listed = sender.get("/v1/resend-tasks").json();
    assertThat(listed.get("items")).containsExactly(opened.json());
    assertThat(listed.get("next").isNull()).isTrue();
    String no = opened.json().get("taskNo").asText();
    assertThat(sender.control("DELETE", "/resend-tasks/" + no, "").status()).isEqualTo(200);
    assertThat(sender.get("/v1/resend-tasks").json().get("items")).isEmpty();
    assertThat(sender.control("DELETE", "/resend-tasks/" + no, "").status()).isEqualTo(404);
    assertThat(sender.control("POST", "/resend-tasks", "{\"facility\":\"H001\"}").status())
        .isEqualTo(400);
  }

  @Test
  void answersMeetTheirPublishedSchemas() throws IOException {
    sender.control("POST", "/capabilities", "{\"asyncCheck\":true}");
    var receipts = sender.send(Items.batch(Items.visit("V1", 1), Items.visit("V2", 0)));
    clock.advance(Duration.ofMinutes(1));
    assertThat(ContractFilesTest.schema("receipts").validate(receipts.json())).isEmpty();
    var checks = sender.get("/v1/checks?batchNo=B-1");
    assertThat(ContractFilesTest.schema("checks").validate(checks.json())).isEmpty();
    var tasks = sender.get("/v1/resend-tasks");
    assertThat(ContractFilesTest.schema("resend-tasks").validate(tasks.json())).isEmpty();
    var problem = sender.get("/v1/elsewhere");
    assertThat(ContractFilesTest.schema("problem").validate(problem.json())).isEmpty();
  }

  @Test
  void controlCallsAreClosedToOtherMethodsAndPaths() throws IOException {
    assertThat(sender.control("PUT", "/counts", "").status()).isEqualTo(405);
    assertThat(sender.control("PUT", "/faults", "{}").status()).isEqualTo(405);
    assertThat(sender.control("GET", "/tea", "").status()).isEqualTo(404);
    assertThat(sender.control("POST", "/faults", "{").status()).isEqualTo(400);
  }
}

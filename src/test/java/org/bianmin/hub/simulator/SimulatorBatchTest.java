package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorBatchTest extends SimulatorFixture {

  @Test
  void badItemDoesNotSpoilItsNeighbours() throws IOException {
    var bad = Items.visit("V2", 1);
    bad.withObject("/attributes").put("visitClass", "secret value");
    var answer = sender.send(Items.batch(Items.visit("V1", 1), bad, Items.visit("V3", 1)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("receipts")).hasSize(3);
    assertThat(answer.result(0)).isEqualTo("accepted");
    assertThat(answer.result(1)).isEqualTo("rejected");
    assertThat(answer.receipt(1).get("code").asText()).isEqualTo("SCHEMA");
    assertThat(answer.receipt(1).get("message").asText())
        .contains("/attributes/visitClass")
        .doesNotContain("secret value");
    assertThat(answer.receipt(2).get("key").asText()).isEqualTo("visit.registered:H001:V3");
    assertThat(answer.result(2)).isEqualTo("accepted");
    assertThat(violations()).isEqualTo("SCHEMA");
    assertThat(simulator.violations()).doesNotContain("secret value").doesNotContain("V2");
  }

  @Test
  void keyCountsOnceInABatch() throws IOException {
    var answer = sender.send(Items.batch(Items.visit("V1", 1), Items.visit("V1", 2)));
    assertThat(answer.result(0)).isEqualTo("accepted");
    assertThat(answer.receipt(1).get("code").asText()).isEqualTo("KEY_REPEATED");
    assertThat(violations()).isEqualTo("KEY_REPEATED");
  }

  @Test
  void keyHasToFitTypeAndFacility() throws IOException {
    var answer =
        sender.send(
            Items.batch(
                Items.visit("V1", 1).put("key", "transfer.made:H001:V1"),
                Items.visit("V2", 1).put("key", "visit.registered:H002:V2")));
    assertThat(answer.receipt(0).get("code").asText()).isEqualTo("KEY_MISMATCH");
    assertThat(answer.receipt(1).get("code").asText()).isEqualTo("KEY_MISMATCH");
  }

  @Test
  void appSendsOnlyForItsFacilities() throws IOException {
    var item = Items.visit("V1", 1).put("facility", "H002").put("key", "visit.registered:H002:V1");
    assertThat(sender.send(Items.batch(item)).receipt(0).get("code").asText())
        .isEqualTo("FACILITY");
    var answer = sender.send(Items.batch(item).put("facility", "H002"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("FACILITY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,2",
        "{\"a\":1}{\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "not json",
        "{\"a\":\"\u0001\"}"
      })
  void refusesWhatIsNotJson(String body) throws IOException {
    var answer = sender.call("POST", "/v1/measure-events", body, Map.of());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isIn("MALFORMED", "BATCH_SCHEMA");
    assertThat(violations()).isEqualTo(answer.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"batchNo", "facility", "sentAt", "items"})
  void refusesABatchWithoutAnyOfItsMembers(String member) throws IOException {
    var batch = Items.batch(Items.visit("V1", 1));
    batch.remove(member);
    var answer = sender.send(batch);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BATCH_SCHEMA");
    assertThat(answer.json().get("detail").asText()).contains(member);
  }

  @Test
  void refusesABatchWithoutItemsOrWithOthersThanObjects() throws IOException {
    assertThat(sender.send(Items.batch()).status()).isEqualTo(400);
    var batch = Items.batch();
    batch.withArray("/items").add(5);
    assertThat(sender.send(batch).status()).isEqualTo(400);
  }

  @Test
  void takesFiveHundredItemsAndNotOneMore() throws IOException {
    var batch = Items.batch();
    for (int i = 0; i < 500; i++) {
      batch.withArray("/items").add(Items.visit("V" + i, 1));
    }
    var answer = sender.send(batch);
    assertThat(answer.json().get("receipts")).hasSize(500);
    assertThat(answer.json().get("receipts").findValuesAsText("result")).containsOnly("accepted");
    batch.withArray("/items").add(Items.visit("V500", 1));
    assertThat(sender.send(batch).status()).isEqualTo(413);
    assertThat(violations()).isEqualTo("TOO_MANY_ITEMS");
  }

  @Test
  void refusesMoreThanEightMebibytes() throws IOException {
    String body = " ".repeat(8 * 1024 * 1024) + Items.batch(Items.visit("V1", 1));
    var answer = sender.call("POST", "/v1/measure-events", body, Map.of());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("TOO_LARGE");
  }

  @Test
  void knowsOnlyTheCallsOfTheContract() throws IOException {
    assertThat(sender.get("/v1/measure-events").status()).isEqualTo(405);
    assertThat(sender.get("/v1/measure-events/x").status()).isEqualTo(404);
    assertThat(violations()).isEqualTo("METHOD UNKNOWN_CALL");
  }

  @Test
  void brokenItemIsEchoedAsFarAsItCanBe() throws IOException {
    var item = Items.visit("V1", 1);
    item.put("key", 5).put("version", "one");
    var receipt = sender.send(Items.batch(item)).receipt(0);
    assertThat(receipt.get("key").isNull()).isTrue();
    assertThat(receipt.get("version").isNull()).isTrue();
    assertThat(receipt.get("code").asText()).isEqualTo("SCHEMA");
  }

  @Test
  void everyCharacterOfUnicodeIsHeldAsSent() throws IOException {
    var item = Items.report("R1", "2026-11-03T08:00:00+08:00");
    item.withObject("/attributes").put("conclusion", "\uD842\uDFB7 \u6771 \u0000");
    assertThat(sender.send(Items.batch(item)).result(0)).isEqualTo("accepted");
    var held = sender.control("GET", "/measure-events/result.issued:H001:R1", "");
    assertThat(held.json()).isEqualTo(item);
    assertThat(sender.send(Items.batch(item)).result(0)).isEqualTo("duplicate");
  }
}

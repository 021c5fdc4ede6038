package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SimulatorDecisionsTest extends RecognitionFixture {

  @Test
  void keepsTheExampleOfTheContractInBooksOfItsOwn() throws IOException {
    ObjectNode batch = Published.example("recognition-decisions");
    var answer = atB.post(Published.DECISIONS, batch);
    assertThat(answer.json().get("receipts")).hasSize(3);
    assertThat(answer.json().findValuesAsText("result"))
        .containsExactly("accepted", "accepted", "accepted");
    assertThat(ContractFilesTest.schema("receipts").validate(answer.json())).isEmpty();

    JsonNode books = control("GET", "/decisions?facility=" + Published.B, "");
    assertThat(books.get("items")).hasSize(3);
    assertThat(books.at("/items/0/type").asText()).isEqualTo("recognition.decided");
    assertThat(control("GET", "/decisions?facility=H009", "").get("items")).isEmpty();
    assertThat(control("GET", "/decisions?type=recognition.viewed", "").get("items")).hasSize(1);
    String key = batch.at("/items/2/key").asText();
    assertThat(control("GET", "/decisions/" + key, "")).isEqualTo(batch.at("/items/2"));

    JsonNode counts = atB.control("GET", "/counts", "").json();
    assertThat(counts.get("facts").asInt()).isZero();
    assertThat(counts.at("/recognition/records/active").asInt()).isEqualTo(3);
    // the same record may be told as a measure event too
    assertThat(atB.send(batch).json().findValuesAsText("result"))
        .containsExactly("accepted", "accepted", "accepted");
    assertThat(violations()).isEmpty();
  }

  @Test
  void versionsGoAsForMeasureEvents() throws IOException {
    ObjectNode first = Published.decision(Published.B, "D1", 1, "R1", 1);
    ObjectNode second = Published.decision(Published.B, "D1", 2, "R1", 1);
    assertThat(tell(atB, Published.B, second)).isEqualTo("accepted");
    assertThat(tell(atB, Published.B, second)).isEqualTo("duplicate");
    assertThat(tell(atB, Published.B, first)).isEqualTo("stale");
    assertThat(tell(atB, Published.B, second.put("mapping", "x"))).isEqualTo("VERSION_CONFLICT");
    capability("voids", false);
    ObjectNode withdrawn = Published.record("recognition.decided", Published.B, "D1", 3);
    withdrawn.put("status", "void").putNull("occurredAt");
    assertThat(tell(atB, Published.B, withdrawn)).isEqualTo("VOIDS_UNSUPPORTED");
  }

  @Test
  void takesNothingElse() throws IOException {
    ObjectNode visit = Items.visit("V1", 1);
    visit.put("key", "visit.registered:" + Published.B + ":V1").put("facility", Published.B);
    assertThat(tell(atB, Published.B, visit)).isEqualTo("TYPE");
    assertThat(violations()).isEqualTo("TYPE");
  }

  @Test
  void aDeclinedDecisionHasAReason() throws IOException {
    ObjectNode declined = Published.decision(Published.B, "D1", 1, "R1", 1);
    declined.withObject("/attributes").put("decision", "declined");
    assertThat(tell(atB, Published.B, declined)).isEqualTo("REASON");
    declined.withArray("/unmapped").add("reasonCode");
    assertThat(tell(atB, Published.B, declined)).isEqualTo("accepted");
  }

  @Test
  void anotherFacilitysRecordIsRejected() throws IOException {
    ObjectNode record = Published.decision(C, "D1", 1, "R1", 1);
    assertThat(tell(atB, Published.B, record)).isEqualTo("FACILITY");
    assertThat(atB.post(Published.DECISIONS, Published.batch(C, record)).status()).isEqualTo(403);
  }
}

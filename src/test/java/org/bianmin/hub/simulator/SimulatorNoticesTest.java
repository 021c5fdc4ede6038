package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorNoticesTest extends RecognitionFixture {

  private static final String DECIDED = "recognition.decided:" + Published.B + ":D1";

  private static List<String> concerns(JsonNode notice) {
    List<String> keys = new ArrayList<>();
    notice.get("concerns").forEach(c -> keys.add(c.get("key").asText()));
    return keys;
  }

  @Test
  void aCorrectionIsToldOnceToTheFacilityThatDecided() throws IOException {
    publish(Published.lab("R1", 1));
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    assertThat(notices(atB)).isEmpty();

    assertThat(publish(Published.lab("R1", 2))).isEqualTo("accepted");
    assertThat(publish(Published.lab("R1", 2))).isEqualTo("duplicate");
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("stale");

    JsonNode all = atB.get(Published.NOTICES).json();
    assertThat(ContractFilesTest.schema("recognition-notices").validate(all)).isEmpty();
    assertThat(all.get("items")).hasSize(1);
    JsonNode notice = all.at("/items/0");
    assertThat(notice.get("kind").asText()).isEqualTo("corrected");
    assertThat(notice.get("urgent").asBoolean()).isFalse();
    assertThat(notice.at("/report/key").asText()).isEqualTo(Published.key("R1"));
    assertThat(notice.at("/report/facility").asText()).isEqualTo(Published.A);
    assertThat(notice.at("/report/version").asInt()).isEqualTo(2);
    assertThat(concerns(notice)).containsExactly(DECIDED);
    assertThat(notices(atC)).isEmpty();
    assertThat(notices(atA)).isEmpty();
    assertThat(violations()).isEmpty();
  }

  @Test
  void whoeverWasShownViewedOrDeclinedIsToldToo() throws IOException {
    publish(Published.lab("R1", 1));
    ObjectNode prompt = Published.record("recognition.prompted", Published.B, "P1", 1);
    ObjectNode attributes = prompt.withObject("/attributes");
    attributes.put("at", "2026-11-03T17:00:00+08:00").put("doctorId", "D1");
    attributes.put("visitRef", "V1").put("scene", "2");
    var candidates = attributes.putArray("candidates");
    candidates.addObject().put("reportNo", "R9").put("orgCode", "H009");
    // named by facility and number alone
    candidates.addObject().put("reportNo", "R1").put("orgCode", Published.A);
    ObjectNode view = Published.record("recognition.viewed", C, "W1", 1);
    view.withObject("/attributes")
        .put("at", "2026-11-03T17:00:00+08:00")
        .put("doctorId", "D2")
        .put("reportNo", "R1")
        .put("sourceOrg", Published.A)
        .put("reportKey", Published.key("R1"));
    ObjectNode declined = Published.decision(C, "D1", 1, "R1", 1);
    declined.withObject("/attributes").put("decision", "declined").put("reasonCode", "R1");
    assertThat(tell(atB, Published.B, prompt)).isEqualTo("accepted");
    assertThat(tell(atC, C, view)).isEqualTo("accepted");
    assertThat(tell(atC, C, declined)).isEqualTo("accepted");

    publish(Published.recall("R1", 2));

    assertThat(notices(atB)).hasSize(1);
    assertThat(notices(atB).at("/0/kind").asText()).isEqualTo("recalled");
    assertThat(notices(atB).at("/0/urgent").asBoolean()).isTrue();
    assertThat(concerns(notices(atB).get(0)))
        .containsExactly("recognition.prompted:" + Published.B + ":P1");
    assertThat(notices(atC)).hasSize(1);
    assertThat(concerns(notices(atC).get(0)))
        .containsExactly("recognition.decided:H003:D1", "recognition.viewed:H003:W1");
  }

  @Test
  void aRecordThatComesAfterTheCorrectionIsToldAtOnce() throws IOException {
    publish(Published.lab("R1", 1));
    publish(Published.lab("R1", 2));
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    tell(atB, Published.B, Published.decision(Published.B, "D2", 1, "R1", 2));
    assertThat(notices(atB)).hasSize(1);
    assertThat(concerns(notices(atB).get(0))).containsExactly(DECIDED);
  }

  @Test
  void ofSeveralItemsOfOneReportTheOldestStateCounts() throws IOException {
    publish(Published.lab("R1", 1));
    publish(Published.lab("R1", 2));
    ObjectNode prompt = Published.record("recognition.prompted", Published.B, "P1", 1);
    ObjectNode attributes = prompt.withObject("/attributes");
    attributes.put("at", "2026-11-03T17:00:00+08:00").put("doctorId", "D1");
    attributes.put("visitRef", "V1").put("scene", "2");
    for (int shown : new int[] {2, 1, 2}) {
      attributes
          .withArray("/candidates")
          .addObject()
          .put("reportNo", "R1")
          .put("reportKey", Published.key("R1"))
          .put("reportVersion", shown);
    }
    assertThat(tell(atB, Published.B, prompt)).isEqualTo("accepted");
    assertThat(notices(atB)).hasSize(1);
    assertThat(concerns(notices(atB).get(0))).hasSize(1);
  }

  @Test
  void aLateRecordThatTellsNoVersionGoesByItsTime() throws IOException {
    publish(Published.lab("R1", 1));
    publish(Published.lab("R1", 2));
    // the clock stands at 18:00+08:00
    ObjectNode before = Published.decision(Published.B, "D1", 1, "R1", 1);
    before.withObject("/attributes").remove("reportVersion");
    ObjectNode after = Published.decision(Published.B, "D2", 1, "R1", 1);
    after.withObject("/attributes").remove("reportVersion");
    after.put("occurredAt", "2026-11-03T18:00:01+08:00");
    tell(atB, Published.B, before);
    tell(atB, Published.B, after);
    assertThat(notices(atB)).hasSize(1);
    assertThat(concerns(notices(atB).get(0))).containsExactly(DECIDED);
  }

  @Test
  void aReportThatArrivesForTheFirstTimeInANewerVersionIsToldAsCorrected() throws IOException {
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    publish(Published.lab("R1", 2));
    assertThat(notices(atB)).hasSize(1);
  }

  @Test
  void anAnswerToANoticeMakesNoNewOne() throws IOException {
    publish(Published.lab("R1", 1));
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    publish(Published.lab("R1", 2));
    ObjectNode marked = Published.decision(Published.B, "D1", 2, "R1", 1);
    marked.withObject("/attributes").put("savedFen", 1);
    assertThat(tell(atB, Published.B, marked)).isEqualTo("accepted");
    assertThat(notices(atB)).hasSize(1);
    publish(Published.lab("R1", 3));
    assertThat(notices(atB)).hasSize(2);
  }

  @Test
  void aWithdrawnDecisionIsNotTold() throws IOException {
    publish(Published.lab("R1", 1));
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    ObjectNode withdrawn = Published.record("recognition.decided", Published.B, "D1", 2);
    withdrawn.put("status", "void").putNull("occurredAt");
    assertThat(tell(atB, Published.B, withdrawn)).isEqualTo("accepted");
    publish(Published.lab("R1", 2));
    assertThat(notices(atB)).isEmpty();
  }

  @Test
  void pagesGoOnAfterTheLastNumber() throws IOException {
    tell(atB, Published.B, Published.decision(Published.B, "D1", 1, "R1", 1));
    for (int version = 1; version <= 203; version++) {
      assertThat(publish(Published.lab("R1", version))).isEqualTo("accepted");
    }
    JsonNode first = atB.get(Published.NOTICES).json();
    assertThat(first.get("items")).hasSize(200);
    String next = first.get("next").asText();
    assertThat(next).isEqualTo(first.at("/items/199/no").asText());
    JsonNode second = atB.get(Published.NOTICES + "?after=" + next).json();
    assertThat(second.get("items")).hasSize(2);
    assertThat(second.get("next").isNull()).isTrue();
    String last = second.at("/items/1/no").asText();
    assertThat(atB.get(Published.NOTICES + "?after=" + last).json().get("items")).isEmpty();
  }
}

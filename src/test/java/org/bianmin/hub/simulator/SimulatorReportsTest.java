package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorReportsTest extends RecognitionFixture {

  private JsonNode held(String no) throws IOException {
    return control("GET", "/reports/" + Published.key(no), "");
  }

  @Test
  void holdsTheNewestVersionAsItWasSent() throws IOException {
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("accepted");
    assertThat(publish(Published.lab("R1", 3))).isEqualTo("accepted");
    assertThat(publish(Published.lab("R1", 2))).isEqualTo("stale");
    assertThat(held("R1")).isEqualTo(Published.lab("R1", 3));
    assertThat(violations()).isEmpty();
  }

  @Test
  void receiptMeetsTheContract() throws IOException {
    for (ObjectNode bundle :
        new ObjectNode[] {
          Published.lab("R1", 1), Published.lab("R1", 1).put("type", "x"), Items.visit("V1", 1)
        }) {
      JsonNode receipt = atA.post(Published.REPORTS, bundle).json();
      assertThat(ContractFilesTest.schema("receipt").validate(receipt)).isEmpty();
    }
    assertThat(violations()).isEqualTo("PROFILE PROFILE");
  }

  @Test
  void sameContentIsADuplicateWhateverItsTimeStamps() throws IOException {
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("accepted");
    ObjectNode again = Published.lab("R1", 1).put("timestamp", "2026-11-04T00:00:00Z");
    ((ObjectNode) Published.resource(again, "Composition")).put("date", "2026-11-04T00:00:00Z");
    assertThat(publish(again)).isEqualTo("duplicate");
    ((ObjectNode) Published.resource(again, "DiagnosticReport")).put("conclusion", "other");
    assertThat(publish(again)).isEqualTo("VERSION_CONFLICT");
    assertThat(violations()).isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void aRecallBeforeItsReportIsKept() throws IOException {
    assertThat(publish(Published.recall("R1", 2))).isEqualTo("accepted");
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("stale");
    assertThat(control("GET", "/reports", "").at("/items/0/status").asText()).isEqualTo("void");
  }

  /** Every combination: versions, voids, resubmit-after-void. */
  @ParameterizedTest
  @CsvSource({
    "true,true,true", "true,true,false", "true,false,true", "true,false,false",
    "false,true,true", "false,true,false", "false,false,true", "false,false,false"
  })
  void keepsToWhatThePlatformCan(boolean versions, boolean voids, boolean resubmit)
      throws IOException {
    capability("versions", versions);
    capability("voids", voids);
    capability("resubmitAfterVoid", resubmit);

    assertThat(publish(Published.lab("R1", 1))).as("first").isEqualTo("accepted");
    assertThat(publish(Published.lab("R1", 1)))
        .as("repeated")
        .isEqualTo(versions ? "duplicate" : "VERSIONS_UNSUPPORTED");
    assertThat(publish(Published.lab("R1", 2)))
        .as("corrected")
        .isEqualTo(versions ? "accepted" : "VERSIONS_UNSUPPORTED");
    assertThat(publish(Published.recall("R1", 3)))
        .as("recalled")
        .isEqualTo(voids ? "accepted" : "VOIDS_UNSUPPORTED");
    assertThat(publish(Published.recall("R1", 3)))
        .as("recalled again")
        .isEqualTo(!voids ? "VOIDS_UNSUPPORTED" : versions ? "duplicate" : "VERSIONS_UNSUPPORTED");
    boolean back = versions && (resubmit || !voids);
    assertThat(publish(Published.lab("R1", 4)))
        .as("back")
        .isEqualTo(back ? "accepted" : versions ? "RESUBMIT_UNSUPPORTED" : "VERSIONS_UNSUPPORTED");
    assertThat(held("R1").at("/meta/versionId").asInt())
        .isEqualTo(back ? 4 : voids ? 3 : versions ? 2 : 1);

    assertThat(publish(Published.recall("R2", 2)))
        .as("recall before its report")
        .isEqualTo(voids ? "accepted" : "VOIDS_UNSUPPORTED");
    assertThat(publish(Published.lab("R2", 1)))
        .as("late report")
        .isEqualTo(!voids ? "accepted" : versions ? "stale" : "VERSIONS_UNSUPPORTED");
  }

  @Test
  void anotherFacilitysReportIsRejected() throws IOException {
    JsonNode receipt = atB.post(Published.REPORTS, Published.lab("R1", 1)).json();
    assertThat(receipt.get("code").asText()).isEqualTo("FACILITY");
    assertThat(control("GET", "/reports", "").get("items")).isEmpty();
  }

  @Test
  void whatIsNoJsonObjectIsNotRead() throws IOException {
    for (String body : new String[] {"{", "[]", "{} {}"}) {
      var answer = atA.call("POST", Published.REPORTS, body, Map.of());
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("MALFORMED");
    }
  }

  @Test
  void aReportMayBeLargerThanABatch() throws IOException {
    ObjectNode bundle = Published.lab("R1", 1);
    String document = "A".repeat(9 * 1024 * 1024);
    ((ObjectNode) Published.resource(bundle, "DiagnosticReport"))
        .putArray("presentedForm")
        .addObject()
        .put("contentType", "application/pdf")
        .put("data", document);
    assertThat(publish(bundle)).isEqualTo("accepted");
    var tooLarge = atA.call("POST", Published.DECISIONS, " ".repeat(8 * 1024 * 1024 + 1), Map.of());
    assertThat(tooLarge.status()).isEqualTo(413);
    var larger = atA.call("POST", Published.REPORTS, " ".repeat(32 * 1024 * 1024 + 1), Map.of());
    assertThat(larger.status()).isEqualTo(413);
    // what was found is shown without the document
    JsonNode found = atB.post(Published.SEARCH, Published.question(Published.B)).json();
    assertThat(found.get("total").asInt()).isEqualTo(1);
    assertThat(Published.resource(found, "DiagnosticReport").has("presentedForm")).isFalse();
  }

  @Test
  void faultsStrikeReportsToo() throws IOException {
    atA.control("POST", "/faults", "{\"rejectItems\":{\"next\":1,\"code\":\"RULE_17\"}}");
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("RULE_17");
    assertThat(publish(Published.lab("R1", 1))).isEqualTo("accepted");
    atA.control("POST", "/faults", "{\"unavailable\":{\"next\":1}}");
    assertThat(atA.post(Published.REPORTS, Published.lab("R1", 1)).status()).isEqualTo(503);
    assertThat(violations()).isEmpty();
  }

  /** The sender repeats what was not answered; the books are right whatever the platform can. */
  @ParameterizedTest
  @CsvSource({"true,duplicate", "false,VERSIONS_UNSUPPORTED"})
  void aLostAnswerLosesNoReport(boolean versions, String repeated) throws IOException {
    capability("versions", versions);
    atA.control("POST", "/faults", "{\"resetAfterProcessing\":{\"next\":1}}");
    assertThatThrownBy(() -> publish(Published.lab("R1", 1))).isInstanceOf(IOException.class);
    assertThat(publish(Published.lab("R1", 1))).isEqualTo(repeated);
    assertThat(held("R1")).isEqualTo(Published.lab("R1", 1));
    atA.control("POST", "/faults", "{\"resetAfterProcessing\":{\"next\":1}}");
    assertThatThrownBy(() -> publish(Published.recall("R1", 2))).isInstanceOf(IOException.class);
    assertThat(publish(Published.recall("R1", 2))).isEqualTo(repeated);
    assertThat(held("R1")).isEqualTo(Published.recall("R1", 2));
  }

  @Test
  void listsAndCountsWhatIsHeld() throws IOException {
    publish(Published.lab("R1", 1));
    publish(Published.lab("R2", 1));
    publish(Published.recall("R2", 2));
    JsonNode list = control("GET", "/reports?facility=" + Published.A, "");
    assertThat(list.get("items")).hasSize(2);
    assertThat(list.at("/items/0/recognisable").asInt()).isEqualTo(1);
    assertThat(list.at("/items/1/urgent").asBoolean()).isTrue();
    assertThat(control("GET", "/reports?after=" + Published.key("R1"), "").get("items")).hasSize(1);
    assertThat(control("GET", "/reports?facility=H009", "").get("items")).isEmpty();
    JsonNode counts = atA.control("GET", "/counts", "").json();
    assertThat(counts.get("facts").asInt()).isZero();
    assertThat(counts.at("/recognition/active").asInt()).isEqualTo(1);
    assertThat(counts.at("/recognition/byFacility/" + Published.A + "/void").asInt()).isEqualTo(1);
    assertThat(counts.at("/recognition/receipts/accepted").asInt()).isEqualTo(3);
    assertThat(atA.control("GET", "/recognition/reports/nothing", "").status()).isEqualTo(404);
  }

  @Test
  void callsAreMadeWithTheirMethod() throws IOException {
    assertThat(atA.get(Published.REPORTS).status()).isEqualTo(405);
    assertThat(atA.post(Published.NOTICES, Items.batch()).status()).isEqualTo(405);
    assertThat(atA.get("/v1/recognition/tea").status()).isEqualTo(404);
  }
}

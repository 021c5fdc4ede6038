package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NeighboursTest extends RecognitionFixture {

  private static final String FIRST = "124990000000000001";
  private static final int PERSONS = 60;

  @Override
  SimulatorSettings settings() {
    return super.settings().withNeighbours(3);
  }

  private JsonNode search(int person) throws IOException {
    return search(atB, person);
  }

  private static JsonNode search(Sender sender, int person) throws IOException {
    ObjectNode question = Published.question(Published.B);
    ((ObjectNode) question.at("/persons/0")).put("id", id(person));
    return sender.post(Published.SEARCH, question).json();
  }

  private static String id(int person) {
    return "110105%04d0101001X".formatted(1940 + person);
  }

  @Test
  void knowSomeOfThePersonsAndAlwaysTheSame() throws IOException {
    int known = 0;
    Set<String> items = new TreeSet<>();
    for (int person = 0; person < PERSONS; person++) {
      JsonNode found = search(person);
      known += found.get("total").asInt() > 0 ? 1 : 0;
      for (JsonNode coding : found.findValues("coding")) {
        for (JsonNode one : coding) {
          if (one.get("system").asText().equals(Names.ITEM)) {
            items.add(one.get("code").asText());
          }
        }
      }
    }
    assertThat(known).isBetween(PERSONS / 4, PERSONS - 5);
    assertThat(items).contains("lab-wbc", "lab-glu").anyMatch(item -> item.startsWith("img-"));
    JsonNode reports = control("GET", "/reports", "").get("items");
    assertThat(reports).hasSizeGreaterThan(known);
    // the same platform again meets the same persons, in another order
    try (var other = new Simulator(settings(), clock).start()) {
      Sender again = new Sender(other, clock).as("app-b");
      for (int person = PERSONS - 1; person >= 0; person--) {
        search(again, person);
      }
      assertThat(again.control("GET", "/recognition/reports", "").json().get("items"))
          .isEqualTo(reports);
    }
    assertThat(violations()).isEmpty();
  }

  @Test
  void aPublishedReportIntroducesItsPatient() throws IOException {
    int before = control("GET", "/reports", "").get("items").size();
    for (int person = 0; person < 10; person++) {
      ObjectNode bundle = Published.lab("R" + person, 1);
      ((ObjectNode) Published.resource(bundle, "Patient").at("/identifier/0"))
          .put("value", id(person));
      assertThat(publish(bundle)).isEqualTo("accepted");
    }
    JsonNode reports = control("GET", "/reports", "").get("items");
    assertThat(before).isZero();
    assertThat(reports).hasSizeGreaterThan(12);
    // what the neighbours publish is no receipt of the hub's
    JsonNode counts = atA.control("GET", "/counts", "").json();
    assertThat(counts.at("/recognition/receipts/accepted").asInt()).isEqualTo(10);
    JsonNode neighbours = control("GET", "/neighbours", "").get("items");
    assertThat(neighbours).hasSize(3);
    int all = 0;
    for (JsonNode neighbour : neighbours) {
      all += neighbour.get("reports").asInt();
    }
    assertThat(all).isEqualTo(reports.size() - 10);
  }

  private String reportOfFirst() throws IOException {
    for (int person = 0; person < PERSONS; person++) {
      search(person);
    }
    JsonNode list = control("GET", "/reports?facility=" + FIRST, "");
    return list.at("/items/1/key").asText();
  }

  private String decideAbout(String key) throws IOException {
    ObjectNode decision = Published.decision(Published.B, "D1", 1, "x", 1);
    decision.withObject("/attributes").put("reportKey", key);
    return tell(atB, Published.B, decision);
  }

  @Test
  void correctsTheReportThatWasDecidedAbout() throws IOException {
    String key = reportOfFirst();
    assertThat(decideAbout(key)).isEqualTo("accepted");
    JsonNode before = control("GET", "/reports/" + key, "");
    var answer = atB.control("POST", "/recognition/neighbours/" + FIRST + "/correct", "{}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("key").asText()).isEqualTo(key);
    JsonNode now = control("GET", "/reports/" + key, "");
    assertThat(now.at("/meta/versionId").asText()).isEqualTo("2");
    assertThat(Published.resource(now, "DiagnosticReport"))
        .isNotEqualTo(Published.resource(before, "DiagnosticReport"));
    assertThat(notices(atB)).hasSize(1);
    assertThat(notices(atB).at("/0/report/facility").asText()).isEqualTo(FIRST);
  }

  @Test
  void recallsAReportUrgently() throws IOException {
    String key = reportOfFirst();
    decideAbout(key);
    String order = "{\"key\":\"" + key + "\",\"recall\":true,\"urgent\":true}";
    String target = "/recognition/neighbours/" + FIRST + "/correct";
    assertThat(atB.control("POST", target, order).json().get("status").asText()).isEqualTo("void");
    assertThat(notices(atB).at("/0/kind").asText()).isEqualTo("recalled");
    assertThat(notices(atB).at("/0/urgent").asBoolean()).isTrue();
    assertThat(atB.control("POST", target, order).status()).isEqualTo(404);
    assertThat(atB.control("POST", target, "{\"tea\":true}").status()).isEqualTo(400);
    assertThat(atB.control("POST", "/recognition/neighbours/H9/correct", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void anEmptyOrderCorrectsAnyReport() throws IOException {
    reportOfFirst();
    String target = "/recognition/neighbours/" + FIRST + "/correct";
    assertThat(atB.control("POST", target, "").json().get("version").asInt()).isEqualTo(2);
  }

  @Test
  void judgeByTheCatalogueInForce() throws IOException {
    ObjectNode catalogue = Published.example("recognition-catalogue");
    catalogue.putArray("items");
    control("POST", "/catalogue", catalogue.put("edition", "empty").toString());
    for (int person = 0; person < 10; person++) {
      assertThat(search(person).get("total").asInt()).isZero();
    }
    assertThat(control("GET", "/reports", "").get("items")).isNotEmpty();
  }
}

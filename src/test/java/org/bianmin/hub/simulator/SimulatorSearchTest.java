package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorSearchTest extends RecognitionFixture {

  private static final String NO = "R20261103-5521";

  @BeforeEach
  void publishOne() throws IOException {
    assertThat(publish(Published.example("recognition-report-lab"))).isEqualTo("accepted");
  }

  private JsonNode found(ObjectNode question) throws IOException {
    var answer = atB.post(Published.SEARCH, question);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private int total(ObjectNode question) throws IOException {
    return found(question).get("total").asInt();
  }

  @Test
  void answersTheExampleOfTheContract() throws IOException {
    ObjectNode question = Published.example("recognition-search");
    var answer = atB.post(Published.SEARCH, question);
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .contains("application/fhir+json");
    JsonNode found = answer.json();
    JsonNode expected = Published.example("recognition-searchset");
    assertThat(found.get("total")).isEqualTo(expected.get("total"));
    assertThat(found.at("/entry/0")).isEqualTo(expected.at("/entry/0"));
    // in what order the rest comes is not agreed
    assertThat(found.get("entry")).containsExactlyInAnyOrderElementsOf(expected.get("entry"));
  }

  @Test
  void findsOnlyWhatFitsTheQuestion() throws IOException {
    assertThat(total(Published.question(Published.B))).isEqualTo(1);
    ObjectNode other = Published.question(Published.B);
    ((ObjectNode) other.at("/persons/0")).put("id", "110101199003070011");
    assertThat(total(other)).isZero();
    ObjectNode passport = Published.question(Published.B);
    ((ObjectNode) passport.at("/persons/0")).put("idType", "03");
    assertThat(total(passport)).isZero();
    ObjectNode items = Published.question(Published.B);
    items.putArray("items").add("lab-wbc");
    assertThat(total(items)).isZero();
    // it is in the report, but was judged not recognisable
    items.putArray("items").add("lab-k");
    assertThat(total(items)).isZero();
    items.putArray("items").add("lab-wbc").add("lab-glu");
    assertThat(total(items)).isEqualTo(1);
    ObjectNode since = Published.question(Published.B).put("since", "2026-11-03T16:02:00+08:00");
    assertThat(total(since)).isEqualTo(1);
    assertThat(total(since.put("since", "2026-11-03T16:02:01+08:00"))).isZero();
    assertThat(total(since.putNull("since"))).isEqualTo(1);
  }

  @Test
  void doesNotFindTheAskersOwn() throws IOException {
    var answer = atA.post(Published.SEARCH, Published.question(Published.A));
    assertThat(answer.json().get("total").asInt()).isZero();
  }

  @Test
  void doesNotFindWhatHasExpired() throws IOException {
    // the clock stands at 2026-11-03T10:00:00Z, the last moment is 2026-11-10T15:59:59Z
    clock.advance(Duration.ofDays(7).plusHours(5).plusMinutes(59).plusSeconds(59));
    assertThat(total(Published.question(Published.B))).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(total(Published.question(Published.B))).isZero();
  }

  @Test
  void doesNotFindWhatWasRecalledOrGivenToAnotherPerson() throws IOException {
    publish(Published.recall(NO, 2));
    assertThat(total(Published.question(Published.B))).isZero();
    publish(Published.lab(NO, 3));
    assertThat(total(Published.question(Published.B))).isEqualTo(1);
    ObjectNode moved = Published.lab(NO, 4);
    ((ObjectNode) Published.resource(moved, "Patient").at("/identifier/0")).put("value", "2");
    publish(moved);
    assertThat(total(Published.question(Published.B))).isZero();
  }

  @Test
  void showsTheNewestFirstUpToTheLimit() throws IOException {
    for (int i = 1; i <= 3; i++) {
      ObjectNode bundle = Published.lab("N" + i, 1);
      ((ObjectNode) Published.resource(bundle, "DiagnosticReport"))
          .put("issued", "2026-11-0%dT08:00:00+08:00".formatted(i));
      assertThat(publish(bundle)).isEqualTo("accepted");
    }
    JsonNode found = found(Published.question(Published.B).put("limit", 2));
    assertThat(found.get("total").asInt()).isEqualTo(4);
    List<String> keys = new ArrayList<>();
    for (JsonNode entry : found.get("entry")) {
      if (entry.at("/search/mode").asText().equals("match")) {
        keys.add(entry.at("/resource/identifier/0/value").asText());
      }
    }
    assertThat(keys).containsExactly(Published.key(NO), Published.key("N3"));
  }

  @Test
  void showsTheImagesAndNobodysName() throws IOException {
    assertThat(publish(Published.example("recognition-report-imaging"))).isEqualTo("accepted");
    ObjectNode question = Published.question(Published.B);
    question.putArray("items").add("img-ct-chest");
    JsonNode found = found(question);
    assertThat(Published.resource(found, "Endpoint").get("address").asText())
        .isEqualTo("https://pacs.example/study/CT20261103-0042");
    assertThat(found.toString()).doesNotContain("\"Patient\"", "示例甲", "birthDate");
    assertThat(Published.resource(found, "DiagnosticReport").at("/meta/versionId").asText())
        .isEqualTo("2");
    Set<String> urls = new HashSet<>();
    found.get("entry").forEach(entry -> urls.add(entry.get("fullUrl").asText()));
    for (JsonNode reference : found.findValues("reference")) {
      assertThat(urls).contains(reference.asText());
    }
  }

  @Test
  void aSusceptibilityIsShownWithItsOrganism() throws IOException {
    ObjectNode bundle = Published.lab("M1", 1);
    ObjectNode organism = (ObjectNode) bundle.at("/entry/6/resource");
    ((ArrayNode) organism.at("/code/coding")).remove(1);
    organism.putArray("hasMember").add(bundle.at("/entry/3/resource/result/0"));
    ((ArrayNode) bundle.at("/entry/3/resource/result")).remove(0);
    assertThat(publish(bundle)).isEqualTo("accepted");
    publish(Published.recall(NO, 2));
    ObjectNode question = Published.question(Published.B);
    question.putArray("items").add("lab-glu");
    JsonNode found = found(question);
    assertThat(Published.resource(found, "DiagnosticReport").get("result")).hasSize(1);
    assertThat(found.findValuesAsText("resourceType"))
        .containsOnlyOnce("DiagnosticReport")
        .filteredOn("Observation"::equals)
        .hasSize(2);
  }

  @Test
  void valuesKeepTheirDigits() throws IOException {
    String body = Published.lab("R9", 1).toString().replace("\"value\":5.4", "\"value\":5.400");
    assertThat(body).contains("5.400");
    atA.call("POST", Published.REPORTS, body, Map.of());
    var answer = atB.post(Published.SEARCH, Published.question(Published.B));
    assertThat(answer.http().body()).contains("\"value\":5.400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"facility\":\"12340000485000018H\",\"persons\":[]}",
        "{\"facility\":\"12340000485000018H\",\"persons\":[{\"idType\":\"01\"}]}",
        "{\"facility\":\"12340000485000018H\",\"persons\":[{\"idType\":\"01\",\"id\":\"1\"}],"
            + "\"limit\":201}",
        "{\"facility\":\"12340000485000018H\",\"persons\":[{\"idType\":\"01\",\"id\":\"1\"}],"
            + "\"since\":\"2026-02-31T00:00:00Z\"}"
      })
  void refusesAQuestionThatIsNone(String question) throws IOException {
    var answer = atB.call("POST", Published.SEARCH, question, Map.of());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("PARAMETER");
  }

  @Test
  void asksOnlyForAFacilityOfTheApp() throws IOException {
    assertThat(atB.post(Published.SEARCH, Published.question(C)).status()).isEqualTo(403);
  }

  @Test
  void platformWithoutSearchSaysSo() throws IOException {
    capability("recognitionQuery", false);
    var answer = atB.post(Published.SEARCH, Published.question(Published.B));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(violations()).isEmpty();
    capability("recognitionQuery", true);
    assertThat(total(Published.question(Published.B))).isEqualTo(1);
  }
}

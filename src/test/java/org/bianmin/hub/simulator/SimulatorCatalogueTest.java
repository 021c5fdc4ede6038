package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatorCatalogueTest extends RecognitionFixture {

  private static final String CATALOGUE = "/v1/recognition/catalogue";

  private static String etag(Sender.Answer answer) {
    return answer.http().headers().firstValue("ETag").orElseThrow();
  }

  private Sender.Answer known(String target, String etag) throws IOException {
    return atA.call("GET", target, "", Map.of("If-None-Match", etag));
  }

  @Test
  void servesItsOwnCatalogueWithEveryItemOfTheHubsTable() throws IOException {
    var answer = atA.get(CATALOGUE);
    assertThat(ContractFilesTest.schema("recognition-catalogue").validate(answer.json())).isEmpty();
    var codes = new TreeSet<String>();
    answer.json().get("items").forEach(item -> codes.add(item.get("code").asText()));
    for (String row : Files.readAllLines(Path.of("mappings/codes/lab-item.csv"))) {
      String target = row.split(",", -1)[2];
      if (target.startsWith("lab-")) {
        assertThat(codes).contains(target);
      }
    }
    assertThat(codes)
        .contains(
            "img-ct-chest",
            "img-ct-head",
            "img-mr-head",
            "img-us-abdomen",
            "img-dr-chest",
            "ecg-12");
  }

  @Test
  void isSentOnceWhileItStays() throws IOException {
    String etag = etag(atA.get(CATALOGUE));
    for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
      var answer = known(CATALOGUE, known);
      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.http().body()).isEmpty();
      assertThat(etag(answer)).isEqualTo(etag);
    }
    assertThat(known(CATALOGUE, "\"x\"").status()).isEqualTo(200);
    assertThat(violations()).isEmpty();
  }

  @Test
  void anotherEditionHasAnotherTag() throws IOException {
    String etag = etag(atA.get(CATALOGUE));
    JsonNode next = Published.example("recognition-catalogue");
    assertThat(control("POST", "/catalogue", next.toString())).isEqualTo(next);
    var answer = known(CATALOGUE, etag);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(next);
    assertThat(control("GET", "/catalogue", "")).isEqualTo(next);
  }

  @Test
  void leavesOutWhatEndedBefore() throws IOException {
    control("POST", "/catalogue", Published.example("recognition-catalogue").toString());
    // ecg-12 ends with 2026-12-31
    assertThat(atA.get(CATALOGUE + "?since=2026-12-31").json().get("items")).hasSize(5);
    var later = atA.get(CATALOGUE + "?since=2027-01-01");
    assertThat(later.json().get("items")).hasSize(4);
    assertThat(etag(later)).isNotEqualTo(etag(atA.get(CATALOGUE)));
    assertThat(atA.get(CATALOGUE + "?since=yesterday").code()).isEqualTo("PARAMETER");
  }

  @Test
  void aCatalogueThatIsNoneChangesNothing() throws IOException {
    var answer = atA.control("POST", "/recognition/catalogue", "{\"edition\":\"x\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(atA.get(CATALOGUE).json().get("edition").asText()).isEqualTo("2026-10");
  }
}

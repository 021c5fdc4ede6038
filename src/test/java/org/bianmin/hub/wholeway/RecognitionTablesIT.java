package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.recognition.Catalogues;
import org.bianmin.hub.recognition.ItemJudgement;
import org.bianmin.hub.recognition.Judge;
import org.bianmin.hub.recognition.Judgement;
import org.bianmin.hub.recognition.Obstacle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A report as a LIS sends it is judged by the tables in force, and by others after a reload. */
class RecognitionTablesIT {

  private static final String REPORT =
      "MSH|^~\\&|LIS|H|HUB|H|20261103080000||ORU^R01|A1|T|2.5.1||||||UNICODE UTF-8\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1|||||||D1||||||||V1\r"
          + "OBR|1|O1|R1|GLU^血糖|||20261101233000|||||||20261102||||||||20261103073000||LAB|F\r"
          + "OBX|1|NM|14749-6^葡萄糖^LN||5.2|mmol/L|3.9-6.1|N|||F\r"
          + "OBX|2|NM|1988-5^C 反应蛋白^LN||3|mg/L|0-10|N|||F\r"
          + "OBX|3|NM|OWN^自定^L||1|mg/L|0-10|N|||F\r";
  private static final String SCOPES = "recognition/scopes.csv";

  @TempDir Path data;

  @Test
  void judgesWhatALisSendsAndShowsWhatItIsJudgedBy() throws Exception {
    Path mappings = data.resolve("mappings");
    FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
    String header = "facility,item,scope,label,certificate,from,to\n";
    Files.writeString(
        mappings.resolve(SCOPES), header + WholeHub.FACILITY + ",kind:lab,province,鄂HR,C1\n");
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.recognition.enabled=true",
            "--hub.mappings-reload=0s",
            "--hub.mappings=" + mappings)) {
      try (MllpConnection connection = hub.mllp()) {
        connection.send(REPORT.getBytes(StandardCharsets.UTF_8));
        connection.answer();
      }
      hub.awaitQuiet();

      List<ItemJudgement> items = judge(hub).items();
      assertThat(items).extracting(ItemJudgement::item).containsExactly("lab-glu", "lab-crp", null);
      assertThat(items.get(0).label()).isEqualTo("鄂HR");
      // collected on 1 November, valid for 30 days
      assertThat(items.get(0).expiresAt())
          .isEqualTo(
              OffsetDateTime.parse("2026-12-01T23:59:59.999+08:00").toInstant().toEpochMilli());
      assertThat(items.get(1).obstacles()).containsExactly(Obstacle.NEGATIVE_LIST);
      assertThat(items.get(2).obstacles()).containsExactly(Obstacle.NOT_MAPPED);

      assertThat(hub.api("recognition/catalogue").get("edition").asText()).isEqualTo("files");
      JsonNode scope = hub.api("recognition/scopes").get("items").get(0);
      assertThat(scope.get("certificate").asText()).isEqualTo("C1");
      assertThat(scope.get("state").asText()).isEqualTo("holds");
      assertThat(metrics(hub))
          .contains("hub_recognition_scopes{state=\"ended\"} 0.0")
          .contains("hub_recognition_catalogue_problem 0.0");

      Files.writeString(
          mappings.resolve(SCOPES),
          header + WholeHub.FACILITY + ",kind:lab,province,鄂HR,C1,,2026-11-02\n");
      assertThat(hub.post("/api/v1/mappings/reload", "").statusCode()).isEqualTo(200);

      assertThat(judge(hub).items().get(0).obstacles()).containsExactly(Obstacle.NO_SCOPE);
    }
  }

  private static Judgement judge(WholeHub hub) {
    EventKey key = new EventKey(WholeHub.FACILITY, "result.issued", "R1");
    MeasureEvent event = hub.bean(EventQueries.class).find(key).orElseThrow().event();
    MappingSet set = hub.bean(Mappings.class).inForce();
    return hub.bean(Judge.class)
        .judge(event, true, hub.bean(Catalogues.class).inForce(set), set.recognition(), set.hash());
  }

  private static String metrics(WholeHub hub) throws Exception {
    URI url = hub.url().resolve("/actuator/prometheus");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}

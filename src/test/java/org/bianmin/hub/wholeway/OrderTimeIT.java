package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bianmin.hub.recognition.Candidate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order time over real sockets: orders, questions, and what a HIS is told. */
class OrderTimeIT {

  private static final Path EXAMPLES = Path.of("src/test/resources/recognition");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY = 86_400_000;

  @TempDir static Path data;
  private static OrderTimeHub on;

  @BeforeAll
  static void start() throws IOException {
    on = new OrderTimeHub(data);
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void anOrderPromptsItsDoctorAndTheHisIsTold() throws Exception {
    on.seed("P1", "H002", "R1", "lab-glu");

    on.order("O1", "P1", "14749-6", System.currentTimeMillis());

    String message = on.awaitTold("O1");
    assertThat(message)
        .contains("葡萄糖", "|5.6|mmol/L|", "第二人民医院", "全国HR")
        .contains("PV1|1|U|||||||||||||||||V-O1")
        .doesNotContain("P1|", "P1^");
    JsonNode prompt = on.awaitEvent("recognition.prompted", "order/O1");
    assertThat(prompt.at("/attributes/doctorId").asText()).isEqualTo("D1");
    assertThat(prompt.at("/attributes/visitRef").asText()).isEqualTo("V-O1");
    assertThat(prompt.at("/attributes/orderRef").asText()).isEqualTo("O1");
    assertThat(prompt.at("/attributes/source").asText()).isEqualTo("his");
    assertThat(prompt.at("/attributes/candidates/0/reportKey").asText())
        .isEqualTo("result.issued:H002:R1");
    on.hub.awaitQuiet();
    assertThat(on.hub.heldOf(WholeHub.FACILITY))
        .containsKey("recognition.prompted:" + WholeHub.FACILITY + ":order~2FO1");
    assertThat(on.state("O1")).isEqualTo("PROMPTED");
    assertThat(on.person("recognition.prompted", "order/O1")).isEqualTo(on.pseudonym("P1"));
  }

  @Test
  void aPanelFindsItsItems() throws Exception {
    on.seed("P2", "H002", "R2", "lab-hgb");

    on.order("O2", "P2", "58410-2", System.currentTimeMillis());

    assertThat(on.awaitTold("O2")).contains("lab-hgb");
  }

  @Test
  void anOrderWithoutAnythingToOfferAndAnOldOneTellNobody() throws Exception {
    on.seed("P3", "H002", "R3", "lab-glu");

    on.order("O3", "P3", "2823-3", System.currentTimeMillis());
    on.order("O3-OLD", "P3", "14749-6", System.currentTimeMillis() - DAY);

    await().atMost(Duration.ofMinutes(1)).until(() -> on.state("O3").equals("NONE"));
    assertThat(on.state("O3-OLD")).isEqualTo("LATE");
    assertThat(
            on.hub.count("select count(*) from measure_event where business_key like 'order/O3%'"))
        .isZero();
  }

  @Test
  void aHisThatIsDownIsToldWhenItIsBack() throws Exception {
    on.seed("P4", "H002", "R4", "lab-glu");
    int port = on.hisDown();

    on.order("O4", "P4", "14749-6", System.currentTimeMillis());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                on.hub.count(
                        "select count(*) from delivery where destination = 'his-push'"
                            + " and state = 'RETRYABLE'")
                    > 0);

    on.hisUp(port);
    assertThat(on.awaitTold("O4")).contains("lab-glu");
  }

  @Test
  void aHisThatAsksIsAnsweredAndItsOrderPromptsNoSecondTime() throws Exception {
    on.seed("P5", "H002", "R5", "lab-glu");
    String question =
        Files.readString(EXAMPLES.resolve("candidates-request.json"))
            .replace("\"P1\"", "\"P5\"")
            .replace("O-JSON-1", "O5");

    HttpResponse<String> answer = on.asHis("candidates", question);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode found = JSON.readTree(answer.body());
    assertThat(found.get("items")).hasSize(1);
    JsonNode item = found.at("/items/0");
    assertThat(item.get("itemCode").asText()).isEqualTo("lab-glu");
    assertThat(item.get("value").asText()).isEqualTo("5.6");
    assertThat(item.get("facilityName").asText()).isEqualTo("第二人民医院");
    assertThat(item.get("label").asText()).isEqualTo("全国HR");
    assertThat(found.at("/unknown/0/where").asText()).isEqualTo("platform");
    assertThat(found.get("prompt").asText())
        .isEqualTo("recognition.prompted:" + WholeHub.FACILITY + ":order~2FO5");
    on.awaitEvent("recognition.prompted", "order/O5");

    on.order("O5", "P5", "14749-6", System.currentTimeMillis());
    await().atMost(Duration.ofMinutes(1)).until(() -> on.state("O5").equals("PROMPTED"));
    on.hub.awaitQuiet();
    assertThat(on.awaitEvent("recognition.prompted", "order/O5").get("version").asInt())
        .isEqualTo(1);
  }

  @Test
  void whatThePlatformFindsIsOfferedToo() throws Exception {
    OrderTimeBeans.ELSEWHERE.add(
        new Candidate(
            "result.issued:H009:R9",
            "R9",
            3,
            "H009",
            "第九人民医院",
            "lab-crp",
            "C 反应蛋白",
            System.currentTimeMillis() - DAY,
            "3.1",
            "mg/L",
            null,
            null,
            "province",
            "皖HR",
            System.currentTimeMillis() + DAY,
            "https://images.example/r9"));

    HttpResponse<String> answer =
        on.asHis(
            "candidates",
            "{\"patient\": {\"id\": \""
                + OrderTimeBeans.KNOWN
                + "\"}, \"localItems\": [\"1988-5\"]}");

    JsonNode found = JSON.readTree(answer.body());
    assertThat(found.at("/items/0/reportKey").asText()).isEqualTo("result.issued:H009:R9");
    assertThat(found.get("unknown")).isEmpty();
    assertThat(found.has("prompt")).isFalse();
  }

  @Test
  void badQuestionsAreRefusedByPlaceAndWithoutAValue() throws Exception {
    HttpResponse<String> answer =
        on.asHis(
            "candidates", "{\"patient\": {\"number\": \"110101199001011237\"}, \"scene\": \"9\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/patient/id", "/scene").doesNotContain("1101011990");
    assertThat(on.post("candidates", "{\"patient\": {\"id\": \"P\"}}", "wrong-key").statusCode())
        .isEqualTo(401);
    assertThat(
            on.asHis("candidates", "{\"patient\": {\"id\": \"P\"}, \"facility\": \"H-OTHER\"}")
                .statusCode())
        .isEqualTo(422);
  }
}

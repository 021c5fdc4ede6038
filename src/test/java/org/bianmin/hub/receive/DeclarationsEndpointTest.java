package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DeclarationsEndpointTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DECLARED_TYPE = "declaration.made";
  private static final String DECLARED =
      "{'obligationId':'HAI-03','period':'2026-H2','value':true,'effectiveFrom':'2026-07-01',"
          + "'declaredBy':'001','basis':'document'}";

  private final ScriptedIntake intake = new ScriptedIntake();
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(
              new DeclarationsEndpoint(
                  new DocumentIntake(
                      intake,
                      new Sources("H001", Map.of("d", FhirHub.source("declaration", true))))))
          .build();

  private MockHttpServletResponse send(String body) throws Exception {
    return FhirHub.answer(
        mvc,
        post("/api/v1/declarations")
            .contentType("application/json")
            .content(FhirHub.utf8(body.replace('\'', '"'))));
  }

  private JsonNode journaled(String body) throws Exception {
    assertThat(send(body).getStatus()).isEqualTo(202);
    assertThat(intake.last().trigger()).isEqualTo("declaration.made");
    return JSON.readTree(intake.last().raw());
  }

  private static String with(String members) {
    return DECLARED.replace("'basis':'document'", members);
  }

  @Test
  void becomesTheDocumentOfItsEventThatEndsWithItsPeriod() throws Exception {
    JsonNode document =
        journaled(with("'basis':'inspection','evidenceRef':['A 1','B'],'approvedBy':'002'"));

    assertThat(document)
        .isEqualTo(
            JSON.readTree(
                """
                {"type": "declaration.made", "key": "HAI-03/2026-H2/H001", "facility": "H001",
                 "attributes": {"obligationId": "HAI-03", "period": "2026-H2", "value": "yes",
                  "declaredBy": "001", "approvedBy": "002", "basis": "inspection",
                  "effectiveFrom": "2026-07-01T00:00:00+08:00",
                  "effectiveTo": "2026-12-31T23:59:59+08:00",
                  "evidenceRef": [{"ref": "A 1"}, {"ref": "B"}]}}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-03T08:30:00.120+08:00, 2026-11-03T08:30:00.120+08:00",
    "2026-11-03T00:30:00.120Z, 2026-11-03T08:30:00.120+08:00",
    "2026-11-03T08:30:00+08:00, 2026-11-03T08:30:00+08:00"
  })
  void keepsWhichOfTwoOfOneSecondIsTheLater(String sent, String kept) throws Exception {
    JsonNode document = journaled(with("'basis':'document','recordedAt':'" + sent + "'"));

    assertThat(document.get("recordedAt").textValue()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-12-31",
    "2026-H1, 2026-06-30",
    "2026-Q3, 2026-09-30",
    "2026-11, 2026-11-30",
    "2028-02, 2028-02-29"
  })
  void endsWithThePeriod(String period, String day) throws Exception {
    String body = DECLARED.replace("2026-H2", period).replace("2026-07-01", "2026-01-01");

    assertThat(journaled(body).at("/attributes/effectiveTo").asText())
        .isEqualTo(day + "T23:59:59+08:00");
  }

  @Test
  void takesTheValidityOfACertificateAndTheFacilityThatItNames() throws Exception {
    JsonNode document =
        journaled(with("'basis':'certificate','effectiveTo':'2029-06-30','facility':'H002'"));

    assertThat(document.at("/attributes/effectiveTo").asText())
        .isEqualTo("2029-06-30T23:59:59+08:00");
    assertThat(document.get("key").asText()).isEqualTo("HAI-03/2026-H2/H002");
  }

  @Test
  void withdrawsByTheKeyAlone() throws Exception {
    JsonNode document = journaled("{'obligationId':'HAI-03','period':'2026-H2','action':'void'}");

    assertThat(document.get("action").asText()).isEqualTo("void");
    assertThat(document.has("attributes")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "'basis':'certificate'; /effectiveTo; until when",
        "'basis':'rumour'; /basis; inspection",
        "'x':1,'basis':'document'; /x; known are",
        "'basis':'document','effectiveTo':'2026-06-30'; /effectiveTo; before",
        "'basis':'document','effectiveTo':'2026-02-30'; /effectiveTo; not a time",
        "'basis':'document','evidenceRef':['a',7]; /evidenceRef/1; name the document",
        "'basis':'document','action':'amend'; /action; later recordedAt",
        "'unit':'%'; /basis; is missing"
      })
  void namesThePlaceAndTheRemedy(String members, String place, String reason) throws Exception {
    MockHttpServletResponse answer = send("{'items':[" + DECLARED + "," + with(members) + "]}");

    assertThat(answer.getStatus()).isEqualTo(422);
    JsonNode problems = JSON.readTree(answer.getContentAsByteArray()).get("problems");
    assertThat(problems).hasSize(1);
    assertThat(problems.at("/0/place").asText()).isEqualTo("/items/1" + place);
    assertThat(problems.at("/0/reason").asText()).contains(reason);
    assertThat(intake.messages).isEmpty();
  }

  @Test
  void meetsTheSchemaOfItsEvent() throws Exception {
    MappingSet set = MappingCheck.report(Path.of("mappings")).set();
    assumeThat(set.events()).as("mappings/events/declaration.made.yaml").containsKey(DECLARED_TYPE);
    EventSchemas schemas = new EventSchemas(set);

    for (String body :
        List.of(
            DECLARED.replace("'HAI-03'", "'HAI-04'").replace("true", "3.5"),
            with(
                "'basis':'certificate','effectiveTo':'2029-06-30','evidenceRef':['A'],'unit':'x',"
                    + "'approvedBy':'002','supersedes':'HAI-03/2026-H1/H001'"),
            "{'obligationId':'HAI-03','period':'2026','action':'void'}")) {
      assertThat(schemas.problems(new EventBody.Document(journaled(body), ""))).isEmpty();
    }
  }

  @Test
  void refusesAPeriodThatIsNone() throws Exception {
    MockHttpServletResponse answer = send(DECLARED.replace("2026-H2", "2026-H3"));

    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(answer.getContentAsString()).contains("/period");
  }
}

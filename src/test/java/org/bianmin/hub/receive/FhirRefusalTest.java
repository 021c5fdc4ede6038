package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class FhirRefusalTest extends FhirHub {

  @Test
  void refusesAndParksAnUpdateWithAnotherId() throws Exception {
    MockHttpServletResponse answer = send(HttpMethod.PUT, "/fhir/Encounter/e2", ENCOUNTER);
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(outcome(answer).getExpression().get(0).getValue()).isEqualTo("Encounter.id");
    assertThat(intake.last().parked().stage()).isEqualTo("parse");
    assertThat(intake.last().parked().location()).isEqualTo("Encounter.id");
  }

  @Test
  void refusesAndParksAResourceSentToAnotherType() throws Exception {
    MockHttpServletResponse answer = post("/fhir/Patient", ENCOUNTER);
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(outcome(answer).getDiagnostics()).contains("Encounter").contains("Patient");
    assertThat(intake.last().parked()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /fhir/Encounter/e1, 405",
    "GET, /fhir/Encounter/e1, 405",
    "GET, /fhir, 405",
    "PATCH, /fhir/Encounter/e1, 405",
    "PUT, /fhir/Encounter, 405",
    "POST, /fhir/Encounter/e1, 405",
    "PUT, /fhir/Encounter/e1/_history/2, 405",
    "POST, /fhir/Nope, 404",
    "POST, /fhir/metadata, 404"
  })
  void refusesWhatItDoesNotTakeWithAnOutcome(String method, String url, int status)
      throws Exception {
    MockHttpServletResponse answer = send(HttpMethod.valueOf(method), url, ENCOUNTER);
    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(outcome(answer).getCode()).isEqualTo(OperationOutcome.IssueType.NOTSUPPORTED);
    assertThat(intake.messages).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/hl7-v2",
        "application/x-www-form-urlencoded",
        "application/json; charset=nope",
        "nonsense"
      })
  void refusesOtherContentTypes(String contentType) throws Exception {
    MockHttpServletResponse answer = post("/fhir/Encounter", ENCOUNTER, contentType);
    assertThat(answer.getStatus()).isEqualTo(415);
    assertThat(outcome(answer).getDiagnostics()).contains("application/fhir+json");
    assertThat(intake.messages).isEmpty();
  }

  @Test
  void refusesCompressedAndEmptyBodies() throws Exception {
    MockHttpServletRequestBuilder zipped =
        fhir(HttpMethod.POST, "/fhir", utf8(ENCOUNTER)).header("Content-Encoding", "gzip");
    assertThat(outcome(perform(zipped)).getDiagnostics()).contains("uncompressed");
    assertThat(perform(zipped).getStatus()).isEqualTo(415);
    assertThat(post("/fhir/Encounter", "").getStatus()).isEqualTo(400);
    assertThat(intake.messages).isEmpty();
  }

  @Test
  void refusesABodyOverTheLimitOfTheSource() throws Exception {
    byte[] large = new byte[(8 << 20) + 1];
    MockHttpServletResponse answer = perform(fhir(HttpMethod.POST, "/fhir", large));
    assertThat(answer.getStatus()).isEqualTo(413);
    assertThat(outcome(answer).getDiagnostics()).contains("max-frame");
    assertThat(intake.messages).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"resourceType\":\"Encounter\",|\"period\":{\"start\":\"2026-13-45\"}};"
            + "Encounter.period.start;line 2, column 19",
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{},{\"resource\":"
            + "{\"resourceType\":\"Encounter\",\"status\":\"secret\"}}]};"
            + "Bundle.entry[1].resource.status;line 1, column 102",
        "{\"resourceType\":\"Observation\",\"valueInteger\":\"secret\"};"
            + "Observation.valueInteger;line 1, column 46",
        "{\"resourceType\":\"Observation\",\"component\":{\"a\":1}};"
            + "Observation.component;line 1, column 43",
        "{\"resourceType\":\"Patient\",\"contained\":[{\"resourceType\":\"Secret\"}]};"
            + "Patient.contained[0].resourceType;line 1, column 56",
        "{\"id\":\"secret\"};resourceType;",
        "{\"resourceType\":\"Patient\",,};;line 1, column 27",
      })
  void namesTheElementAndParksWhatItCannotRead(String line, String expression, String location)
      throws Exception {
    String body = line.replace('|', '\n');
    MockHttpServletResponse answer = post("/fhir", body);
    assertThat(answer.getStatus()).isEqualTo(400);
    OperationOutcome.OperationOutcomeIssueComponent issue = outcome(answer);
    assertThat(issue.getExpression().stream().findFirst().map(e -> e.getValue()).orElse(null))
        .isEqualTo(expression);
    assertThat(issue.getLocation().stream().findFirst().map(l -> l.getValue()).orElse(null))
        .isEqualTo(location);
    NewMessage message = intake.last();
    assertThat(message.raw()).isEqualTo(utf8(body));
    assertThat(message.parked().stage()).isEqualTo("parse");
    assertThat(message.parked().location()).isEqualTo(expression != null ? expression : location);
    assertThat(message.parked().reason()).doesNotContain("ecret");
  }

  @Test
  void parksXmlThatIsBroken() throws Exception {
    String body = "<Encounter xmlns=\"http://hl7.org/fhir\">\n<period></Encounter>";
    MockHttpServletResponse answer = post("/fhir", body, "application/fhir+xml");
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContentType()).startsWith("application/fhir+xml");
    assertThat(intake.last().parked().location()).startsWith("line 2, column ");
  }

  @Test
  void parksBytesThatAreNotOfTheirCharset() throws Exception {
    byte[] gbk = "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"東\"}]}".getBytes(gb18030());
    MockHttpServletResponse answer = perform(fhir(HttpMethod.POST, "/fhir", gbk));
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(intake.last().parked().stage()).isEqualTo("decode");
    assertThat(intake.last().parked().location()).startsWith("byte ");
    assertThat(intake.last().charset()).isNull();

    MockHttpServletRequestBuilder declared =
        fhir(HttpMethod.POST, "/fhir", gbk).contentType("application/fhir+json;charset=GB18030");
    assertThat(perform(declared).getStatus()).isEqualTo(202);
    assertThat(intake.last().charset()).isEqualTo("GB18030");
    assertThat(intake.last().raw()).isEqualTo(gbk);
  }

  @Test
  void refusesBundlesThatBreakTheRulesOfTheirType() throws Exception {
    assertThat(post("/fhir", "{\"resourceType\":\"Bundle\"}").getStatus()).isEqualTo(422);
    MockHttpServletResponse headless =
        post(
            "/fhir",
            "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{\"resource\":"
                + ENCOUNTER
                + "}]}");
    assertThat(headless.getStatus()).isEqualTo(422);
    assertThat(intake.messages).hasSize(2).allMatch(m -> m.parked() != null);
  }

  @Test
  void namesThePropertyWhenNoSourceIsConfigured() throws Exception {
    for (Map<String, SourceProperties> sources :
        List.of(Map.<String, SourceProperties>of(), Map.of("off", source("fhir", false)))) {
      MockHttpServletResponse answer =
          answer(hub(sources), fhir(HttpMethod.POST, "/fhir", utf8(ENCOUNTER)));
      assertThat(answer.getStatus()).isEqualTo(404);
      assertThat(outcome(answer).getDiagnostics()).contains("hub.sources.<id>.transport=fhir");
    }
  }
}

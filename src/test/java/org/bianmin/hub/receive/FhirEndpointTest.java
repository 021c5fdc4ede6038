package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;

import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class FhirEndpointTest extends FhirHub {

  @ParameterizedTest
  @ValueSource(strings = {"application/fhir+json", "application/json; charset=utf-8"})
  void storesACreatedResourceAsItCame(String contentType) throws Exception {
    MockHttpServletResponse answer = post("/fhir/Encounter", ENCOUNTER, contentType);
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getContentType()).startsWith("application/fhir+json");
    assertThat(outcome(answer).getSeverity()).isEqualTo(OperationOutcome.IssueSeverity.INFORMATION);
    NewMessage message = intake.last();
    assertThat(message.raw()).isEqualTo(utf8(ENCOUNTER));
    assertThat(message.source()).isEqualTo("fhir");
    assertThat(message.facility()).isEqualTo("H001");
    assertThat(message.format()).isEqualTo(MessageFormat.FHIR);
    assertThat(message.trigger()).isEqualTo("Encounter");
    assertThat(message.controlId()).isEqualTo("Encounter/e1/_history/3");
    assertThat(message.charset()).isEqualTo("UTF-8");
    assertThat(message.parked()).isNull();
    assertThat(message.receivedAt()).isPositive();
  }

  @Test
  void storesAnUpdateWhoseIdMatchesTheUrl() throws Exception {
    assertThat(send(HttpMethod.PUT, "/fhir/Encounter/e1", ENCOUNTER).getStatus()).isEqualTo(202);
    assertThat(intake.last().parked()).isNull();
  }

  @Test
  void readsTheCharsetOfAnXmlDeclaration() throws Exception {
    byte[] raw =
        ("<?xml version='1.0' encoding='GB18030'?><Patient xmlns='http://hl7.org/fhir'>"
                + "<name><text value='過'/></name></Patient>")
            .getBytes(gb18030());
    MockHttpServletRequestBuilder xml =
        fhir(HttpMethod.POST, "/fhir/Patient", raw).contentType("application/xml");
    assertThat(perform(xml).getStatus()).isEqualTo(202);
    assertThat(intake.last().charset()).isEqualTo("GB18030");
  }

  @Test
  void answersABatchEntryByEntry() throws Exception {
    MockHttpServletResponse answer =
        post(
            "/fhir",
            "{\"resourceType\":\"Bundle\",\"id\":\"b1\",\"type\":\"batch\",\"entry\":[{\"resource\":"
                + ENCOUNTER
                + ",\"request\":{\"method\":\"PUT\",\"url\":\"Encounter/e1\"}},"
                + "{\"request\":{\"method\":\"DELETE\",\"url\":\"Encounter/e2\"}}]}");
    assertThat(answer.getStatus()).isEqualTo(200);
    Bundle response = parse(Bundle.class, answer);
    assertThat(response.getType()).isEqualTo(Bundle.BundleType.BATCHRESPONSE);
    assertThat(response.getEntry())
        .extracting(e -> e.getResponse().getStatus())
        .containsExactly("202 Accepted", "405 Method Not Allowed");
    assertThat(response.getEntry().get(1).getResponse().getOutcome()).isNotNull();
    assertThat(intake.last().controlId()).isEqualTo("b1");
    assertThat(intake.last().trigger()).isEqualTo("Bundle:batch");
  }

  @Test
  void takesATransactionWholeOrNotAtAll() throws Exception {
    String head =
        "{\"resourceType\":\"Bundle\",\"identifier\":{\"value\":\"T1\"},\"type\":\"transaction\","
            + "\"entry\":[{\"resource\":"
            + ENCOUNTER
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Encounter\"}}";
    Bundle response = parse(Bundle.class, post("/fhir", head + "]}"));
    assertThat(response.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
    assertThat(response.getEntry()).hasSize(1);
    assertThat(intake.last().controlId()).isEqualTo("T1");
    assertThat(intake.last().parked()).isNull();

    MockHttpServletResponse refused =
        post("/fhir", head + ",{\"request\":{\"method\":\"DELETE\",\"url\":\"Encounter/2\"}}]}");
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(outcome(refused).getExpression().get(0).getValue())
        .isEqualTo("Bundle.entry[1].request");
    assertThat(intake.last().parked()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fhir", "/fhir/$process-message", "/fhir/Bundle"})
  void answersAMessageWithAMessage(String url) throws Exception {
    MockHttpServletResponse answer =
        post(
            url,
            "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{\"resource\":"
                + "{\"resourceType\":\"MessageHeader\",\"id\":\"m1\",\"eventCoding\":"
                + "{\"code\":\"admit\"},\"source\":{\"endpoint\":\"urn:his\"}}}]}");
    assertThat(answer.getStatus()).isEqualTo(200);
    Bundle response = parse(Bundle.class, answer);
    assertThat(response.getType()).isEqualTo(Bundle.BundleType.MESSAGE);
    MessageHeader header = (MessageHeader) response.getEntryFirstRep().getResource();
    assertThat(header.getResponse().getIdentifier()).isEqualTo("m1");
    assertThat(header.getResponse().getCode()).isEqualTo(MessageHeader.ResponseType.OK);
    assertThat(intake.last().controlId()).isEqualTo("m1");
    assertThat(intake.last().trigger()).isEqualTo("Bundle:message:admit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"document", "collection"})
  void storesBundlesThatAskForNothing(String type) throws Exception {
    MockHttpServletResponse answer =
        post("/fhir", "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\"}");
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(intake.last().trigger()).isEqualTo("Bundle:" + type);
  }

  @Test
  void honoursPreferMinimalAndAccept() throws Exception {
    MockHttpServletRequestBuilder minimal =
        fhir(HttpMethod.POST, "/fhir/Encounter", utf8(ENCOUNTER))
            .header("Prefer", "return=minimal");
    assertThat(perform(minimal).getContentAsByteArray()).isEmpty();
    assertThat(perform(minimal).getStatus()).isEqualTo(202);
    MockHttpServletRequestBuilder xml =
        fhir(HttpMethod.POST, "/fhir/Encounter", utf8(ENCOUNTER))
            .header("Accept", "application/fhir+xml");
    MockHttpServletResponse answer = perform(xml);
    assertThat(answer.getContentType()).startsWith("application/fhir+xml");
    assertThat(answer.getContentAsString()).startsWith("<OperationOutcome");
    assertThat(perform(fhir(HttpMethod.GET, "/fhir/metadata?_format=xml", new byte[0])))
        .satisfies(r -> assertThat(r.getContentType()).startsWith("application/fhir+xml"));
  }

  @Test
  void answersNothingBeforeTheCommit() throws Exception {
    intake.holding = true;
    MvcResult waiting =
        mvc.perform(fhir(HttpMethod.POST, "/fhir/Encounter", utf8(ENCOUNTER))).andReturn();
    assertThat(waiting.getRequest().isAsyncStarted()).isTrue();
    assertThat(waiting.getResponse().isCommitted()).isFalse();
    assertThat(waiting.getResponse().getContentAsByteArray()).isEmpty();
    intake.open.get(0).complete(new Receipt(1, false));
    assertThat(mvc.perform(asyncDispatch(waiting)).andReturn().getResponse().getStatus())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {ENCOUNTER, "{"})
  void asksToSendAgainWhileTheStoreIsAway(String body) throws Exception {
    intake.storeAway();
    MockHttpServletResponse answer = post("/fhir/Encounter", body);
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("10");
    assertThat(outcome(answer).getCode()).isEqualTo(OperationOutcome.IssueType.TRANSIENT);
  }

  @Test
  void tellsADefectWithoutItsText() throws Exception {
    intake.failure = new IllegalStateException("secret");
    MockHttpServletResponse answer = post("/fhir/Encounter", ENCOUNTER);
    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(outcome(answer).getCode()).isEqualTo(OperationOutcome.IssueType.EXCEPTION);
    assertThat(answer.getContentAsString()).doesNotContain("secret");
  }

  @Test
  void describesItselfAsACapabilityStatement() throws Exception {
    MockHttpServletResponse answer = send(HttpMethod.GET, "/fhir/metadata", "");
    assertThat(answer.getStatus()).isEqualTo(200);
    CapabilityStatement statement = parse(CapabilityStatement.class, answer);
    assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
    assertThat(statement.getSoftware().getName()).isEqualTo("Bianmin Hub");
    var rest = statement.getRestFirstRep();
    assertThat(rest.getResource())
        .extracting(r -> r.getType())
        .contains("Encounter", "Patient", "DiagnosticReport", "Observation", "Invoice")
        .contains("Account", "Bundle");
    assertThat(rest.getResource())
        .allSatisfy(
            r ->
                assertThat(r.getInteraction())
                    .extracting(i -> i.getCode().toCode())
                    .containsExactly("create", "update"));
    assertThat(rest.getInteraction())
        .extracting(i -> i.getCode().toCode())
        .containsExactly("batch", "transaction");
  }
}

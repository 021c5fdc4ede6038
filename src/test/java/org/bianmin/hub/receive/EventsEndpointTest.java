package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class EventsEndpointTest {

  private static final String URL = "/api/v1/events";
  private static final MappingSet SET = MappingCheck.report(Path.of("mappings")).set();
  private static final String VISIT =
      "{'id':'D1','type':'visit.registered','key':'V1','occurredAt':'2026-11-03 08:00:00',"
          + "'attributes':{'visitClass':'O','at':'2026-11-03 08:00:00'}}";

  private final ScriptedIntake intake = new ScriptedIntake();
  private final MockMvc mvc = hub(Map.of("ems", FhirHub.source("json", true)));

  private MockMvc hub(Map<String, SourceProperties> sources) {
    return MockMvcBuilders.standaloneSetup(
            new EventsEndpoint(
                new DocumentIntake(intake, new Sources("H001", sources)),
                new DocumentForm(new Sources("H001", sources), () -> SET),
                () -> SET))
        .build();
  }

  private MockHttpServletResponse send(byte[] body) throws Exception {
    return FhirHub.answer(mvc, post(URL).contentType("application/json").content(body));
  }

  private MockHttpServletResponse send(String body) throws Exception {
    return send(FhirHub.utf8(body.replace('\'', '"')));
  }

  private static JsonNode json(MockHttpServletResponse answer) throws Exception {
    return new ObjectMapper().readTree(answer.getContentAsByteArray());
  }

  @Test
  void journalsADocumentAndAnswersAfterTheCommit() throws Exception {
    intake.holding = true;
    var request =
        post(URL).contentType("application/json").content(FhirHub.utf8(VISIT.replace('\'', '"')));
    var started = mvc.perform(request).andReturn();
    assertThat(started.getRequest().isAsyncStarted()).isTrue();
    assertThat(started.getResponse().getContentAsString()).isEmpty();
    assertThat(intake.open).hasSize(1);

    intake.holding = false;
    MockHttpServletResponse answer = send(VISIT);

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(json(answer).at("/items/0/messageId").asLong()).isEqualTo(2);
    assertThat(json(answer).at("/items/0/duplicate").asBoolean()).isFalse();
    NewMessage message = intake.last();
    assertThat(message.source()).isEqualTo("ems");
    assertThat(message.facility()).isEqualTo("H001");
    assertThat(message.format()).isEqualTo(MessageFormat.JSON);
    assertThat(message.controlId()).isEqualTo("D1");
    assertThat(message.trigger()).isEqualTo("visit.registered");
    assertThat(message.parked()).isNull();
    assertThat(new ObjectMapper().readTree(message.raw()))
        .isEqualTo(new ObjectMapper().readTree(VISIT.replace('\'', '"')));
  }

  @Test
  void journalsAFormOfTheSendersOwnAsAWholeAndUnchecked() throws Exception {
    MockMvc calls = hub(Map.of("calls", FhirHub.source("json", true, "call-centre")));
    for (String body : new String[] {"{\"items\":[{\"a\":1}]}", "[{\"a\":1},{\"a\":2}]"}) {
      MockHttpServletResponse answer =
          FhirHub.answer(
              calls, post(URL).contentType("application/json").content(FhirHub.utf8(body)));

      assertThat(answer.getStatus()).isEqualTo(202);
      assertThat(intake.last().raw()).isEqualTo(FhirHub.utf8(body));
    }
    MockHttpServletResponse refused =
        FhirHub.answer(calls, post(URL).contentType("application/json").content(FhirHub.utf8("7")));
    assertThat(refused.getStatus()).isEqualTo(400);
    assertThat(intake.messages).hasSize(2);
  }

  @Test
  void journalsItemsOneByOneAndTheSameBytesHoweverTheyWereSent() throws Exception {
    send(VISIT);
    MockHttpServletResponse answer = send("{ 'items' : [ " + VISIT + ",\n" + VISIT + " ] }");

    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(json(answer).at("/items")).hasSize(2);
    assertThat(intake.messages).hasSize(3);
    assertThat(intake.messages.get(1).raw()).isEqualTo(intake.messages.get(0).raw());
    assertThat(intake.messages.get(2).raw()).isEqualTo(intake.messages.get(0).raw());
  }

  @Test
  void keepsNumbersAsTheyAreWritten() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", URL);
    request.setContentType("application/json");
    request.setContent(FhirHub.utf8("{ \"v\" : 5.10 }"));

    assertThat(EventBody.read(request, 100).get(0).bytes()).isEqualTo(FhirHub.utf8("{\"v\":5.10}"));
  }

  @Test
  void storesNothingOfARequestWithOneWrongDocumentAndNamesEveryPlace() throws Exception {
    String wrong =
        "{'type':'visit.registered','key':'','x':1,'occurredAt':'soon','attributes':{'visitClass':7,'at':'soon',"
            + "'nope':'secret'}}";
    MockHttpServletResponse answer = send("{'items':[" + VISIT + "," + wrong + "]}");

    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(answer.getContentType()).startsWith("application/problem+json");
    assertThat(json(answer).findValuesAsText("place"))
        .containsExactlyInAnyOrder(
            "/items/1/key",
            "/items/1/x",
            "/items/1/occurredAt",
            "/items/1/attributes/visitClass",
            "/items/1/attributes/at",
            "/items/1/attributes/nope");
    assertThat(json(answer).findValuesAsText("reason")).allMatch(reason -> reason.contains(";"));
    assertThat(answer.getContentAsString()).doesNotContain("secret", "soon");
    assertThat(intake.messages).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{'type':'no.such','key':'1'}; 422; /type",
        "{'type':'visit.registered','key':'1'}; 422; /attributes",
        "{'type':'visit.registered','key':'1','action':'delete'}; 422; /action",
        "{'type':'visit.registered','key':'1','action':'void','patient':{}}; 422; /patient/id",
        "{'type':'declaration.made','key':'1'}; 422; /api/v1/declarations",
        "{'items':[]}; 400; items",
        "{'items':[],'x':1}; 400; items",
        "[]; 400; object",
        "{'a':1,'a':2}; 400; `line 1, column`",
        "{}{}; 400; `line 1, column`"
      })
  void namesThePlaceOfWhatIsWrong(String body, int status, String named) throws Exception {
    MockHttpServletResponse answer = send(body);

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.getContentAsString()).contains(named);
    assertThat(intake.messages).isEmpty();
  }

  @Test
  void takesAVoidByItsKeyAlone() throws Exception {
    assertThat(send("{'type':'visit.registered','key':'1','action':'void'}").getStatus())
        .isEqualTo(202);
  }

  @Test
  void refusesOtherCharsetsTypesAndTooLargeBodies() throws Exception {
    byte[] gbk = "{\"type\":\"挂号\"}".getBytes(Charset.forName("GBK"));
    assertThat(send(gbk).getContentAsString()).contains("UTF-8");
    assertThat(send(gbk).getStatus()).isEqualTo(400);
    assertThat(send(new byte[(8 << 20) + 1]).getStatus()).isEqualTo(413);
    for (String type : new String[] {"text/plain", "application/json;charset=GBK", "nonsense"}) {
      var request = post(URL).header("Content-Type", type).content(FhirHub.utf8("{}"));
      assertThat(FhirHub.answer(mvc, request).getStatus()).as(type).isEqualTo(415);
    }
    assertThat(intake.messages).isEmpty();
  }

  @Test
  void asksForTheSourceWhereThereAreSeveral() throws Exception {
    MockMvc two = hub(Map.of("a", FhirHub.source("json", true), "b", FhirHub.source("json", true)));
    byte[] body = FhirHub.utf8(VISIT.replace('\'', '"'));

    var without = post(URL).contentType("application/json").content(body);
    assertThat(FhirHub.answer(two, without).getContentAsString()).contains("X-Hub-Source");
    var wrong = post(URL).contentType("application/json").content(body).header("X-Hub-Source", "c");
    assertThat(FhirHub.answer(two, wrong).getStatus()).isEqualTo(400);
    var named = post(URL).contentType("application/json").content(body).header("X-Hub-Source", "b");
    assertThat(FhirHub.answer(two, named).getStatus()).isEqualTo(202);
    assertThat(intake.last().source()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "json"})
  void isNotThereWithoutAnEnabledSource(String transport) throws Exception {
    MockMvc none = hub(Map.of("a", FhirHub.source(transport, !transport.equals("json"))));
    var request = post(URL).contentType("application/json").content(FhirHub.utf8("{}"));

    assertThat(FhirHub.answer(none, request).getStatus()).isEqualTo(404);
  }

  @Test
  void tellsTheSenderToKeepWhatCannotBeStored() throws Exception {
    intake.storeAway();
    MockHttpServletResponse answer = send(VISIT);

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isNotNull();
  }

  @Test
  void publishesTheSchemaOfEachType() throws Exception {
    JsonNode types = json(mvc.perform(get(URL + "/schemas")).andReturn().getResponse());
    assertThat(types.get("items")).hasSize(SET.events().size());
    JsonNode schema =
        json(mvc.perform(get(URL + "/schemas/visit.registered")).andReturn().getResponse());
    assertThat(schema.at("/properties/type/const").asText()).isEqualTo("visit.registered");
    assertThat(mvc.perform(get(URL + "/schemas/no.such")).andReturn().getResponse().getStatus())
        .isEqualTo(404);
  }
}

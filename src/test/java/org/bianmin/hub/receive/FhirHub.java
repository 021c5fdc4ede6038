package org.bianmin.hub.receive;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;

/** A FHIR endpoint with a fake journal behind it, called without a socket. */
abstract class FhirHub {

  static final String ENCOUNTER =
      "{\"resourceType\":\"Encounter\",\"id\":\"e1\",\"meta\":{\"versionId\":\"3\"},"
          + "\"status\":\"planned\",\"class\":{\"code\":\"AMB\"}}";

  final ScriptedIntake intake = new ScriptedIntake();
  final MockMvc mvc = hub(Map.of("fhir", source("fhir", true)));

  MockMvc hub(Map<String, SourceProperties> sources) {
    return MockMvcBuilders.standaloneSetup(new FhirEndpoint(intake, new Sources("H001", sources)))
        .build();
  }

  static SourceProperties source(String transport, boolean enabled) {
    return source(transport, enabled, "default");
  }

  static SourceProperties source(String transport, boolean enabled, String profile) {
    return new SourceProperties(
        transport,
        "0.0.0.0",
        null,
        null,
        null,
        null,
        null,
        ZoneId.of("Asia/Shanghai"),
        profile,
        10,
        DataSize.ofMegabytes(8),
        Duration.ZERO,
        enabled,
        null,
        null,
        null);
  }

  MockHttpServletResponse post(String url, String body) throws Exception {
    return send(HttpMethod.POST, url, body);
  }

  MockHttpServletResponse post(String url, String body, String contentType) throws Exception {
    return perform(
        request(HttpMethod.POST, URI.create(url))
            .header("Content-Type", contentType)
            .content(utf8(body)));
  }

  MockHttpServletResponse send(HttpMethod method, String url, String body) throws Exception {
    return perform(fhir(method, url, utf8(body)));
  }

  static MockHttpServletRequestBuilder fhir(HttpMethod method, String url, byte[] body) {
    return request(method, URI.create(url)).contentType("application/fhir+json").content(body);
  }

  MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
    return answer(mvc, request);
  }

  static MockHttpServletResponse answer(MockMvc hub, MockHttpServletRequestBuilder request)
      throws Exception {
    MvcResult started = hub.perform(request).andReturn();
    return started.getRequest().isAsyncStarted()
        ? hub.perform(asyncDispatch(started)).andReturn().getResponse()
        : started.getResponse();
  }

  static OperationOutcome.OperationOutcomeIssueComponent outcome(MockHttpServletResponse answer)
      throws Exception {
    return parse(OperationOutcome.class, answer).getIssueFirstRep();
  }

  static <T extends Resource> T parse(Class<T> type, MockHttpServletResponse answer)
      throws Exception {
    String text = answer.getContentAsString(StandardCharsets.UTF_8);
    FhirContext context = FhirContext.forR4Cached();
    return (text.startsWith("<") ? context.newXmlParser() : context.newJsonParser())
        .parseResource(type, text);
  }

  static Charset gb18030() {
    return Charset.forName("GB18030");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

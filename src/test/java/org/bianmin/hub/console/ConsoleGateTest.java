package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ConsoleGateTest {

  private final MockEnvironment environment = new MockEnvironment();

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    request.setRemoteAddr("127.0.0.1");
    request.setServerName("localhost");
    request.setServerPort(8080);
    request.addHeader("Host", "localhost:8080");
    return request;
  }

  private MockHttpServletResponse answer(boolean open, MockHttpServletRequest request)
      throws Exception {
    var gate = new ConsoleGate(new ConsoleProperties(open, null), environment, new ObjectMapper());
    MockHttpServletResponse response = new MockHttpServletResponse();
    gate.doFilter(request, response, new MockFilterChain());
    return response;
  }

  @Test
  void refusesEvenLoopbackUnlessOpened() throws Exception {
    var response = answer(false, request("GET", "/api/v1/messages"));

    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(response.getContentType()).startsWith("application/problem+json");
    assertThat(response.getContentAsString()).contains("login", "hub.console.open-loopback");
  }

  @Test
  void opensByItselfInTrial() throws Exception {
    environment.setActiveProfiles("trial");

    assertThat(answer(false, request("GET", "/")).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir",
        "/fhir/Encounter/1",
        "/payments/wechat",
        "/actuator/health/liveness",
        "/actuator/prometheus"
      })
  void leavesOtherSystemsAlone(String path) throws Exception {
    MockHttpServletRequest request = request("POST", path);
    request.setRemoteAddr("10.1.2.3");

    assertThat(answer(false, request).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/events, 200",
    "GET, /api/v1/events/schemas, 200",
    "GET, /api/v1/events/schemas/visit.registered, 200",
    "GET, /api/v1/events, 403",
    "POST, /api/v1/events/search, 403",
    "POST, /api/v1/events/schemas, 403",
    "GET, /api/v1/events/schemasx, 403"
  })
  void letsOtherSystemsPostDocumentsAndReadTheirSchemasOnly(String method, String path, int status)
      throws Exception {
    MockHttpServletRequest request = request(method, path);
    request.setRemoteAddr("10.1.2.3");

    assertThat(answer(false, request).getStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/messages, /fhir/../messages",
    "/fhir/x, /messages/../fhir/x",
    "/fhirx, /fhirx",
    "/actuator/prometheusx, /actuator/prometheusx"
  })
  void looksAtThePathAsWrittenAndAsUnderstood(String understood, String written) throws Exception {
    MockHttpServletRequest request = request("GET", written);
    request.setServletPath(understood);

    assertThat(answer(false, request).getStatus()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"})
  void takesLoopbackAddresses(String address) throws Exception {
    MockHttpServletRequest request = request("GET", "/");
    request.setRemoteAddr(address);

    assertThat(answer(true, request).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7", "fe80::1", "localhost", "fa.de", ""})
  void refusesOtherAddresses(String address) throws Exception {
    MockHttpServletRequest request = request("GET", "/");
    request.setRemoteAddr(address);

    assertThat(answer(true, request).getStatus()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"})
  void takesProxiedRequestForForeign(String header) throws Exception {
    MockHttpServletRequest request = request("GET", "/");
    request.addHeader(header, "127.0.0.1");

    assertThat(answer(true, request).getStatus()).isEqualTo(403);
  }

  @Test
  void refusesForeignHostNames() throws Exception {
    MockHttpServletRequest request = request("GET", "/");
    request.removeHeader("Host");
    request.addHeader("Host", "rebound.example:8080");

    assertThat(answer(true, request).getStatus()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, , 200",
    "http://localhost:8080, same-origin, 200",
    ", , 200",
    "http://localhost:9999, , 403",
    "http://evil.example, , 403",
    "null, , 403",
    ", cross-site, 403",
    "http://localhost:8080, same-site, 403"
  })
  void takesChangesFromOwnPagesAndFromToolsOnly(String origin, String site, int status)
      throws Exception {
    MockHttpServletRequest request = request("POST", "/api/v1/messages/1/replay");
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }

    assertThat(answer(true, request).getStatus()).isEqualTo(status);
  }
}

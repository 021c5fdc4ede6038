// size: one table of requests each over the same gate
package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.access.Attempts;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Role;
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
  private final Map<String, Person> known = new HashMap<>();
  private final SignedIn people =
      new SignedIn(null, null) {
        @Override
        Optional<Person> find(HttpServletRequest request) {
          return Optional.ofNullable(known.get(SessionCookie.read(request)));
        }
      };

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
    var gate =
        new ConsoleGate(
            new ConsoleProperties(open, null),
            environment,
            people,
            new Attempts(2, Duration.ofMinutes(1), Clock.systemUTC()),
            new ObjectMapper());
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

  private MockHttpServletRequest signedIn(String method, String path, boolean mustChange) {
    known.put("secret", new Person(7, "li", "李四", Set.of(Role.OPERATOR), mustChange, 1));
    MockHttpServletRequest request = request(method, path);
    request.setRemoteAddr("10.1.2.3");
    request.setServerName("hub.hospital.example");
    request.removeHeader("Host");
    request.addHeader("Host", "hub.hospital.example:8080");
    request.setCookies(new Cookie("hub-session", "secret"));
    return request;
  }

  @Test
  void whoHasSignedInComesFromAnyMachineAndKeepsNothingInTheBrowser() throws Exception {
    var response = answer(false, signedIn("GET", "/messages", false));

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "http://hub.hospital.example:8080, , 200",
    "http://evil.example, , 403",
    ", cross-site, 403",
    ", same-site, 403",
    // TLS ends before the hub
    "https://hub.hospital.example, same-origin, 200"
  })
  void aSessionChangesNothingForPagesOfOtherSites(String origin, String site, int status)
      throws Exception {
    MockHttpServletRequest request = signedIn("POST", "/parked/release", false);
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }

    assertThat(answer(false, request).getStatus()).isEqualTo(status);
  }

  @Test
  void aTemporaryPasswordIsChangedBeforeAnythingElse() throws Exception {
    MockHttpServletRequest page = signedIn("GET", "/messages", true);
    page.addHeader("Accept", "text/html");

    assertThat(answer(false, page).getRedirectedUrl()).isEqualTo("/password");
    assertThat(answer(false, signedIn("GET", "/api/v1/messages", true)).getStatus()).isEqualTo(403);
    assertThat(answer(false, signedIn("POST", "/password", true)).getStatus()).isEqualTo(200);
    assertThat(answer(false, signedIn("POST", "/logout", true)).getStatus()).isEqualTo(200);
  }

  @Test
  void aBrowserIsLedToTheSignInAndBackToWhereItWanted() throws Exception {
    MockHttpServletRequest page = request("GET", "/messages");
    page.setQueryString("state=PARKED");
    page.addHeader("Accept", "text/html,application/xhtml+xml");
    MockHttpServletRequest part = request("GET", "/links/live");
    part.addHeader("Accept", "text/html");
    part.addHeader("HX-Request", "true");

    assertThat(answer(false, page).getRedirectedUrl())
        .isEqualTo("/login?next=%2Fmessages%3Fstate%3DPARKED");
    assertThat(answer(false, part).getStatus()).isEqualTo(403);
    assertThat(answer(false, part).getHeader("HX-Redirect")).isEqualTo("/login");
  }

  @Test
  void theSignInAndItsLooksAreOpenAndNothingBesideThem() throws Exception {
    assertThat(answer(false, request("GET", "/login")).getStatus()).isEqualTo(200);
    assertThat(answer(false, request("GET", "/console/console.css")).getStatus()).isEqualTo(200);
    assertThat(answer(false, request("GET", "/login/x")).getStatus()).isEqualTo(403);
    assertThat(answer(false, request("POST", "/console/console.css")).getStatus()).isEqualTo(403);
    MockHttpServletRequest sly = request("GET", "/console/../messages");
    sly.setServletPath("/messages");
    assertThat(answer(false, sly).getStatus()).isEqualTo(403);
    MockHttpServletRequest slyer = request("GET", "/messages/..;/login");
    slyer.setServletPath("/messages");
    assertThat(answer(false, slyer).getStatus()).isEqualTo(403);
  }

  @Test
  void aSignInForAnotherSiteIsRefused() throws Exception {
    MockHttpServletRequest request = request("POST", "/login");
    request.addHeader("Origin", "http://evil.example");

    assertThat(answer(false, request).getStatus()).isEqualTo(403);
  }

  @Test
  void anUnknownTokenIsRefusedEvenOnTheOwnMachine() throws Exception {
    MockHttpServletRequest request = request("GET", "/api/v1/messages");
    request.addHeader("Authorization", "Bearer hub_nothing");

    var response = answer(true, request);

    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void doesWithoutALoginNowhereWhereAProxySaysWhoAsks() throws Exception {
    environment.setProperty("server.forward-headers-strategy", "native");

    assertThat(answer(true, request("GET", "/messages")).getStatus()).isEqualTo(403);
  }

  @Test
  void whoActsIsWhoHasSignedInWhateverTheFormSays() {
    MockHttpServletRequest form = request("POST", "/messages/1/reveal");
    form.setParameter("who", "somebody else");
    form.setParameter("reason", "why");
    var acting =
        new ActingRequest(form, new Person(7, "li", "李四", Set.of(Role.OPERATOR), false, 1));

    assertThat(acting.getParameter("who")).isEqualTo("李四 (li)");
    assertThat(acting.getParameterValues("who")).containsExactly("李四 (li)");
    assertThat(acting.getParameterMap().get("who")).containsExactly("李四 (li)");
    assertThat(acting.getParameter("reason")).isEqualTo("why");
    assertThat(java.util.Collections.list(acting.getParameterNames()))
        .containsExactlyInAnyOrder("who", "reason");
  }
}

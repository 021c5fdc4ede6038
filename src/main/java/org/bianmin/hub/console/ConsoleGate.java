package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.access.Attempts;
import org.bianmin.hub.access.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets into console and API who has signed in: they show patient data. In the trial, or where
 * {@code hub.console.open-loopback} says so, requests from the hub's own machine pass without. What
 * other systems call (FHIR, JSON documents, payments, health, metrics) is not the console's and
 * passes always.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ConsoleGate extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleGate.class);
  private static final List<String> NOT_OURS =
      List.of("/fhir", "/payments", "/actuator/health", "/actuator/prometheus");
  private static final String DOCUMENTS = "/api/v1/events";
  private static final String SCHEMAS = DOCUMENTS + "/schemas";
  private static final String RECOGNITION = "/api/v1/recognition/";
  private static final Set<String> OF_SIGN_IN = Set.of("/password", "/logout");
  private static final List<String> LOOKS = List.of("/console/", "/webjars/");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> PROXY_MARKS =
      List.of(
          "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-By", "X-Real-IP", "Forwarded", "Via");

  private final boolean open;
  private final SignedIn people;
  private final Attempts attempts;
  private final ObjectMapper json;

  ConsoleGate(
      ConsoleProperties properties,
      Environment environment,
      SignedIn people,
      Attempts attempts,
      ObjectMapper json) {
    boolean asked = properties.openLoopback() || environment.acceptsProfiles(Profiles.of("trial"));
    // what a proxy says of addresses would decide who is on the hub's own machine
    boolean told = environment.containsProperty("server.forward-headers-strategy");
    if (asked && told) {
      LOG.warn(
          "hub.console.open-loopback does not hold beside server.forward-headers-strategy: console"
              + " and API need a login");
    }
    this.open = asked && !told;
    this.people = people;
    this.attempts = attempts;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    // the path as the container normalized it, and as it was written: both have to be open
    String path = understood(request);
    String written = written(request);
    return (notOurs(path) && notOurs(written))
        || (documents(request.getMethod(), path) && documents(request.getMethod(), written))
        || (keyed(request) && recognition(path) && recognition(written));
  }

  /** A HIS sends its key there, which is checked where it is used; without one this gate holds. */
  private static boolean recognition(String path) {
    return path.equals(RECOGNITION + "candidates") || path.equals(RECOGNITION + "decisions");
  }

  private static boolean keyed(HttpServletRequest request) {
    return request.getHeader("Authorization") != null && request.getMethod().equals("POST");
  }

  /** Other systems post documents and fetch their schemas; the rest of the path shows events. */
  private static boolean documents(String method, String path) {
    return method.equals("POST")
        ? path.equals(DOCUMENTS)
        : method.equals("GET") && (path.equals(SCHEMAS) || path.startsWith(SCHEMAS + "/"));
  }

  private static boolean notOurs(String path) {
    for (String open : NOT_OURS) {
      if (path.startsWith(open)
          && (path.length() == open.length() || path.charAt(open.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (looks(request)) {
      chain.doFilter(request, response);
      return;
    }
    Person person = people.find(request).orElse(null);
    boolean changes = !SAFE.contains(request.getMethod());
    if (changes && !SignedIn.byToken(request) && foreign(request)) {
      refuse(
          response,
          HttpStatus.FORBIDDEN,
          "The request comes from a page of another site; only the console's own pages may change"
              + " something.");
    } else if (path(request, Permits.SIGN_IN)) {
      signIn(request, response, chain, changes);
    } else if (person != null) {
      let(person, request, response, chain, changes);
    } else if (SignedIn.byToken(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      refuse(
          response,
          HttpStatus.UNAUTHORIZED,
          "The token is unknown, taken away or expired: have a new one made on the page of users.");
    } else {
      anonymous(request, response, chain);
    }
  }

  private void signIn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean changes)
      throws ServletException, IOException {
    if (changes && !attempts.tries(request.getRemoteAddr())) {
      refuse(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many failed sign-ins from this address; try again later. 该地址登录失败次数过多，请稍后再试。");
    } else {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      chain.doFilter(request, response);
    }
  }

  private void let(
      Person person,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      boolean changes)
      throws ServletException, IOException {
    if (person.mustChange() && OF_SIGN_IN.stream().noneMatch(own -> path(request, own))) {
      if (page(request)) {
        response.sendRedirect(request.getContextPath() + "/password");
      } else {
        refuse(
            response, HttpStatus.FORBIDDEN, "Change your password first, on the page /password.");
      }
      return;
    }
    person.makes(request);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    chain.doFilter(changes ? new ActingRequest(request, person) : request, response);
  }

  private void anonymous(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else if (request.getHeader("HX-Request") != null) {
      // htmx would put the page of sign-in into a part of this one
      response.setHeader("HX-Redirect", request.getContextPath() + Permits.SIGN_IN);
      refuse(response, HttpStatus.FORBIDDEN, refusal);
    } else if (page(request)) {
      response.sendRedirect(request.getContextPath() + Permits.SIGN_IN + back(request));
    } else {
      refuse(response, HttpStatus.FORBIDDEN, refusal);
    }
  }

  /** Where a person wanted to go, to be shown after the sign-in. */
  private static String back(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") || request.getRequestURI().equals("/")) {
      return "";
    }
    String query = request.getQueryString();
    return "?next="
        + URLEncoder.encode(
            request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
  }

  /** Whether a person's browser asks for a page, and no script for data. */
  private static boolean page(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && request.getHeader("HX-Request") == null
        && !request.getRequestURI().startsWith("/api/");
  }

  private static boolean path(HttpServletRequest request, String path) {
    return understood(request).equals(path) && written(request).equals(path);
  }

  /** Style sheets, scripts and icons of the pages, which the page of sign-in needs too. */
  private static boolean looks(HttpServletRequest request) {
    String path = understood(request);
    String written = written(request);
    return SAFE.contains(request.getMethod())
        && !written.contains("..")
        && !written.contains(";")
        && LOOKS.stream().anyMatch(look -> path.startsWith(look) && written.startsWith(look));
  }

  /** The path as the container normalized it. */
  private static String understood(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }

  private static String written(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private void refuse(HttpServletResponse response, HttpStatus status, String why)
      throws IOException {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, why);
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
  }

  private String refusal(HttpServletRequest request) {
    if (!open) {
      return "Console and API need a login: sign in at /login, or send a token (Authorization:"
          + " Bearer …). The first user is made on the hub's machine: java -jar bianmin-hub.jar"
          + " user add NAME --role security-admin. For a trial on that machine alone"
          + " hub.console.open-loopback=true does without.";
    }
    if (!Loopback.address(request.getRemoteAddr()) || proxied(request)) {
      return "Without a login, console and API take requests from the hub's own machine only, and"
          + " not through a proxy.";
    }
    if (request.getHeader("Host") == null || !Loopback.name(request.getServerName())) {
      return "Without a login, console and API answer under the names localhost, 127.0.0.1 and"
          + " [::1] only.";
    }
    return null;
  }

  private static boolean proxied(HttpServletRequest request) {
    return PROXY_MARKS.stream().anyMatch(mark -> request.getHeader(mark) != null);
  }

  /** Browsers say where an unsafe request comes from; other clients say nothing. */
  private static boolean foreign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      return true;
    }
    if (site != null) {
      // where TLS ends before the hub the browser has compared what the hub cannot
      return false;
    }
    String origin = request.getHeader("Origin");
    return origin != null
        && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
  }
}

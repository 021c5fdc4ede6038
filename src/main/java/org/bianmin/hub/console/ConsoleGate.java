package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps console and API closed until they have a login: they show patient data. In the trial, or
 * where {@code hub.console.open-loopback} says so, requests from the hub's own machine pass. What
 * other systems call (FHIR, JSON documents, payments, health, metrics) is not the console's and
 * passes always.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ConsoleGate extends OncePerRequestFilter {

  private static final List<String> NOT_OURS =
      List.of("/fhir", "/payments", "/actuator/health", "/actuator/prometheus");
  private static final String DOCUMENTS = "/api/v1/events";
  private static final String SCHEMAS = DOCUMENTS + "/schemas";
  private static final String RECOGNITION = "/api/v1/recognition/";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> PROXY_MARKS =
      List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");

  private final boolean open;
  private final ObjectMapper json;

  ConsoleGate(ConsoleProperties properties, Environment environment, ObjectMapper json) {
    this.open = properties.openLoopback() || environment.acceptsProfiles(Profiles.of("trial"));
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    // the path as the container normalized it, and as it was written: both have to be open
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    String written = request.getRequestURI().substring(request.getContextPath().length());
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
    String refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, refusal);
      response.setStatus(problem.getStatus());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      json.writeValue(response.getOutputStream(), problem);
    }
  }

  private String refusal(HttpServletRequest request) {
    if (!open) {
      return "Console and API need a login, which this version does not have yet. On the hub's own"
          + " machine set hub.console.open-loopback=true to use them without one.";
    }
    if (!Loopback.address(request.getRemoteAddr()) || proxied(request)) {
      return "Without a login, console and API take requests from the hub's own machine only, and"
          + " not through a proxy.";
    }
    if (request.getHeader("Host") == null || !Loopback.name(request.getServerName())) {
      return "Without a login, console and API answer under the names localhost, 127.0.0.1 and"
          + " [::1] only.";
    }
    if (!SAFE.contains(request.getMethod()) && foreign(request)) {
      return "The request comes from a page of another site; only the console's own pages may"
          + " change something.";
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
    String origin = request.getHeader("Origin");
    return origin != null
        && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
  }
}

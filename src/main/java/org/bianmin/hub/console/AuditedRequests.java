package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Users;
import org.bianmin.hub.audit.Asked;
import org.bianmin.hub.audit.AuditEntry;
import org.bianmin.hub.audit.AuditTrail;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes what console and API are asked to change or to reveal into the audit trail, before it is
 * done, and afterwards how it ended. Where that cannot be written nothing is done.
 */
@Component
final class AuditedRequests implements HandlerInterceptor {

  static final String WHO = "X-Hub-Who";
  static final String REASON = "X-Hub-Reason";

  private static final Logger LOG = LoggerFactory.getLogger(AuditedRequests.class);
  private static final String ACT = AuditedRequests.class.getName() + ".act";
  private static final String ENTRY = AuditedRequests.class.getName() + ".entry";
  private static final String CONCERNED = AuditedRequests.class.getName() + ".concerned";
  private static final int LONGEST = 200;
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_FAILURE = 500;

  /** What was written. */
  private record Written(long entry, Asked asked) {}

  private final AuditTrail trail;

  AuditedRequests(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String act = AuditedActs.ACTS.get(request.getMethod() + " " + pattern);
    if (act != null && handler instanceof HandlerMethod method) {
      request.setAttribute(ACT, act);
      if (!readsBody(method)) {
        // with a body it is written once that is read, since it says who and why
        write(request, Map.of());
      }
    }
    return true;
  }

  private static boolean readsBody(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
  }

  /** What an act turned out to concern: written with how it ended. Never anything of a patient. */
  static void tell(HttpServletRequest request, String concerned) {
    request.setAttribute(CONCERNED, concerned);
  }

  /** The body of an audited request was read, and its handler was not yet called. */
  void body(HttpServletRequest request, Map<String, String> said) {
    if (request.getAttribute(ACT) != null && request.getAttribute(ENTRY) == null) {
      write(request, said);
    }
  }

  private void write(HttpServletRequest request, Map<String, String> said) {
    @SuppressWarnings("unchecked")
    Map<String, String> variables =
        new TreeMap<>(
            (Map<String, String>)
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
    String act = (String) request.getAttribute(ACT);
    String action = variables.get("action");
    if (action != null && act.contains("{action}")) {
      act = act.replace("{action}", action);
      variables.remove("action");
    }
    boolean cause = act.startsWith(AuditedActs.OF_PARKED);
    for (String name : AuditedActs.CONCERNS) {
      concern(variables, name, said.getOrDefault(name, all(request, name)));
    }
    if (cause) {
      concern(variables, "cause", said.getOrDefault("reason", request.getParameter("reason")));
    }
    String reason = header(request, REASON);
    Asked asked =
        new Asked(
            text(who(request, said)),
            request.getRemoteAddr(),
            text(act),
            text(
                variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .collect(Collectors.joining(" "))),
            text(cause ? reason : first(reason, said.get("reason"), request, "reason")));
    request.setAttribute(ENTRY, new Written(trail.asked(asked), asked));
  }

  /** By the login; only without one as the request says. */
  private static String who(HttpServletRequest request, Map<String, String> said) {
    if (request.getAttribute(ACT).equals(AuditedActs.SIGN_IN)) {
      // what can be no login may be a password in the wrong field
      return Users.plain(request.getParameter("login"));
    }
    Person person = Person.of(request);
    return person != null
        ? person.login()
        : first(header(request, WHO), said.get("who"), request, "who");
  }

  private static void concern(Map<String, String> variables, String name, String value) {
    if (value != null && !value.isBlank()) {
      variables.putIfAbsent(name, value.strip());
    }
  }

  private static String all(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? null : String.join(",", values);
  }

  private static String first(
      String header, String body, HttpServletRequest request, String parameter) {
    if (header != null) {
      return header;
    }
    String given = body == null ? request.getParameter(parameter) : body;
    return given == null && parameter.equals("who") ? WhoCookie.read(request) : given;
  }

  /** Other letters than ASCII are percent-encoded there. */
  private static String header(HttpServletRequest request, String name) {
    String header = request.getHeader(name);
    try {
      return header == null ? null : URLDecoder.decode(header, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return header;
    }
  }

  private static String text(String text) {
    String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      Exception exception) {
    if (request.getAttribute(ENTRY) instanceof Written written) {
      request.removeAttribute(ENTRY);
      int status = response.getStatus();
      String outcome =
          exception != null || status >= FIRST_FAILURE
              ? AuditEntry.FAILED
              : status >= FIRST_REFUSAL ? AuditEntry.REFUSED : AuditEntry.DONE;
      try {
        trail.ended(written.entry(), concerned(request, written.asked()), outcome);
      } catch (StoreUnavailable e) {
        LOG.warn("How audit entry {} ended cannot be written: {}", written.entry(), outcome);
      }
    }
  }

  private static Asked concerned(HttpServletRequest request, Asked asked) {
    return request.getAttribute(CONCERNED) instanceof String more
        ? new Asked(
            asked.who(),
            asked.from(),
            asked.act(),
            text(asked.object() + ' ' + more),
            asked.reason())
        : asked;
  }
}

package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.bianmin.hub.access.Permission;
import org.bianmin.hub.access.Person;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Lets a signed-in person do what {@link Permits} say. Where nobody has signed in, the gate has
 * decided. A refused act that the audit trail would hold stands in it as refused.
 */
@Component
final class PermittedRequests implements HandlerInterceptor {

  /** All rooms: what of another room the gate leaves to people is theirs to be permitted too. */
  private static final String HUB = "org.bianmin.hub.";

  private final AuditedRequests audited;

  PermittedRequests(AuditedRequests audited) {
    this.audited = audited;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Person person = Person.of(request);
    if (person == null
        || !(handler instanceof HandlerMethod method)
        || !method.getBeanType().getPackageName().startsWith(HUB)) {
      return true;
    }
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    // what is answered to HEAD is what GET would be
    String verb = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    Permission needed = Permits.of(verb + " " + pattern, action(request));
    if (needed == null || !person.may(needed)) {
      audited.body(request, Map.of());
      throw new NotPermitted(needed);
    }
    return true;
  }

  private static String action(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? (String) variables.get("action")
        : null;
  }

  /** The page of errors stands in the same frame as the pages, and no page fills it. */
  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      ModelAndView answer) {
    if (answer != null && "error".equals(answer.getViewName())) {
      answer.getModel().put("person", Person.of(request));
      answer.getModel().put("may", new Seen(Person.of(request)));
    }
  }
}

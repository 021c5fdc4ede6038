package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bianmin.hub.access.Permission;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

class PermitsTest {

  /** What shows or takes out what names a patient. */
  private static final Set<String> PATIENTS =
      Set.of(
          "POST /messages/{id}/reveal",
          "GET /api/v1/messages/{id}/raw",
          "GET /api/v1/payments/refusals/{id}",
          "POST /api/v1/events/search",
          "POST /api/v1/messages/search");

  /** What other systems call; the gate lets it pass, whoever calls. */
  private static final Set<String> OF_SYSTEMS =
      Set.of(
          "POST /api/v1/events",
          "GET /api/v1/events/schemas",
          "GET /api/v1/events/schemas/{type}",
          "POST /payments/{name}",
          "ANY /fhir",
          "ANY /fhir/**");

  @Test
  void everyRequestOfConsoleAndApiNeedsAPermission() throws Exception {
    Set<String> without = new TreeSet<>(handlers());
    without.removeAll(Permits.all().keySet());
    assertThat(without).as("handlers that stand in no line of Permits").isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> eachRoleGetsWhatItsPermissionsAllowAndIsRefusedTheRest() throws Exception {
    List<String> handlers = handlers();
    return Arrays.stream(Role.values())
        .map(
            role ->
                DynamicTest.dynamicTest(
                    role.code() + " over " + handlers.size() + " handlers",
                    () -> {
                      for (String handler : handlers) {
                        assertThat(lets(role, handler, null))
                            .as("%s: %s", role, handler)
                            .isEqualTo(role.may(Permits.of(handler, null)));
                      }
                    }));
  }

  /** What people reach: all handlers but those that the gate leaves open to other systems. */
  private static List<String> handlers() throws Exception {
    return AuditedActsTest.handlers("org.bianmin.hub", true).stream()
        .filter(handler -> !OF_SYSTEMS.contains(handler))
        .toList();
  }

  /** By the interceptor that every request passes. */
  private static boolean lets(Role role, String handler, String action) throws Exception {
    String[] words = handler.split(" ", 2);
    MockHttpServletRequest request = new MockHttpServletRequest(words[0], "/");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, words[1]);
    if (action != null) {
      request.setAttribute(
          HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("action", action));
    }
    new Person(1, "li", "li", Set.of(role), false, 1).makes(request);
    var method =
        new HandlerMethod(
            new UsersApi(null, null), UsersApi.class.getDeclaredMethod("users", new Class<?>[0]));
    try {
      return new PermittedRequests(new AuditedRequests(null))
          .preHandle(request, new MockHttpServletResponse(), method);
    } catch (NotPermitted e) {
      return false;
    }
  }

  @Test
  void whatStandsInNoLineIsRefusedToEveryRole() throws Exception {
    for (Role role : Role.values()) {
      assertThat(lets(role, "GET /nothing/of/the/kind", null)).isFalse();
    }
  }

  @Test
  void whoFillsAReportInDoesNotSignIt() throws Exception {
    String act = "POST /api/v1/reports/{id:\\d+}/{action}";
    for (String step : List.of("sign-off", "submit", "withdraw", "decline")) {
      assertThat(lets(Role.REPORTING, act, step)).as(step).isFalse();
      assertThat(lets(Role.SIGNER, act, step)).as(step).isTrue();
    }
    for (String step : List.of("cut", "correct", "review", "comment")) {
      assertThat(lets(Role.REPORTING, act, step)).as(step).isTrue();
      assertThat(lets(Role.SIGNER, act, step)).as(step).isFalse();
    }
  }

  @Test
  void patientDataAreSeenByOneRoleOnlyAndByNoAdministrator() {
    assertThat(PATIENTS)
        .allSatisfy(handler -> assertThat(Permits.of(handler, null)).isEqualTo(Permission.REVEAL));
    assertThat(NotPermitted.roles(Permission.REVEAL)).containsExactly(Role.OPERATOR);
  }

  @Test
  void whoManagesUsersSeesNothingElseAndWhoAuditsChangesNothing() {
    assertThat(permissions(Role.SECURITY_ADMIN)).containsExactly(Permission.OWN, Permission.USERS);
    assertThat(permissions(Role.AUDITOR)).containsExactly(Permission.OWN, Permission.AUDIT);
    assertThat(NotPermitted.roles(Permission.USERS)).containsExactly(Role.SECURITY_ADMIN);
    assertThat(NotPermitted.roles(Permission.AUDIT)).containsExactly(Role.AUDITOR);
    assertThatThrownBy(() -> Role.held(List.of("auditor", "operator")))
        .hasMessageContaining("alone");
  }

  private static Set<Permission> permissions(Role role) {
    return Arrays.stream(Permission.values())
        .filter(role::may)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
  }

  /** The table of docs/security.md is the one of the code. */
  @Test
  void theDocumentSaysWhatEachRoleMay() throws Exception {
    String document = Files.readString(Path.of("docs/security.md"));
    for (Role role : Role.values()) {
      String may =
          permissions(role).stream()
              .filter(permission -> permission != Permission.OWN)
              .map(permission -> "`" + permission.code() + "`")
              .collect(Collectors.joining(", "));
      assertThat(document).contains("| `" + role.code() + "` |").contains("| " + may + " |");
    }
  }
}

package org.bianmin.hub.console;

import static org.bianmin.hub.access.Permission.AUDIT;
import static org.bianmin.hub.access.Permission.CONFIGURE;
import static org.bianmin.hub.access.Permission.FIGURES;
import static org.bianmin.hub.access.Permission.LOOK;
import static org.bianmin.hub.access.Permission.MONEY;
import static org.bianmin.hub.access.Permission.MONEY_WORK;
import static org.bianmin.hub.access.Permission.OPERATE;
import static org.bianmin.hub.access.Permission.OWN;
import static org.bianmin.hub.access.Permission.REPORT;
import static org.bianmin.hub.access.Permission.REVEAL;
import static org.bianmin.hub.access.Permission.SIGN;
import static org.bianmin.hub.access.Permission.SYSTEM;
import static org.bianmin.hub.access.Permission.USERS;

import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.access.Permission;

/**
 * Which permission each request of console and API needs, by method and pattern of the path. A
 * handler that stands in no line here fails the build, and is refused to everybody who signs in.
 */
final class Permits {

  /** Whoever reaches these has not signed in yet. */
  static final String SIGN_IN = "/login";

  private static final Map<String, Permission> NEEDED = needed();

  private Permits() {}

  /**
   * What a request needs.
   *
   * @param request method and pattern, as {@code GET /messages/{id}}
   * @param action what stands for {@code {action}} in the pattern, null where nothing does
   * @return null where no line names it
   */
  static Permission of(String request, String action) {
    if (action != null) {
      Permission own = NEEDED.get(request.replace("{action}", action));
      if (own != null) {
        return own;
      }
    }
    return NEEDED.get(request);
  }

  /** All lines. */
  static Map<String, Permission> all() {
    return NEEDED;
  }

  private static Map<String, Permission> needed() {
    Map<String, Permission> all = new TreeMap<>();
    looking(all);
    operating(all);
    money(all);
    figures(all);
    need(all, AUDIT, "GET /audit", "POST /audit/check", "GET /api/v1/audit");
    need(all, AUDIT, "GET /api/v1/audit/check");
    need(all, OWN, "GET /login", "POST /login", "POST /logout", "GET /password", "POST /password");
    need(all, OWN, "GET /api/v1/me");
    users(all);
    return Map.copyOf(all);
  }

  private static void looking(Map<String, Permission> all) {
    need(all, LOOK, "GET /", "GET /overview", "GET /links", "GET /links/live", "GET /api/v1/links");
    need(all, LOOK, "GET /messages", "GET /messages/{id}", "GET /messages/{id}/way");
    need(all, LOOK, "GET /api/v1/messages", "GET /overview/stream");
    need(all, LOOK, "GET /api/v1/messages/{id}", "GET /api/v1/messages/{id}/trace");
    need(all, LOOK, "GET /api/v1/messages/replay", "GET /api/v1/messages/{id}/indicators");
    need(all, LOOK, "GET /messages/replays/count", "GET /messages/replays/progress");
    need(all, LOOK, "GET /api/v1/messages/replays", "GET /api/v1/messages/replays/count");
    // filters that a person keeps for the list
    need(all, LOOK, "GET /api/v1/messages/searches", "DELETE /api/v1/messages/searches/{id}");
    need(all, LOOK, "POST /messages/searches/{id}/delete");
    both(all, LOOK, "/messages/searches");
    need(all, LOOK, "GET /flows", "GET /flows/live", "GET /flows/{route}");
    need(all, LOOK, "GET /flows/{route}/live", "GET /api/v1/flows", "GET /api/v1/flows/{route}");
    need(all, LOOK, "GET /parked", "GET /parked/progress", "GET /api/v1/parked");
    need(all, LOOK, "GET /api/v1/parked/release", "GET /api/v1/unmapped", "GET /api/v1/orphans");
    need(all, LOOK, "GET /events", "GET /events/{key}", "GET /events/{key}/indicators");
    need(all, LOOK, "GET /api/v1/events", "GET /api/v1/events/{key}");
    need(all, LOOK, "GET /api/v1/events/{key}/history", "GET /api/v1/events/{key}/indicators");
    need(all, LOOK, "GET /deliveries", "GET /api/v1/deliveries", "GET /api/v1/conservation");
    need(all, LOOK, "GET /recognition", "GET /api/v1/recognition/catalogue");
    need(all, LOOK, "GET /api/v1/recognition/scopes", "GET /api/v1/mappings");
    need(all, LOOK, "GET /api/v1/mappings/draft-runs", "GET /api/v1/mappings/draft-runs/{id}");
    need(all, LOOK, "GET /alerts", "GET /alerts/live", "GET /alerts/history");
    need(all, LOOK, "GET /alerts/{id:\\d+}", "GET /alerts/silences", "GET /alerts/channels");
    need(all, LOOK, "GET /api/v1/alerts", "GET /api/v1/alerts/rules");
    need(all, LOOK, "GET /api/v1/alerts/silences", "GET /api/v1/alerts/channels");
    need(all, LOOK, "GET /api/v1/alerts/{id:\\d+}", "GET /api/v1/payments/refusals");
    need(all, REVEAL, "POST /messages/{id}/reveal", "GET /api/v1/messages/{id}/raw");
    need(all, REVEAL, "GET /api/v1/payments/refusals/{id}", "POST /api/v1/events/search");
    // by patient; and a message that is mended is one that is read
    both(all, REVEAL, "/messages/search", "/messages/{id}/edit");
    // a HIS asks and tells these with a key of its own, which is not of people
    need(all, REVEAL, "POST /api/v1/recognition/candidates");
    need(all, OPERATE, "POST /api/v1/recognition/decisions");
    need(all, LOOK, "GET /api/v1/recognition/alerts");
    tables(all);
  }

  private static void tables(Map<String, Permission> all) {
    need(all, LOOK, "GET /mappings", "GET /mappings/codes/{table}", "GET /mappings/events/{type}");
    need(all, LOOK, "GET /mappings/draft-runs/{id}", "GET /mappings/draft-runs/{id}/live");
    need(all, LOOK, "GET /mappings/draft-runs/{id}/indicators");
    need(all, LOOK, "GET /unmapped", "GET /unmapped/progress");
    need(all, LOOK, "GET /api/v1/unmapped/{table}.csv", "GET /api/v1/unmapped/{table}.xlsx");
    need(all, LOOK, "GET /quality", "GET /quality/{type}/{attribute}", "GET /api/v1/quality");
    need(all, LOOK, "GET /api/v1/quality/export.csv", "GET /api/v1/quality/export.xlsx");
    need(all, LOOK, "GET /api/v1/quality/{type}/{attribute}");
    need(all, LOOK, "GET /api/v1/quality/{type}/{attribute}/facts");
    need(all, FIGURES, "GET /declarations", "GET /declarations/{obligation}");
    need(all, FIGURES, "GET /declarations/{obligation}/history");
    need(all, REPORT, "POST /declarations/{obligation}", "POST /api/v1/declarations");
    need(all, REPORT, "POST /declarations/{obligation}/withdraw");
  }

  private static void operating(Map<String, Permission> all) {
    both(all, OPERATE, "/messages/{id}/replay", "/parked/release", "/parked/release/{id}/cancel");
    both(all, OPERATE, "/deliveries/{id}/retry", "/deliveries/{id}/discard");
    both(all, OPERATE, "/destinations/{id}/pause", "/destinations/{id}/resume");
    need(all, OPERATE, "POST /api/v1/messages/replay", "POST /api/v1/unmapped/replay");
    need(all, OPERATE, "POST /parked/codes/replay", "POST /unmapped/replay");
    need(all, OPERATE, "POST /api/v1/unmapped/release", "POST /unmapped/release/{id}/cancel");
    both(all, OPERATE, "/messages/replays", "/messages/replays/{id}/cancel");
    for (String act : new String[] {"acknowledge", "assign", "comment", "resolve"}) {
      both(all, OPERATE, "/alerts/{id:\\d+}/" + act);
    }
    both(all, CONFIGURE, "/mappings/reload", "/mappings/draft-runs");
    both(all, CONFIGURE, "/mappings/draft-runs/{id}/cancel");
    both(all, OPERATE, "/alerts/silences", "/alerts/silences/{id:\\d+}/end");
    both(all, CONFIGURE, "/alerts/channels/{channel}/test");
    both(all, OPERATE, "/flows/{route}/pause", "/flows/{route}/resume");
    need(all, SYSTEM, "GET /system", "GET /system/backup", "GET /api/v1/system");
    need(all, SYSTEM, "GET /api/v1/system/backup");
    both(all, SYSTEM, "/system/backup", "/system/backup/cancel");
  }

  private static void money(Map<String, Permission> all) {
    need(all, MONEY, "GET /reconciliation", "GET /reconciliation/cases/{id}");
    need(all, MONEY, "GET /api/v1/reconciliation", "GET /api/v1/reconciliation/{day}.xlsx");
    need(all, MONEY, "GET /api/v1/reconciliation/alerts", "GET /api/v1/reconciliation/cases");
    need(all, MONEY, "GET /api/v1/reconciliation/cases/{id}");
    for (String act : new String[] {"assign", "comment", "close", "reopen", "link", "unlink"}) {
      both(all, MONEY_WORK, "/reconciliation/cases/{id}/" + act);
    }
    need(all, MONEY_WORK, "POST /reconciliation/days/close", "POST /reconciliation/days/reopen");
    need(all, MONEY_WORK, "POST /api/v1/reconciliation/{day}/close");
    need(all, MONEY_WORK, "POST /api/v1/reconciliation/{day}/reopen");
  }

  private static void figures(Map<String, Permission> all) {
    need(all, FIGURES, "GET /bedside", "GET /api/v1/settlement/bedside");
    need(all, FIGURES, "GET /api/v1/settlement/bedside/{id}/lineage", "GET /api/v1/declarations");
    need(all, FIGURES, "GET /indicators", "GET /indicators/{programme}/{id}");
    need(all, FIGURES, "GET /indicators/{programme}/{id}/trend");
    need(all, FIGURES, "GET /indicators/{programme}/{id}/groups");
    need(all, FIGURES, "GET /api/v1/programmes", "GET /api/v1/programmes/{programme}");
    String programme = "/api/v1/programmes/{programme}/";
    for (String rest : new String[] {"", "/{id}", "/{id}/lineage", "/{id}/lineage.csv"}) {
      need(all, FIGURES, "GET " + programme + "indicators" + rest);
    }
    need(
        all,
        FIGURES,
        "GET " + programme + "indicators/{id}/measure",
        "GET " + programme + "ledger");
    need(all, FIGURES, "POST " + programme + "what-if");
    need(all, FIGURES, "GET /reports", "GET /reports/{id:\\d+}", "GET /reports/{id:\\d+}/lineage");
    need(all, FIGURES, "GET /reports/{id:\\d+}/print", "GET /api/v1/reports");
    String report = "GET /api/v1/reports/{id:\\d+}";
    for (String rest :
        new String[] {"", ".xlsx", "/fhir", "/document", "/print", "/causes", "/lineage"}) {
      need(all, FIGURES, report + rest);
    }
    need(all, FIGURES, "GET /api/v1/reports/coming", "GET /api/v1/reports/destinations/paused");
    need(all, FIGURES, "GET /api/v1/roster-reports");
    both(all, REPORT, "/reports", "/reports/{id:\\d+}/{action}");
    for (String act : new String[] {"sign-off", "submit", "withdraw", "decline"}) {
      both(all, SIGN, "/reports/{id:\\d+}/" + act);
    }
    both(all, SIGN, "/reports/destinations/resume");
    need(all, REPORT, "POST /api/v1/roster-reports", "DELETE /api/v1/roster-reports");
  }

  private static void users(Map<String, Permission> all) {
    need(all, USERS, "GET /users", "GET /api/v1/users", "GET /api/v1/users/tokens");
    need(all, USERS, "GET /api/v1/users/sessions");
    both(all, USERS, "/users", "/users/tokens", "/users/{id}/roles", "/users/{id}/disable");
    both(all, USERS, "/users/{id}/enable", "/users/{id}/reset");
    both(all, USERS, "/users/tokens/{id}/end", "/users/sessions/{id}/end");
  }

  private static void need(Map<String, Permission> all, Permission permission, String... requests) {
    for (String request : requests) {
      if (all.put(request, permission) != null) {
        throw new IllegalStateException("A second line for " + request);
      }
    }
  }

  private static void both(Map<String, Permission> all, Permission permission, String... paths) {
    for (String path : paths) {
      need(all, permission, "POST " + path, "POST /api/v1" + path);
    }
  }
}

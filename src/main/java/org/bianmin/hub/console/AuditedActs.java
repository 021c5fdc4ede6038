package org.bianmin.hub.console;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of console and API is recorded in the audit trail: all that changes something, and what
 * shows or takes out patient data. A handler that changes something and stands neither here nor in
 * {@link #WITHOUT} fails the build.
 */
final class AuditedActs {

  /** What changes nothing, though it is asked by POST, and shows nothing that names a patient. */
  static final Map<String, String> WITHOUT = Map.of("POST /audit/check", "reads the trail itself");

  /** Words by method and pattern of the path; {@code {action}} is filled in. */
  static final Map<String, String> ACTS = acts();

  /** Names in forms and bodies that say what an act concerns; none of them names a patient. */
  static final Set<String> CONCERNS =
      Set.of(
          "day",
          "facility",
          "destination",
          "programme",
          "report",
          "period",
          "scope",
          "source",
          "stage",
          "type",
          "attribute",
          "code",
          "state",
          "controlId",
          "from",
          "to",
          "of",
          "part",
          "city",
          "county",
          "folder",
          "indicator",
          "kind",
          "rule",
          "subject",
          // of users; the name of a person stands in the list of users and not here
          "login",
          "role",
          "token",
          "days");

  /** Whose name is what was typed, since nobody is signed in yet. */
  static final String SIGN_IN = "session.sign-in";

  /** Of these {@code reason} is what was wrong with messages, and not why a person acts. */
  static final String OF_PARKED = "parked.";

  private AuditedActs() {}

  private static Map<String, String> acts() {
    Map<String, String> acts = new TreeMap<>();
    acts.put("GET /api/v1/messages/{id}/raw", "message.reveal");
    acts.put("POST /messages/{id}/reveal", "message.reveal");
    acts.put("GET /api/v1/payments/refusals/{id}", "payment.reveal-refusal");
    both(acts, "/messages/search", "message.search");
    both(acts, "/messages/searches", "message.save-search");
    acts.put("POST /messages/searches/{id}/delete", "message.delete-search");
    acts.put("DELETE /api/v1/messages/searches/{id}", "message.delete-search");
    both(acts, "/messages/{id}/edit", "message.edit");
    both(acts, "/messages/replays", "message.replay-many");
    both(acts, "/messages/replays/{id}/cancel", "message.cancel-replay");
    both(acts, "/messages/{id}/replay", "message.replay");
    acts.put("POST /api/v1/messages/replay", "message.replay-many");
    both(acts, "/parked/release", "parked.release");
    both(acts, "/parked/release/{id}/cancel", "parked.cancel-release");
    acts.put("POST /api/v1/unmapped/replay", "unmapped.replay");
    acts.put("POST /parked/codes/replay", "unmapped.replay");
    acts.put("POST /unmapped/replay", "unmapped.replay");
    acts.put("POST /api/v1/unmapped/release", "unmapped.replay");
    acts.put("POST /unmapped/release/{id}/cancel", "unmapped.cancel-replay");
    acts.put("POST /api/v1/events/search", "event.search");
    both(acts, "/deliveries/{id}/retry", "delivery.retry");
    both(acts, "/deliveries/{id}/discard", "delivery.discard");
    both(acts, "/destinations/{id}/pause", "destination.pause");
    both(acts, "/destinations/{id}/resume", "destination.resume");
    both(acts, "/mappings/reload", "mapping.reload");
    both(acts, "/mappings/draft-runs", "draft-run.start");
    both(acts, "/mappings/draft-runs/{id}/cancel", "draft-run.cancel");
    acts.put("POST /api/v1/programmes/{programme}/what-if", "indicator.what-if");
    acts.put("GET /api/v1/programmes/{programme}/indicators/{id}/lineage.csv", "indicator.export");
    both(acts, "/system/backup", "backup.start");
    both(acts, "/system/backup/cancel", "backup.cancel");
    both(acts, "/flows/{route}/pause", "route.pause");
    both(acts, "/flows/{route}/resume", "route.resume");
    for (String act : new String[] {"assign", "comment", "close", "reopen", "link", "unlink"}) {
      both(acts, "/reconciliation/cases/{id}/" + act, "case." + act);
    }
    acts.put("GET /api/v1/reports/{id:\\d+}.xlsx", "report.export");
    acts.put("GET /api/v1/reports/{id:\\d+}/fhir", "report.export");
    acts.put("GET /api/v1/reports/{id:\\d+}/document", "report.export");
    acts.put("POST /api/v1/reconciliation/{day}/close", "reconciliation.close-day");
    acts.put("POST /api/v1/reconciliation/{day}/reopen", "reconciliation.reopen-day");
    acts.put("POST /reconciliation/days/close", "reconciliation.close-day");
    acts.put("POST /reconciliation/days/reopen", "reconciliation.reopen-day");
    acts.put("GET /api/v1/reconciliation/{day}.xlsx", "reconciliation.export");
    both(acts, "/reports", "report.open");
    both(acts, "/reports/{id:\\d+}/{action}", "report.{action}");
    both(acts, "/reports/destinations/resume", "report.resume-destination");
    for (String act : new String[] {"acknowledge", "assign", "comment", "resolve"}) {
      both(acts, "/alerts/{id:\\d+}/" + act, "alert." + act);
    }
    acts.put("POST /declarations/{obligation}", "declaration.declare");
    acts.put("POST /declarations/{obligation}/withdraw", "declaration.withdraw");
    both(acts, "/alerts/silences", "alert.silence");
    both(acts, "/alerts/silences/{id:\\d+}/end", "alert.end-silence");
    both(acts, "/alerts/channels/{channel}/test", "alert.test-channel");
    acts.put("POST /login", SIGN_IN);
    acts.put("POST /logout", "session.sign-out");
    acts.put("POST /password", "session.change-password");
    both(acts, "/users", "user.add");
    for (String act : new String[] {"roles", "disable", "enable", "reset"}) {
      both(acts, "/users/{id}/" + act, "user." + act);
    }
    both(acts, "/users/tokens", "token.make");
    both(acts, "/users/tokens/{id}/end", "token.end");
    both(acts, "/users/sessions/{id}/end", "session.end");
    acts.put("POST /api/v1/roster-reports", "report.upload");
    acts.put("DELETE /api/v1/roster-reports", "report.withdraw-upload");
    return Map.copyOf(acts);
  }

  private static void both(Map<String, String> acts, String path, String act) {
    acts.put("POST " + path, act);
    acts.put("POST /api/v1" + path, act);
  }
}

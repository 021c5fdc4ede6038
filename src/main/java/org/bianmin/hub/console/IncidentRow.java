package org.bianmin.hub.console;

import java.util.Locale;
import org.bianmin.hub.alert.AlertRule;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.Incident;
import org.bianmin.hub.alert.Kind;

/**
 * An incident with what its rule says.
 *
 * @param rule null when no rule asks for it any more
 */
record IncidentRow(Incident incident, AlertRule rule) {

  static IncidentRow of(Incident incident, AlertRules rules) {
    return new IncidentRow(incident, rules.inForce().find(incident.rule()).orElse(null));
  }

  /** Name of the rule in a language. */
  public String name(String language) {
    if (rule == null) {
      return incident.rule();
    }
    return language.equals("en") ? rule.name().en() : rule.name().zh();
  }

  /** What to do, in a language; empty when no rule asks for it any more. */
  public String runbook(String language) {
    if (rule == null) {
      return "";
    }
    return language.equals("en") ? rule.runbook().en() : rule.runbook().zh();
  }

  /** Key of the unit's words; the figure alone when no rule asks for it any more. */
  public String unit() {
    return "alerts.figure." + (rule == null ? "none" : rule.kind().code());
  }

  /** A figure as people read it, without a unit. */
  public String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }

  /** Where the subject is looked at, or null. */
  public String page() {
    Kind kind = rule == null ? null : rule.kind();
    if (kind == null) {
      return null;
    }
    return switch (kind) {
      case QUEUE_DEPTH, DELIVERY_AGE, DESTINATION_PAUSED, REJECTIONS ->
          "/deliveries?destination=" + incident.subject();
      case SOURCE_IDLE, CONNECTION_DOWN, ERROR_ANSWERS, CERTIFICATE_DAYS -> "/links";
      case PARKED, UNMAPPED_CODES -> "/parked";
      case RECONCILIATION -> "/reconciliation";
      case SCOPES_EXPIRING -> "/recognition";
      case INDICATOR_DAYS -> "/indicators";
      case REPORT_DUE -> "/reports";
      case MESSAGE_AGE, CONSERVATION_BROKEN -> "/overview";
      case DISK_LEFT -> null;
    };
  }
}

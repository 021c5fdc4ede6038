package org.bianmin.hub.alert;

import java.time.Duration;
import java.util.List;

/**
 * A rule of {@code alerts/rules.yaml}.
 *
 * @param subjects which it is for; empty means each
 * @param except which it is not for
 * @param threshold in the unit of the kind
 * @param lasting how long the figure must stay bad before an incident opens, and good before it
 *     resolves
 * @param hours name of the calendar
 * @param escalateAfter how long nobody may acknowledge it before channels of escalation are told;
 *     null leaves that to the channel
 */
public record AlertRule(
    String id,
    Text name,
    Kind kind,
    List<String> subjects,
    List<String> except,
    double threshold,
    Duration lasting,
    Severity severity,
    String hours,
    Text runbook,
    Duration escalateAfter) {

  boolean isFor(String subject) {
    return (subjects.isEmpty() || subjects.contains(subject)) && !except.contains(subject);
  }
}

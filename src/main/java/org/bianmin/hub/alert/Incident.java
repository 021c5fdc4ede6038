package org.bianmin.hub.alert;

/**
 * That something was or is amiss.
 *
 * @param rule id of the rule
 * @param subject what it is about
 * @param lastAt when it was bad last, to the minute
 * @param resolvedAt null while it lasts
 * @param times how often it was bad anew
 * @param value the figure when it was bad last
 * @param threshold of the rule then
 * @param assignee who looks after it, or null
 * @param since when it was bad anew last
 */
public record Incident(
    long id,
    String rule,
    String subject,
    Severity severity,
    State state,
    long openedAt,
    long lastAt,
    Long resolvedAt,
    long times,
    double value,
    double threshold,
    String assignee,
    long since) {}

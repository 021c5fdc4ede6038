package org.bianmin.hub.event;

import java.util.Map;

/**
 * One thing that one message says about one fact.
 *
 * @param key the fact
 * @param action what is said
 * @param source who says it, and when
 * @param occurredAt business time in epoch milliseconds, null when not told
 * @param patient the person, null when not told
 * @param attributes told attributes; a key with a null value means explicitly emptied ({@code ""}
 *     in HL7 v2)
 */
public record Assertion(
    EventKey key,
    Action action,
    SourceRef source,
    Long occurredAt,
    PatientId patient,
    Map<String, Object> attributes) {}

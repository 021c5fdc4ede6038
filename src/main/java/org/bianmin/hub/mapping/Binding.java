package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;

/**
 * How messages of one format tell of an event.
 *
 * @param format {@code hl7v2} or {@code fhir}
 * @param on triggers ({@code ADT^A04}) or resource types
 * @param action what such a message says about the fact
 * @param each one fact per part, or null for one per message or resource
 * @param when all have to hold
 * @param key the business key's parts, joined with {@code /}
 * @param recordedAt the source's recording time
 * @param occurredAt business time
 * @param patient the person's identifier
 */
public record Binding(
    String format,
    List<String> on,
    Action action,
    Each each,
    List<Condition> when,
    List<KeyPart> key,
    Paths recordedAt,
    Paths occurredAt,
    Paths patient,
    Map<String, Rule> attributes,
    String file,
    int line) {}

package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bianmin.hub.event.Action;

/**
 * How messages of one format tell of an event.
 *
 * @param format {@code hl7v2} or {@code fhir}
 * @param on triggers ({@code ADT^A04}) or resource types
 * @param action what such a message says about the fact
 * @param each one fact per part, or null for one per message or resource
 * @param when all have to hold
 * @param key the business key's parts, joined with {@code /}; a part such as {@code order:} stands
 *     for its word ({@code order/1234}) and keeps numbers of one kind apart from those of another
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
    List<Paths> key,
    Paths recordedAt,
    Paths occurredAt,
    Paths patient,
    Map<String, Rule> attributes,
    String file,
    int line) {

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z-]*:");

  /** Whether a part of the key stands for its word. */
  public static boolean isPrefix(Paths part) {
    return part.alternatives().size() == 1 && PREFIX.matcher(part.alternatives().get(0)).matches();
  }
}

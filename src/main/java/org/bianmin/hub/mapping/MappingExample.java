package org.bianmin.hub.mapping;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A message and what it has to tell: {@code mappings/examples/<name>/received.hl7} (or {@code
 * received.json} for FHIR, {@code document.json}, {@code row.json}) and {@code events.json}.
 *
 * @param name of its folder
 * @param received the message, in the charset that it declares
 * @param format {@code hl7v2}, {@code fhir}, {@code json} or {@code row}
 * @param profile mapping profile that reads it
 * @param source id of the source that sent it; decides which rows of the code tables hold
 * @param zone of times without an offset
 * @param events what it tells; empty when it is ignored or parked
 * @param links identifiers that it says to be of one person
 * @param ignored part of the reason when it tells nothing, else null
 * @param parked part of the reason when it cannot be read or mapped, else null
 * @param file path of {@code events.json} below the mappings folder
 */
public record MappingExample(
    String name,
    Path received,
    String format,
    String profile,
    String source,
    ZoneId zone,
    List<Expected> events,
    List<Link> links,
    String ignored,
    String parked,
    String file) {

  /**
   * One event. What is null or not named is not looked at.
   *
   * @param type of the event
   * @param action {@code record}, {@code amend} or {@code void}
   * @param businessKey third part of the event's key
   * @param occurredAt business time, RFC 3339
   * @param patient identifier of the person
   * @param attributes a null value means that the attribute must not be told
   */
  public record Expected(
      String type,
      String action,
      String businessKey,
      String occurredAt,
      String patient,
      Map<String, Object> attributes,
      int line) {}

  /** Two identifiers of one person. */
  public record Link(String old, String current, int line) {}
}

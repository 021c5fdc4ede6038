package org.bianmin.hub.console;

import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.facts.ToldVersion;

/**
 * A measure event in the API. Times are RFC 3339.
 *
 * @param status {@code active}, {@code void}, or {@code pending} while only amendments are known
 * @param patient pseudonym of the person
 */
record EventJson(
    String type,
    String key,
    int version,
    String status,
    String occurredAt,
    String recordedAt,
    String facility,
    String patient,
    Map<String, Object> attributes,
    String mapping,
    String updatedAt) {

  static EventJson of(EventRow row, Times times) {
    MeasureEvent event = row.event();
    return new EventJson(
        event.key().type(),
        event.key().toString(),
        event.version(),
        event.status().code(),
        times.text(event.occurredAt()),
        times.text(event.recordedAt()),
        event.key().facility(),
        event.patient(),
        event.attributes(),
        event.mapping(),
        times.text(row.updatedAt()));
  }

  /**
   * What one message said about the event.
   *
   * @param action {@code record}, {@code amend}, {@code void}, {@code void-latest} or {@code
   *     withdraw}
   */
  record Told(
      long messageId,
      String source,
      int rank,
      String action,
      int reading,
      String recordedAt,
      String occurredAt,
      String acceptedAt,
      Map<String, Object> attributes,
      String mapping) {

    static Told of(ToldVersion version, Times times) {
      return new Told(
          version.messageId(),
          version.source(),
          version.rank(),
          version.action().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          version.reading(),
          times.text(version.recordedAt()),
          times.text(version.occurredAt()),
          times.text(version.acceptedAt()),
          version.attributes(),
          version.mapping());
    }
  }
}

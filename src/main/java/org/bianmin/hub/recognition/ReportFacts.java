package org.bianmin.hub.recognition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.mapping.CountsFrom;

/** What a report says of itself, as far as it matters for recognition. */
final class ReportFacts {

  private final MeasureEvent event;
  private final Map<String, Object> attributes;
  private final ZoneId zone;

  ReportFacts(MeasureEvent event, ZoneId zone) {
    this.event = event;
    this.attributes = event.attributes();
    this.zone = zone;
  }

  /** Whether it counts: neither withdrawn nor only amended so far. */
  boolean active() {
    return event.status() == EventStatus.ACTIVE;
  }

  /** Code of {@code report-category}; null where none is told or known. */
  String category() {
    return text(attributes, "category");
  }

  String facility() {
    return event.key().facility();
  }

  /** Who performed it, as the report writes it; null where it does not say. */
  String performingOrg() {
    return text(attributes, "performingOrg");
  }

  /** Whether it names the time of the audit, or who did it. */
  boolean audited() {
    return text(attributes, "auditedAt") != null || text(attributes, "auditDoctor") != null;
  }

  /** Its items as the event has them; empty where it has none. */
  List<Map<String, Object>> items() {
    List<Map<String, Object>> items = new ArrayList<>();
    if (attributes.get("items") instanceof List<?> list) {
      for (Object item : list) {
        items.add(map(item));
      }
    }
    return items;
  }

  /** Whether an examination has anything to show: images, findings or values. */
  boolean hasResult() {
    return text(attributes, "studyUid") != null
        || text(attributes, "imageUrl") != null
        || text(attributes, "conclusion") != null
        || items().stream().anyMatch(item -> text(item, "value") != null);
  }

  /** The day it was issued; null where that is not known. */
  LocalDate issuedOn() {
    Long at = countsFrom(CountsFrom.REPORTED);
    return at == null ? null : day(at, zone);
  }

  /** The time that a validity counts from, epoch milliseconds; null where it is not told. */
  Long countsFrom(CountsFrom from) {
    return switch (from) {
      case COLLECTED -> time("collectedAt");
      case PERFORMED -> time("performedAt");
      case REPORTED -> {
        Long at = time("reportedAt");
        yield at == null ? event.occurredAt() : at;
      }
    };
  }

  /** An attribute of the report itself; null where it is not told or an unmapped code. */
  String attribute(String name) {
    return text(attributes, name);
  }

  private Long time(String name) {
    String text = text(attributes, name);
    try {
      return text == null ? null : (Long) OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      // attributes of times are RFC 3339; what is none tells no time
      return null;
    }
  }

  /** A value as text; null where it is not told, blank, or a code that no table covers. */
  static String text(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
      return null;
    }
    String text = value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  static LocalDate day(long epochMillis, ZoneId zone) {
    return Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object item) {
    return item instanceof Map<?, ?> ? (Map<String, Object>) item : Map.of();
  }
}

package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.block.BlockSource;
import org.bianmin.hub.indicator.block.Identity;
import org.bianmin.hub.indicator.block.VoidKeys;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.CountsWhile;
import org.bianmin.hub.mapping.EventDefinition;

/** What conditions are asked in: the facts, the calendar, the choices, the facility at hand. */
final class Surroundings {

  private final BlockSource source;
  private final Map<String, EventDefinition> events;
  private final ProgrammeSet set;
  private final ZoneId zone;
  private final ZoneDays days;
  private final Map<String, String> chosen;
  private final long end;
  private final long asOf;
  private final Map<String, VoidKeys> voids = new HashMap<>();
  private String facility;
  private Identity identity;
  private Map<String, String> parameters = Map.of();

  /**
   * @param events definitions in force, by type
   * @param chosen the choice of each switch
   * @param end the roster counts as it is just before
   * @param asOf what {@code $asOf} is, epoch milliseconds
   */
  Surroundings(
      BlockSource source,
      Map<String, EventDefinition> events,
      ProgrammeSet set,
      ZoneId zone,
      Map<String, String> chosen,
      long end,
      long asOf) {
    this.source = source;
    this.events = events;
    this.set = set;
    this.zone = zone;
    this.days = new ZoneDays(zone);
    this.chosen = chosen;
    this.end = end;
    this.asOf = asOf;
  }

  /** Goes to a facility. */
  void facility(String code) {
    if (!code.equals(facility)) {
      facility = code;
      voids.clear();
      identity = Identity.of(code);
      parameters =
          set.roster()
              .find(code, Instant.ofEpochMilli(end - 1).atZone(zone).toLocalDate())
              .map(Roster.Institution::parameters)
              .orElse(Map.of());
    }
  }

  String facility() {
    return facility;
  }

  Identity identity() {
    return identity;
  }

  /** Void facts of the facility at hand. */
  VoidKeys voids(String type) {
    VoidKeys known = voids.get(type);
    if (known == null) {
      known = source.voids(facility, type);
      voids.put(type, known);
    }
    return known;
  }

  long asOf() {
    return asOf;
  }

  /** The end of what is counted, or the moment of the question where that is earlier. */
  long cut() {
    return Math.min(end, asOf);
  }

  /** Of the facility at hand, from the roster. */
  Map<String, String> parameters() {
    return parameters;
  }

  BlockSource source() {
    return source;
  }

  /** Together with which other events those of a type count. */
  List<CountsWhile> demands(String type) {
    EventDefinition event = events.get(type);
    return event == null ? List.of() : event.countsWhile();
  }

  /**
   * Whether a value means something only within its facility, so that two facilities have it apart:
   * keys, and codes that each makes up itself. Persons and codes of a value set are everybody's.
   */
  boolean local(String type, String name) {
    return switch (name) {
      case "$person", "$facility", "$label", "$occurredAt", "$asOf", "$cut" -> false;
      default -> {
        EventDefinition event = events.get(type);
        AttributeDefinition attribute = event == null ? null : event.attributes().get(name);
        yield attribute == null || attribute.valueSet() == null;
      }
    };
  }

  HolidayCalendar calendar() {
    return set.holidays();
  }

  ZoneDays days() {
    return days;
  }

  Map<String, String> chosen() {
    return chosen;
  }
}

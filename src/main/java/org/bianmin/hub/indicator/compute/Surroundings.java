package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bianmin.hub.indicator.block.BlockSource;
import org.bianmin.hub.indicator.block.Identity;
import org.bianmin.hub.indicator.block.VoidKeys;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.mapping.CountsWhile;

/** What conditions are asked in: the facts, the calendar, the choices, the facility at hand. */
final class Surroundings {

  private final BlockSource source;
  private final Function<String, List<CountsWhile>> demands;
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
   * @param demands together with which other events those of a type count
   * @param chosen the choice of each switch
   * @param end the roster counts as it is just before
   * @param asOf what {@code $asOf} is, epoch milliseconds
   */
  Surroundings(
      BlockSource source,
      Function<String, List<CountsWhile>> demands,
      ProgrammeSet set,
      ZoneId zone,
      Map<String, String> chosen,
      long end,
      long asOf) {
    this.source = source;
    this.demands = demands;
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

  /** Of the facility at hand, from the roster. */
  Map<String, String> parameters() {
    return parameters;
  }

  BlockSource source() {
    return source;
  }

  List<CountsWhile> demands(String type) {
    return demands.apply(type);
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

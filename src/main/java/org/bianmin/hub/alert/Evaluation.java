package org.bianmin.hub.alert;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.alert.IncidentRows.Place;
import org.bianmin.hub.store.Session;

/**
 * Holds rules against figures. What is bad long enough opens one incident per rule and subject;
 * what is good again as long resolves it. All that it remembers is in the store.
 */
final class Evaluation {

  /** Who is bad again so soon has not been well: the same incident goes on. */
  private static final long SAME_MILLIS = Duration.ofMinutes(30).toMillis();

  /** How fine the time is at which an incident was bad last. */
  private static final long SEEN_MILLIS = Duration.ofMinutes(1).toMillis();

  private final IncidentRows rows;
  private final WorkingDays working;
  private final ZoneId zone;

  Evaluation(IncidentRows rows, WorkingDays working, ZoneId zone) {
    this.rows = rows;
    this.working = working;
    this.zone = zone;
  }

  /**
   * One look.
   *
   * @param now epoch milliseconds
   */
  void look(Session session, RuleSet rules, Map<Kind, List<Figure>> figures, long now)
      throws SQLException {
    Map<Place, Incident> lasting = rows.lasting(session);
    Map<Place, Long> turns = rows.turns(session);
    Set<Place> ruled = new HashSet<>();
    for (AlertRule rule : rules.rules()) {
      Map<String, Double> values = new HashMap<>();
      figures
          .getOrDefault(rule.kind(), List.of())
          .forEach(figure -> values.put(figure.subject(), figure.value()));
      boolean known = figures.containsKey(rule.kind());
      long open = open(rules.calendars().get(rule.hours()), now);
      for (Place place : places(rule, values.keySet(), lasting.keySet(), turns.keySet())) {
        ruled.add(place);
        Incident incident = lasting.get(place);
        Long since = turns.get(place);
        if (!known || open < 0) {
          // nothing is said about it now; what was on the turn begins anew
          forget(session, place, since);
          continue;
        }
        Double value = values.get(place.subject());
        if (value != null && rule.kind() == Kind.SOURCE_IDLE) {
          value = Math.min(value, (double) open);
        }
        boolean bad = value != null && rule.kind().reached(value, rule.threshold());
        if (incident == null) {
          quiet(session, rule, place, bad ? value : null, since, now);
        } else {
          noisy(session, rule, incident, bad ? value : null, since, now);
        }
      }
    }
    leftOver(session, lasting, turns, ruled, now);
  }

  private long open(Hours hours, long now) {
    ZonedDateTime local = Instant.ofEpochMilli(now).atZone(zone);
    return hours.openMinutes(local, working);
  }

  /** Subjects of a rule: those that have a figure, and those that had one. */
  private static List<Place> places(
      AlertRule rule, Set<String> valued, Set<Place> lasting, Set<Place> turning) {
    Set<Place> places = new HashSet<>();
    valued.stream()
        .filter(rule::isFor)
        .forEach(subject -> places.add(new Place(rule.id(), subject)));
    for (Set<Place> earlier : List.of(lasting, turning)) {
      earlier.stream()
          .filter(place -> place.rule().equals(rule.id()) && rule.isFor(place.subject()))
          .forEach(places::add);
    }
    return new ArrayList<>(places);
  }

  private void quiet(Session session, AlertRule rule, Place place, Double bad, Long since, long now)
      throws SQLException {
    if (bad == null) {
      forget(session, place, since);
    } else if (now - (since == null ? now : since) >= rule.lasting().toMillis()) {
      forget(session, place, since);
      rows.open(session, rule, new Figure(place.subject(), bad), now, now - SAME_MILLIS);
    } else if (since == null) {
      rows.turn(session, place, now);
    }
  }

  private void noisy(
      Session session, AlertRule rule, Incident incident, Double bad, Long since, long now)
      throws SQLException {
    Place place = new Place(incident.rule(), incident.subject());
    if (bad != null) {
      forget(session, place, since);
      if (now - incident.lastAt() >= SEEN_MILLIS) {
        rows.seen(session, incident, rule, bad, now);
      }
    } else if (now - (since == null ? now : since) >= rule.lasting().toMillis()) {
      forget(session, place, since);
      boolean unused = rows.resolve(session, incident.id(), now, "", "");
    } else if (since == null) {
      rows.turn(session, place, now);
    }
  }

  private void forget(Session session, Place place, Long since) throws SQLException {
    if (since != null) {
      rows.endTurn(session, place);
    }
  }

  /** What no rule asks for any more. */
  private void leftOver(
      Session session,
      Map<Place, Incident> lasting,
      Map<Place, Long> turns,
      Set<Place> ruled,
      long now)
      throws SQLException {
    for (Map.Entry<Place, Incident> left : lasting.entrySet()) {
      if (!ruled.contains(left.getKey())) {
        boolean unused =
            rows.resolve(session, left.getValue().id(), now, "", "no rule asks for it any more");
      }
    }
    for (Place place : turns.keySet()) {
      if (!ruled.contains(place)) {
        rows.endTurn(session, place);
      }
    }
  }
}

package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.Standing;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Roster;

/** What one fact is to all indicators. */
final class Standings {

  private static final Words VOID = new Words("该事实已作废", "the fact is void");
  private static final Words PENDING =
      new Words("只收到过对该事实的更正，尚未收到其本身", "only amendments of the fact were told, not the fact");
  private static final Words TIMELESS =
      new Words("没有发生时间，不属于任何期间", "it has no time, so it is of no period");
  private static final Words NOT_APPLICABLE =
      new Words("该指标不适用于该机构", "the indicator does not apply to the facility");

  private final Known known;
  private final ProgrammeSet set;

  Standings(Known known, ProgrammeSet set) {
    this.known = known;
    this.set = set;
  }

  List<Standing> of(EventKey key) {
    EventRow row = known.facts().find(key);
    while (row != null) {
      Map<IndicatorDefinition, Programme> reading = reading(key.type());
      Session session = counts(reading.keySet(), row) ? session(row, reading.keySet()) : null;
      EventRow seen = row;
      List<Standing> standings =
          known.source().asOne(() -> same(seen) ? of(session, reading, seen) : null);
      if (standings != null) {
        return standings;
      }
      // it was told again while what it is read with was taken in
      row = known.facts().find(key);
    }
    return List.of();
  }

  private boolean same(EventRow row) {
    EventRow now = known.facts().find(row.event().key());
    return now != null && now.event().version() == row.event().version();
  }

  private Map<IndicatorDefinition, Programme> reading(String type) {
    Map<IndicatorDefinition, Programme> reading = new LinkedHashMap<>();
    for (Programme programme : set.programmes()) {
      for (IndicatorDefinition definition : programme.indicators()) {
        if (Involved.in(definition).all().contains(type)) {
          reading.put(definition, programme);
        }
      }
    }
    return reading;
  }

  private boolean counts(Collection<IndicatorDefinition> reading, EventRow row) {
    return reading.stream().anyMatch(definition -> outright(definition, row) == null);
  }

  /**
   * @param session null where it counts nowhere outright
   */
  private List<Standing> of(
      Session session, Map<IndicatorDefinition, Programme> reading, EventRow row) {
    List<Standing> standings = new ArrayList<>();
    for (Map.Entry<IndicatorDefinition, Programme> one : reading.entrySet()) {
      Words reason = outright(one.getKey(), row);
      if (reason != null) {
        standings.add(standing(one.getValue(), one.getKey(), Standing.Side.NOWHERE, "", reason));
        continue;
      }
      try {
        standings.addAll(of(session, one.getValue(), one.getKey(), row));
      } catch (RuntimeException e) {
        Words why = Failure.of(one.getKey().id(), e);
        standings.add(standing(one.getValue(), one.getKey(), Standing.Side.NOWHERE, "", why));
      }
    }
    return standings;
  }

  /** Asks for the moment at which it happened; takes in, once, what all definitions read of it. */
  private Session session(EventRow row, Collection<IndicatorDefinition> reading) {
    long at = row.event().occurredAt();
    Period around = new Period("", at, at + 1);
    Session session =
        new Session(
            known, set, Question.of("", around, Scope.facility(row.event().key().facility())));
    session.refresh(
        reading.stream()
            .map(
                d ->
                    Involved.in(d)
                        .wider(
                            formulas(d).values().stream()
                                .mapToLong(Standings::decides)
                                .max()
                                .orElse(0)))
            .toList());
    return session;
  }

  /** How far from the fact others decide about it. */
  private static long decides(Formula formula) {
    int days =
        formula instanceof Formula.ShareOfPersons ? 366 : formula instanceof Formula.Weeks ? 7 : 0;
    return days * ZoneDays.DAY;
  }

  private static Map<String, Formula> formulas(IndicatorDefinition definition) {
    Map<String, Formula> formulas = new LinkedHashMap<>();
    if (definition.measure() != null) {
      formulas.put("", definition.measure().formula());
    }
    for (Beside beside : definition.beside()) {
      formulas.put(beside.code(), beside.measure().formula());
    }
    return formulas;
  }

  private static List<Standing> of(
      Session session, Programme programme, IndicatorDefinition definition, EventRow row) {
    FactWatch watch = new FactWatch(session, definition.chosen(Map.of()), definition, row);
    List<Standing> standings = new ArrayList<>();
    formulas(definition)
        .forEach(
            (part, formula) -> {
              FactWatch.Seen seen = watch.look(formula);
              if (seen != null) {
                standings.add(standing(programme, definition, seen.side(), part, seen.reason()));
              }
            });
    return standings;
  }

  /** Why it counts nowhere, whatever is asked of it; null where it may count. */
  private Words outright(IndicatorDefinition definition, EventRow row) {
    if (row.event().status() == EventStatus.VOID) {
      return VOID;
    }
    if (row.event().status() == EventStatus.PENDING) {
      return PENDING;
    }
    Long at = row.event().occurredAt();
    if (at == null) {
      return TIMELESS;
    }
    LocalDate day = Instant.ofEpochMilli(at).atZone(known.zone()).toLocalDate();
    Roster.Institution listed = set.roster().find(row.event().key().facility(), day).orElse(null);
    return listed == null || listed.meets(definition.applies()) ? null : NOT_APPLICABLE;
  }

  private static Standing standing(
      Programme programme,
      IndicatorDefinition definition,
      Standing.Side side,
      String part,
      Words reason) {
    return new Standing(programme.id(), definition.id(), definition.name(), side, part, reason);
  }
}

package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
  private static final Words OUTSIDE =
      new Words(
          "发生时间不在该文件的有效期内", "it happened outside of the time in which the document is in force");

  private final Known known;
  private final ProgrammeSet set;

  Standings(Known known, ProgrammeSet set) {
    this.known = known;
    this.set = set;
  }

  List<Standing> of(EventKey key) {
    EventRow row = known.facts().find(key);
    List<Standing> standings = new ArrayList<>();
    if (row == null) {
      return standings;
    }
    for (Programme programme : set.programmes()) {
      for (IndicatorDefinition definition : programme.indicators()) {
        if (Involved.in(definition).all().contains(key.type())) {
          standings.addAll(of(programme, definition, row));
        }
      }
    }
    return standings;
  }

  private List<Standing> of(Programme programme, IndicatorDefinition definition, EventRow row) {
    Words reason = outright(programme, definition, row);
    if (reason != null) {
      return List.of(standing(programme, definition, Standing.Side.NOWHERE, "", reason));
    }
    Map<String, Formula> formulas = new LinkedHashMap<>();
    if (definition.measure() != null) {
      formulas.put("", definition.measure().formula());
    }
    for (Beside beside : definition.beside()) {
      formulas.put(beside.code(), beside.measure().formula());
    }
    long at = row.event().occurredAt();
    Period around = new Period("", at, at + 1);
    Question question =
        Question.of(programme.id(), around, Scope.facility(row.event().key().facility()));
    Session session = new Session(known, set, question);
    session.refresh(Involved.in(definition));
    List<Standing> standings = new ArrayList<>();
    formulas.forEach(
        (part, formula) -> {
          FactWatch watch =
              new FactWatch(session, definition.chosen(Map.of()), row.id(), at, formula);
          FactWatch.Seen seen = watch.look(row.event().key().type());
          if (seen != null) {
            standings.add(standing(programme, definition, seen.side(), part, seen.reason()));
          }
        });
    return standings;
  }

  /** Why it counts nowhere, whatever is asked of it; null where it may count. */
  private Words outright(Programme programme, IndicatorDefinition definition, EventRow row) {
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
    if (listed != null && !listed.meets(definition.applies())) {
      return NOT_APPLICABLE;
    }
    boolean inForce =
        (programme.from() == null || !day.isBefore(programme.from()))
            && (programme.to() == null || !day.isAfter(programme.to()));
    return inForce ? null : OUTSIDE;
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

package org.bianmin.hub.console;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.DeclarationQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.programme.Declaration;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeReport;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.indicator.programme.ReportPeriod;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is to be declared for which period, and what has been. */
@Component
final class DeclarationRoom {

  /**
   * Something that the programmes in force want declared.
   *
   * @param indicators of the programme that are answered by it
   * @param evidence indicators that are shown beside it
   */
  record Obligation(
      String programme,
      String id,
      Words name,
      Declaration.Kind kind,
      String unit,
      ReportPeriod period,
      List<String> indicators,
      List<String> evidence) {}

  /** How it stands for a period. */
  enum State {
    /** Declared for just this period. */
    DECLARED,
    /** An earlier one stands: yes, no and levels do until they are declared otherwise. */
    STANDS,
    MISSING,
    /** Missing, and the report was due. */
    OVERDUE
  }

  /**
   * An obligation for a period.
   *
   * @param due when the report that needs it is to be handed in; null where none says so
   * @param row the declaration that counts; null where it is missing
   */
  record Line(Obligation of, String period, LocalDate due, State state, EventRow row) {}

  private final ObjectProvider<Programmes> programmes;
  private final DeclarationQueries declarations;
  private final Clock clock;

  DeclarationRoom(
      ObjectProvider<Programmes> programmes, DeclarationQueries declarations, HubZone zone) {
    this.programmes = programmes;
    this.declarations = declarations;
    this.clock = Clock.system(zone.zone());
  }

  List<Programme> programmes() {
    Programmes known = programmes.getIfAvailable();
    return known == null
        ? List.of()
        : known.inForce().programmes().stream()
            .filter(one -> one.indicators().stream().anyMatch(i -> i.declared() != null))
            .toList();
  }

  /** What a programme wants declared of a facility. */
  List<Obligation> obligations(Programme programme, String facility) {
    var member = programmes.getObject().inForce().roster().find(facility, LocalDate.now(clock));
    Map<String, Obligation> found = new LinkedHashMap<>();
    for (IndicatorDefinition indicator : programme.indicators()) {
      boolean applies = member.map(one -> one.meets(indicator.applies())).orElse(true);
      if (indicator.declared() != null && applies) {
        String id = indicator.declared().obligation();
        found.merge(id, of(programme, indicator), DeclarationRoom::both);
      }
    }
    return List.copyOf(found.values());
  }

  private static Obligation of(Programme programme, IndicatorDefinition indicator) {
    Declaration declared = indicator.declared();
    return new Obligation(
        programme.id(),
        declared.obligation(),
        indicator.name(),
        declared.value(),
        declared.value() == Declaration.Kind.NUMBER ? indicator.unit() : "",
        indicator.period(),
        List.of(indicator.id()),
        declared.evidence());
  }

  /** The indicator that is named like the obligation says best what it is. */
  private static Obligation both(Obligation one, Obligation other) {
    Obligation named = other.indicators().get(0).equals(other.id()) ? other : one;
    List<String> indicators = new ArrayList<>(one.indicators());
    indicators.addAll(other.indicators());
    return new Obligation(
        named.programme(),
        named.id(),
        named.name(),
        named.kind(),
        named.unit(),
        named.period(),
        List.copyOf(indicators),
        named.evidence());
  }

  /**
   * All obligations of a programme for the periods that hold today, or the last day of a programme
   * that has ended.
   *
   * @param earlier the periods before these instead
   */
  List<Line> lines(Programme programme, String facility, boolean earlier) {
    Collection<EventRow> told = declarations.of(facility, null);
    LocalDate today = LocalDate.now(clock);
    List<Line> lines = new ArrayList<>();
    for (Obligation obligation : obligations(programme, facility)) {
      DeclaredFor period = DeclaredFor.holding(obligation.period(), day(programme));
      lines.add(line(programme, obligation, earlier ? period.before() : period, told, today));
    }
    return lines;
  }

  /** Today; of a programme that has ended, its last day. */
  private LocalDate day(Programme programme) {
    LocalDate today = LocalDate.now(clock);
    return programme.to() != null && programme.to().isBefore(today) ? programme.to() : today;
  }

  private static Line line(
      Programme programme,
      Obligation of,
      DeclaredFor period,
      Collection<EventRow> told,
      LocalDate today) {
    LocalDate due = due(programme, of, period);
    EventRow exact = null;
    EventRow standing = null;
    for (EventRow row : told) {
      Map<String, Object> attributes = row.event().attributes();
      if (row.event().status() != EventStatus.ACTIVE
          || !of.id().equals(attributes.get("obligationId"))) {
        continue;
      }
      if (period.text().equals(attributes.get("period"))) {
        exact = exact == null ? row : exact;
      } else if (standing == null && of.kind() != Declaration.Kind.NUMBER) {
        standing = stands(row, period) ? row : null;
      }
    }
    if (exact != null) {
      return new Line(of, period.text(), due, State.DECLARED, exact);
    }
    if (standing != null) {
      return new Line(of, period.text(), due, State.STANDS, standing);
    }
    boolean overdue = due != null && today.isAfter(due);
    return new Line(of, period.text(), due, overdue ? State.OVERDUE : State.MISSING, null);
  }

  /** Whether it began before the period's end and has not ended before that. */
  private static boolean stands(EventRow row, DeclaredFor period) {
    Map<String, Object> attributes = row.event().attributes();
    String from = String.valueOf(attributes.get("effectiveFrom"));
    Object to = attributes.get("effectiveTo");
    String last = period.last().toString();
    return from.compareTo(last + "T24") <= 0
        && (to == null || to.toString().substring(0, last.length()).compareTo(last) >= 0);
  }

  /** The earliest day on which a report of the programme needs it. */
  private static LocalDate due(Programme programme, Obligation of, DeclaredFor period) {
    LocalDate earliest = null;
    for (ProgrammeReport report : programme.reports()) {
      boolean needs =
          report.period() == of.period()
              && (report.indicators().contains("all")
                  || report.indicators().stream().anyMatch(of.indicators()::contains));
      LocalDate due = needs ? report.due().of(period.first(), period.last()) : null;
      earliest = earliest == null || (due != null && due.isBefore(earliest)) ? due : earliest;
    }
    return earliest;
  }

  /**
   * An obligation of the programmes in force.
   *
   * @throws NotFound when none of them wants it declared
   */
  Obligation obligation(String id, String facility) {
    return programmes().stream()
        .flatMap(one -> obligations(one, facility).stream())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotFound("No programme in force wants this declared"));
  }

  List<EventRow> history(String facility, String obligation) {
    return declarations.of(facility, obligation);
  }

  /** The period that is asked for, or that holds today. */
  DeclaredFor period(Obligation of, String text) {
    LocalDate day =
        programmes().stream()
            .filter(one -> one.id().equals(of.programme()))
            .findFirst()
            .map(this::day)
            .orElse(LocalDate.now(clock));
    DeclaredFor now = DeclaredFor.holding(of.period(), day);
    String given = MessageFilter.given(text);
    if (given == null) {
      return now;
    }
    return DeclaredFor.parse(given.toUpperCase(Locale.ROOT)).orElse(now);
  }
}

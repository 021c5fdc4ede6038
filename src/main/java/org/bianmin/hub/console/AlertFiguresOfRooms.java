package org.bianmin.hub.console;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.FigureSource;
import org.bianmin.hub.alert.Kind;
import org.bianmin.hub.alert.WorkingDays;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportState;
import org.bianmin.hub.recognition.RecognitionProperties;
import org.bianmin.hub.recognition.ScopeWatch;
import org.bianmin.hub.settlement.Reconciliation;
import org.bianmin.hub.settlement.SettlementProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The figures of the rooms beside the main way for the alert rules, and their working days. Rooms
 * that are switched off have none. They change slowly and are read every few minutes.
 */
@Component
final class AlertFiguresOfRooms implements FigureSource, WorkingDays {

  private static final long KEPT = Duration.ofMinutes(5).toMillis();
  private static final double HOUR = Duration.ofHours(1).toMillis();

  /** What was due longer ago will hardly be sent any more. */
  private static final long OVERDUE = Duration.ofDays(31).toMillis();

  private static final int MOST = 500;
  private static final List<ReportState> TO_BE_SENT =
      List.of(
          ReportState.OPEN,
          ReportState.CUT,
          ReportState.REVIEWED,
          ReportState.SIGNED_OFF,
          ReportState.RETURNED);

  private final UnmappedQueries codes;
  private final ObjectProvider<Reconciliation> reconciliation;
  private final ObjectProvider<SettlementProperties> settlement;
  private final ObjectProvider<ScopeWatch> scopes;
  private final ObjectProvider<RecognitionProperties> recognition;
  private final ObjectProvider<DayBlocks> blocks;
  private final ObjectProvider<ReportQueries> reports;
  private final ObjectProvider<Programmes> programmes;
  private Map<Kind, List<Figure>> last;
  private long lastAt;

  AlertFiguresOfRooms(
      UnmappedQueries codes,
      ObjectProvider<Reconciliation> reconciliation,
      ObjectProvider<SettlementProperties> settlement,
      ObjectProvider<ScopeWatch> scopes,
      ObjectProvider<RecognitionProperties> recognition,
      ObjectProvider<DayBlocks> blocks,
      ObjectProvider<ReportQueries> reports,
      ObjectProvider<Programmes> programmes) {
    this.codes = codes;
    this.reconciliation = reconciliation;
    this.settlement = settlement;
    this.scopes = scopes;
    this.recognition = recognition;
    this.blocks = blocks;
    this.reports = reports;
    this.programmes = programmes;
  }

  @Override
  public boolean working(LocalDate day) {
    Programmes known = programmes.getIfAvailable();
    return known == null
        ? day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()
        : known.inForce().holidays().workingDay(day.toEpochDay());
  }

  @Override
  public synchronized Map<Kind, List<Figure>> figures(long now) {
    if (last == null || now - lastAt >= KEPT || now < lastAt) {
      last = read(now);
      lastAt = now;
    }
    return last;
  }

  private Map<Kind, List<Figure>> read(long now) {
    Map<Kind, List<Figure>> all = new EnumMap<>(Kind.class);
    all.put(
        Kind.UNMAPPED_CODES,
        counts(codes.page(0, MOST).stream().map(line -> line.code().source()).toList()));
    Reconciliation settled = reconciliation.getIfAvailable();
    SettlementProperties settling = settlement.getIfAvailable();
    if (settled != null && settling != null && settling.enabled()) {
      all.put(
          Kind.RECONCILIATION,
          counts(settled.alerts(true, null, MOST).stream().map(line -> line.facility()).toList()));
    }
    ScopeWatch watch = scopes.getIfAvailable();
    RecognitionProperties recognising = recognition.getIfAvailable();
    if (watch != null && recognising != null && recognising.enabled()) {
      int warned = watch.recent().scopes().size();
      all.put(Kind.SCOPES_EXPIRING, List.of(new Figure("recognition", warned)));
    }
    DayBlocks days = blocks.getIfAvailable();
    if (days != null && days.enabled()) {
      all.put(Kind.INDICATOR_DAYS, List.of(new Figure("indicators", days.daysWaiting())));
    }
    ReportQueries due = reports.getIfAvailable();
    if (due != null) {
      all.put(Kind.REPORT_DUE, due(due, now));
    }
    return Map.copyOf(all);
  }

  private static List<Figure> due(ReportQueries reports, long now) {
    List<Figure> due = new ArrayList<>();
    for (ReportState state : TO_BE_SENT) {
      for (ReportQueries.Line line : reports.page(null, state, null, MOST)) {
        // the page holds accepted reports too, of which a restatement is in this state
        boolean counts = line.state() == state;
        if (counts && line.dueAt() != null && line.dueAt() > now - OVERDUE) {
          due.add(new Figure(line.key().text(), (line.dueAt() - now) / HOUR));
        }
      }
    }
    return due;
  }

  private static List<Figure> counts(List<String> subjects) {
    Map<String, Long> counts = new HashMap<>();
    subjects.forEach(subject -> counts.merge(subject, 1L, Long::sum));
    return counts.entrySet().stream()
        .map(count -> new Figure(count.getKey(), count.getValue()))
        .toList();
  }
}

package org.bianmin.hub.indicator.report;

import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens what the calendar says. How far it was looked at is kept, so that a hub that was off opens
 * what became due meanwhile; a report that there is already is left alone.
 */
public final class ReportCalendar {

  /** A report that will be due. */
  public record Coming(ReportKey key, long cutAt, long dueAt, boolean automatic) {}

  private static final String SEEN =
      "insert into report_calendar (name, seen_at) values ('reports', ?)"
          + " on conflict (name) do update set seen_at = excluded.seen_at"
          + " where report_calendar.seen_at < excluded.seen_at";

  /** What is seen twice is opened once, so the watermark need not move with every look. */
  private static final long WRITTEN_EVERY = 3_600_000;

  private final ReportSource source;
  private final Calendar calendar;
  private final ReportCuts reports;
  private final ReportProperties properties;
  private final JdbcClient queries;
  private final Commands commands;
  private final Clock clock;

  ReportCalendar(
      ReportSource source,
      Calendar calendar,
      ReportCuts reports,
      ReportProperties properties,
      JdbcClient queries,
      Commands commands,
      Clock clock) {
    this.source = source;
    this.calendar = calendar;
    this.reports = reports;
    this.properties = properties;
    this.queries = queries;
    this.commands = commands;
    this.clock = clock;
  }

  /** Opens what became due since the last look; the first look opens nothing that is past. */
  void open() {
    List<ReportKind> kinds = source.kinds();
    if (kinds.isEmpty() || properties.scheduled().isEmpty()) {
      return;
    }
    long now = clock.millis();
    long from =
        queries
            .sql("select seen_at from report_calendar where name = 'reports'")
            .query(Long.class)
            .optional()
            .orElse(Long.MAX_VALUE);
    boolean opened = false;
    for (ReportProperties.Scheduled entry : properties.scheduled()) {
      for (ReportKind kind : of(entry, kinds)) {
        for (Calendar.Due due : calendar.between(kind, Math.min(from, now), now)) {
          open(entry, due);
          opened = true;
        }
      }
    }
    if (!opened && from <= now && now - from < WRITTEN_EVERY) {
      return;
    }
    commands.execute(
        session -> {
          PreparedStatement seen = session.prepare(SEEN);
          seen.setLong(1, now);
          return seen.executeUpdate();
        });
  }

  private void open(ReportProperties.Scheduled entry, Calendar.Due due) {
    String destination =
        entry.destination() == null ? properties.destination() : entry.destination();
    for (ReportScope scope : scopes(entry, due.kind())) {
      var unused =
          reports.schedule(key(due, scope), destination, entry.cut(), due.dueAt(), Reports.HUB);
    }
  }

  private static ReportKey key(Calendar.Due due, ReportScope scope) {
    return new ReportKey(due.kind().programme(), due.kind().id(), due.period(), due.until(), scope);
  }

  /** Whose reports of a kind; without a name, those whom the programme asks for that kind. */
  private static List<ReportScope> scopes(ReportProperties.Scheduled entry, ReportKind kind) {
    boolean facilities = kind.scope() == ReportScope.Kind.FACILITY;
    return ReportProperties.scopes(entry).stream()
        .filter(
            scope ->
                entry.report() != null || (scope.kind() == ReportScope.Kind.FACILITY) == facilities)
        .toList();
  }

  /** Entries of {@code hub.reports.scheduled} that open nothing, each with the reason. */
  public List<String> amiss() {
    List<ReportKind> kinds = source.kinds();
    List<String> amiss = new ArrayList<>();
    for (ReportProperties.Scheduled entry : properties.scheduled()) {
      List<ReportKind> named = of(entry, kinds);
      String name = entry.programme() + (entry.report() == null ? "" : "/" + entry.report()) + ": ";
      if (named.isEmpty()) {
        amiss.add(
            name
                + "no such report; there are "
                + kinds.stream().map(kind -> kind.programme() + "/" + kind.id()).toList());
      } else if (named.stream().allMatch(kind -> scopes(entry, kind).isEmpty())) {
        amiss.add(name + "none of its reports is asked of these; name one with 'report'");
      }
      for (ReportScope scope : ReportProperties.scopes(entry)) {
        if (!source.knows(scope)) {
          amiss.add(name + scope.kind().code() + " " + scope.id() + " is not in roster.csv");
        }
      }
    }
    return amiss;
  }

  private static List<ReportKind> of(ReportProperties.Scheduled entry, List<ReportKind> kinds) {
    return kinds.stream()
        .filter(kind -> kind.programme().equals(entry.programme()))
        .filter(kind -> entry.report() == null || kind.id().equals(entry.report()))
        .toList();
  }

  /** The next report of each scheduled kind and scope, by when it is due. */
  public List<Coming> coming() {
    List<Coming> coming = new ArrayList<>();
    List<ReportKind> kinds = source.kinds();
    for (ReportProperties.Scheduled entry : properties.scheduled()) {
      for (ReportKind kind : of(entry, kinds)) {
        calendar
            .next(kind, clock.millis())
            .ifPresent(
                due ->
                    scopes(entry, kind)
                        .forEach(
                            scope ->
                                coming.add(
                                    new Coming(
                                        key(due, scope), due.cutAt(), due.dueAt(), entry.cut()))));
      }
    }
    coming.sort(Comparator.comparingLong(Coming::dueAt));
    return coming;
  }
}

package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.time.ZoneId;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parts of the reports, wired to each other: the same in the hub and in tests. */
final class ReportRooms {

  private final ReportBell bell = new ReportBell();
  private final ReportRows rows;
  private final RosterReports roster;
  private final Reports reports;
  private final Restatements restatements;
  private final ReportCalendar calendar;
  private final ReportDocument document;
  private final SendingRows sendingRows;
  private final ReportSchedule schedule;

  ReportRooms(
      ReportSource source,
      JdbcClient reads,
      Commands commands,
      GroupCommit commits,
      ReportQueries queries,
      ReportDetails details,
      ReportProperties properties,
      ObjectProvider<ReportPlatform> platform,
      ZoneId zone,
      Clock clock) {
    rows = new ReportRows(commits);
    roster = new RosterReports(source, reads, commands, clock);
    Cutting cutting = new Cutting(source, roster, queries, zone, clock);
    ReportCuts cuts = new ReportCuts(commands, rows, queries, cutting, properties, clock);
    ReportSteps steps = new ReportSteps(commands, rows, queries, clock);
    reports = new Reports(steps, rows, queries, cuts, properties, bell);
    restatements = new Restatements(queries, cutting, cuts, properties, clock);
    calendar =
        new ReportCalendar(source, new Calendar(zone), cuts, properties, reads, commands, clock);
    document = new ReportDocument(queries, details, zone);
    sendingRows = new SendingRows(commands, rows, commits);
    ReportSending sending =
        new ReportSending(reads, queries, document, platform, sendingRows, clock);
    schedule =
        new ReportSchedule(calendar, cuts, queries, restatements, sending, properties, bell, clock);
  }

  ReportBell bell() {
    return bell;
  }

  RosterReports roster() {
    return roster;
  }

  Reports reports() {
    return reports;
  }

  Restatements restatements() {
    return restatements;
  }

  ReportCalendar calendar() {
    return calendar;
  }

  ReportDocument document() {
    return document;
  }

  SendingRows sendingRows() {
    return sendingRows;
  }

  ReportSchedule schedule() {
    return schedule;
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Opens an alert when the open differences of a day come to more than the limit, and when a payment
 * waits too long for its settlement; resolves it when that is over. Each is told once in the log.
 * Who is told besides reads {@link Reconciliation#alerts}.
 */
@Component
final class SettlementAlerts {

  /** What should have an alert. */
  private record Due(String kind, String facility, String day, long eventId, long fen) {}

  /** One that lasts. */
  private record Lasting(long id, Due due) {}

  private static final Logger LOG = LoggerFactory.getLogger(SettlementAlerts.class);
  private static final String DIFFERENCE = "difference";
  private static final String UNSETTLED = "unsettled";

  /** Who paid longer ago does not wait at the bedside any more. */
  private static final Duration RECENT = Duration.ofDays(1);

  /** Days of which differences are alerted; older ones are in the list. */
  private static final Duration DAYS = Duration.ofDays(7);

  private static final int MOST = 500;

  private static final String PAYMENTS =
      "select c.facility, c.day, min(r.event_id), c.difference from reconciliation_case c"
          + " join settlement_record r on r.case_id = c.id and r.kind = 'payment' where c.open = 1"
          + " and c.since > ? and c.since <= ? and c.outcome = 'paid-not-settled'"
          + " group by c.id, c.facility, c.day, c.difference, c.since order by c.since limit "
          + MOST;
  private static final String OVER =
      "select facility, day from reconciliation_figure where day >= ? and what = 'open'"
          + " group by facility, day having sum(fen) > ?";
  private static final String OPEN_OF_DAY =
      "select coalesce(sum(abs(c.difference)), 0) from reconciliation_case c where c.day = ?"
          + " and c.facility = ? and c.open = 1 and (c.since <= ? or not "
          + CaseSelect.ONE_SIDED
          + ")";
  private static final String LASTING =
      "select id, kind, facility, day, event_id, fen from reconciliation_alert"
          + " where resolved_at is null";
  private static final String STILL =
      "select 1 from settlement_record r join reconciliation_case c on c.id = r.case_id"
          + " where r.event_id = ? and c.open = 1 and c.outcome = 'paid-not-settled'";
  private static final String INSERT =
      "insert into reconciliation_alert (id, kind, facility, day, event_id, fen, opened_at)"
          + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
  private static final String RESOLVE =
      "update reconciliation_alert set resolved_at = ? where id = ?";

  private final Commands commands;
  private final Ids ids;
  private final SettlementProperties properties;
  private final EntryReading reading;
  private final Clock clock;

  @Autowired
  SettlementAlerts(
      Commands commands,
      GroupCommit commits,
      SettlementProperties properties,
      EntryReading reading) {
    this(commands, commits, properties, reading, Clock.systemUTC());
  }

  SettlementAlerts(
      Commands commands,
      GroupCommit commits,
      SettlementProperties properties,
      EntryReading reading,
      Clock clock) {
    this.commands = commands;
    this.ids = new Ids("reconciliation_alert", commits);
    this.properties = properties;
    this.reading = reading;
    this.clock = clock;
  }

  /** Opens and resolves what has come to it. */
  void look() {
    List<Due> opened = commands.execute(session -> look(session, clock.millis()));
    long payments = opened.stream().filter(due -> due.kind().equals(UNSETTLED)).count();
    if (payments > 0) {
      LOG.warn(
          "{} payments wait for their settlement for more than {} minutes; settle or refund them:"
              + " the list of differences (paid-not-settled) has them, oldest first",
          payments,
          properties.unsettledAfter().toMinutes());
    }
    for (Due due : opened) {
      if (due.kind().equals(DIFFERENCE)) {
        LOG.warn(
            "The open differences of {} at {} come to {} fen, more than {}"
                + " (hub.settlement.difference-limit); look through its list of differences",
            due.day(),
            due.facility(),
            due.fen(),
            properties.differenceLimit());
      }
    }
  }

  private List<Due> look(Session session, long now) throws SQLException {
    long waited = now - properties.unsettledAfter().toMillis();
    List<Lasting> lasting = lasting(session);
    List<Due> known = new ArrayList<>();
    for (Lasting alert : lasting) {
      if (lasts(session, alert.due(), waited)) {
        known.add(alert.due());
      } else {
        PreparedStatement resolve = session.prepare(RESOLVE);
        resolve.setLong(1, now);
        resolve.setLong(2, alert.id());
        resolve.executeUpdate();
      }
    }
    List<Due> opened = new ArrayList<>();
    for (Due due : due(session, now, waited)) {
      boolean there = known.stream().anyMatch(had -> sameThing(had, due));
      if (!there && insert(session, due, now)) {
        opened.add(due);
      }
    }
    return opened;
  }

  private static boolean sameThing(Due left, Due right) {
    return left.kind().equals(right.kind())
        && left.eventId() == right.eventId()
        && left.facility().equals(right.facility())
        && left.day().equals(right.day());
  }

  private List<Due> due(Session session, long now, long waited) throws SQLException {
    List<Due> due = new ArrayList<>();
    PreparedStatement payments = session.prepare(PAYMENTS);
    payments.setLong(1, now - RECENT.toMillis());
    payments.setLong(2, waited);
    try (ResultSet row = payments.executeQuery()) {
      while (row.next()) {
        due.add(
            new Due(UNSETTLED, row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
      }
    }
    List<Due> days = new ArrayList<>();
    PreparedStatement over = session.prepare(OVER);
    over.setString(1, reading.day(now - DAYS.toMillis()));
    over.setLong(2, properties.differenceLimit());
    try (ResultSet row = over.executeQuery()) {
      while (row.next()) {
        days.add(new Due(DIFFERENCE, row.getString(1), row.getString(2), 0, 0));
      }
    }
    for (Due day : days) {
      long fen = openOf(session, day, waited);
      if (fen > properties.differenceLimit()) {
        due.add(new Due(DIFFERENCE, day.facility(), day.day(), 0, fen));
      }
    }
    return due;
  }

  private boolean lasts(Session session, Due alert, long waited) throws SQLException {
    if (alert.kind().equals(DIFFERENCE)) {
      return openOf(session, alert, waited) > properties.differenceLimit();
    }
    PreparedStatement still = session.prepare(STILL);
    still.setLong(1, alert.eventId());
    try (ResultSet row = still.executeQuery()) {
      return row.next();
    }
  }

  /** Without what is so young that its other side may still come. */
  private static long openOf(Session session, Due day, long waited) throws SQLException {
    PreparedStatement open = session.prepare(OPEN_OF_DAY);
    open.setString(1, day.day());
    open.setString(2, day.facility());
    open.setLong(3, waited);
    try (ResultSet row = open.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Lasting> lasting(Session session) throws SQLException {
    List<Lasting> lasting = new ArrayList<>();
    try (ResultSet row = session.prepare(LASTING).executeQuery()) {
      while (row.next()) {
        lasting.add(
            new Lasting(
                row.getLong(1),
                new Due(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6))));
      }
    }
    return lasting;
  }

  private boolean insert(Session session, Due due, long now) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, ids.next(session));
    insert.setString(2, due.kind());
    insert.setString(3, due.facility());
    insert.setString(4, due.day());
    insert.setLong(5, due.eventId());
    insert.setLong(6, due.fen());
    insert.setLong(7, now);
    return insert.executeUpdate() == 1;
  }
}

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens an alert when the open differences of a day come to more than the limit, and when a payment
 * waits too long for its settlement; resolves it when that is over. Each is told once in the log.
 * Who is told besides reads {@link Reconciliation#alerts}. It looks outside of the writer, which
 * only writes what has changed.
 */
@Component
final class SettlementAlerts {

  /** What should have an alert. */
  private record Due(String kind, String facility, String day, long eventId, long fen) {}

  /** A payment that waits, and where the next page begins. */
  private record Waiting(Due due, long since, long caseId) {}

  private static final Logger LOG = LoggerFactory.getLogger(SettlementAlerts.class);
  private static final String DIFFERENCE = "difference";
  private static final String UNSETTLED = "unsettled";

  /** Who paid longer ago does not wait at the bedside any more. */
  private static final Duration RECENT = Duration.ofDays(1);

  /** Days of which differences are alerted; older ones are in the list. */
  private static final Duration DAYS = Duration.ofDays(7);

  private static final int PAGE = 500;

  /** The rest of a flood has its turn at the next look. */
  private static final int PAGES = 20;

  /** Payments without alert, in pages by age and id of the case. */
  static final String PAYMENTS =
      "select c.facility, c.day, (select min(r.event_id) from settlement_record r"
          + " where r.case_id = c.id and r.kind = 'payment'), c.difference, c.since, c.id"
          + " from reconciliation_case c where c.open = 1 and c.outcome = 'paid-not-settled'"
          + " and c.since >= ? and c.since <= ? and (c.since > ? or c.id > ?) and not exists"
          + " (select 1 from settlement_record x where x.case_id = c.id and exists"
          + " (select 1 from reconciliation_alert a where a.event_id = x.event_id"
          + " and a.kind = 'unsettled' and a.resolved_at is null)) order by c.since, c.id limit "
          + PAGE;

  static final String SETTLED =
      "select a.id from reconciliation_alert a where a.kind = 'unsettled' and a.resolved_at is null"
          + " and not exists (select 1 from settlement_record r join reconciliation_case c"
          + " on c.id = r.case_id where r.event_id = a.event_id and c.open = 1"
          + " and c.outcome = 'paid-not-settled')";

  /** Of day and facility of t, without what is so young that its other side may still come. */
  private static final String OPEN_FEN =
      "(select coalesce(sum(f.fen), 0) from reconciliation_figure f where f.facility = t.facility"
          + " and f.day = t.day and f.what = 'open') - (select coalesce(sum(abs(c.difference)), 0)"
          + " from reconciliation_case c where c.day = t.day and c.facility = t.facility"
          + " and c.open = 1 and c.since > ? and "
          + CaseSelect.ONE_SIDED
          + ")";

  static final String OVER =
      "select t.facility, t.day, "
          + OPEN_FEN
          + " from (select g.facility, g.day from reconciliation_figure g where g.day >= ?"
          + " and g.what = 'open' group by g.day, g.facility) t where not exists (select 1 from reconciliation_alert a"
          + " where a.kind = 'difference' and a.facility = t.facility and a.day = t.day"
          + " and a.event_id = 0 and a.resolved_at is null)";

  static final String LASTING =
      "select t.id, "
          + OPEN_FEN
          + " from reconciliation_alert t where t.kind = 'difference' and t.resolved_at is null";

  private static final String INSERT =
      "insert into reconciliation_alert (id, kind, facility, day, event_id, fen, opened_at)"
          + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
  private static final String RESOLVE =
      "update reconciliation_alert set resolved_at = ? where id = ? and resolved_at is null";

  private final JdbcClient queries;
  private final Commands commands;
  private final Ids ids;
  private final SettlementProperties properties;
  private final EntryReading reading;
  private final Clock clock;

  @Autowired
  SettlementAlerts(
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      SettlementProperties properties,
      EntryReading reading) {
    this(queries, commands, commits, properties, reading, Clock.systemUTC());
  }

  SettlementAlerts(
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      SettlementProperties properties,
      EntryReading reading,
      Clock clock) {
    this.queries = queries;
    this.commands = commands;
    this.ids = new Ids("reconciliation_alert", commits);
    this.properties = properties;
    this.reading = reading;
    this.clock = clock;
  }

  /** Opens and resolves what has come to it. */
  void look() {
    long now = clock.millis();
    long waited = now - properties.unsettledAfter().toMillis();
    resolve(over(waited), now);
    for (Due due : open(days(now, waited), now)) {
      LOG.warn(
          "The open differences of {} at {} come to {} fen, more than {}"
              + " (hub.settlement.difference-limit); look through its list of differences",
          due.day(),
          due.facility(),
          due.fen(),
          properties.differenceLimit());
    }
    int payments = payments(now, waited);
    if (payments > 0) {
      LOG.warn(
          "{} payments wait for their settlement for more than {} minutes; settle or refund them:"
              + " the list of differences (paid-not-settled) has them, oldest first",
          payments,
          properties.unsettledAfter().toMinutes());
    }
  }

  /** The alerts that are over. */
  private List<Long> over(long waited) {
    List<Long> over = new ArrayList<>(queries.sql(SETTLED).query(Long.class).list());
    queries
        .sql(LASTING)
        .param(waited)
        .query(
            row -> {
              if (row.getLong(2) <= properties.differenceLimit()) {
                over.add(row.getLong(1));
              }
            });
    return over;
  }

  private List<Due> days(long now, long waited) {
    return queries
        .sql(OVER)
        .params(waited, reading.day(now - DAYS.toMillis()))
        .query(
            (row, n) -> new Due(DIFFERENCE, row.getString(1), row.getString(2), 0, row.getLong(3)))
        .list()
        .stream()
        .filter(due -> due.fen() > properties.differenceLimit())
        .toList();
  }

  private int payments(long now, long waited) {
    long since = now - RECENT.toMillis();
    long caseId = Long.MAX_VALUE;
    int opened = 0;
    for (int page = 0; page < PAGES; page++) {
      List<Waiting> waiting =
          queries
              .sql(PAYMENTS)
              .params(since, waited, since, caseId)
              .query((row, n) -> waiting(row))
              .list();
      opened += open(waiting.stream().map(Waiting::due).toList(), now).size();
      if (waiting.size() < PAGE) {
        break;
      }
      since = waiting.get(PAGE - 1).since();
      caseId = waiting.get(PAGE - 1).caseId();
    }
    return opened;
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(
        new Due(UNSETTLED, row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
        row.getLong(5),
        row.getLong(6));
  }

  private void resolve(List<Long> over, long now) {
    if (over.isEmpty()) {
      return;
    }
    commands.execute(
        session -> {
          PreparedStatement resolve = session.prepare(RESOLVE);
          for (Long id : over) {
            resolve.setLong(1, now);
            resolve.setLong(2, id);
            resolve.addBatch();
          }
          return resolve.executeBatch();
        });
  }

  /** Answers those that are new. */
  private List<Due> open(List<Due> due, long now) {
    if (due.isEmpty()) {
      return due;
    }
    return commands.execute(
        session -> {
          List<Due> opened = new ArrayList<>();
          for (Due one : due) {
            if (insert(session, one, now)) {
              opened.add(one);
            }
          }
          return opened;
        });
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

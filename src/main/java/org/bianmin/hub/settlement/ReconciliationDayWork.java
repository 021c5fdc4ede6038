package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.stereotype.Component;

/** Closes and reopens business days. */
@Component
public final class ReconciliationDayWork {

  static final String WAITING =
      "select count(*) from settlement_record where waiting = 1 and facility = ? and day = ?";
  private static final String OPEN =
      "select coalesce(sum(n), 0) from reconciliation_figure where facility = ? and day = ?"
          + " and what = 'open'";
  // not on the bill of the day, in a case of another one
  static final String ELSEWHERE =
      "select count(distinct c.id) from settlement_record r join reconciliation_case c"
          + " on c.id = r.case_id where r.facility = ? and r.day = ? and r.missing = 1"
          + " and c.open = 1 and c.day <> r.day";
  private static final String BILLS =
      "select count(*) from reconciliation_bill where facility = ? and day = ? and n > 0"
          + " and there = 0";

  private final Commands commands;
  private final Reconciler reconciler;
  private final EntryReading reading;
  private final Clock clock = Clock.systemUTC();

  ReconciliationDayWork(Commands commands, Reconciler reconciler, EntryReading reading) {
    this.commands = commands;
    this.reconciler = reconciler;
    this.reading = reading;
  }

  /**
   * Closes a day with the figures that it has then. It is reopened by itself when one of its
   * records changes, a new one comes, or another difference shows.
   *
   * @param despite close it though differences are open, or a bill of it is still being read
   * @return why it is not closed: it is not over yet, it is closed already, records of it wait to
   *     be reconciled, or differences are open
   */
  public DayClosing close(
      String facility, LocalDate day, String who, String comment, boolean despite) {
    String text = day.toString();
    return commands.execute(
        session -> {
          long now = clock.millis();
          // what is counted holds until it is closed
          reconciler.takeTurn(session);
          long open =
              count(session, OPEN, facility, text) + count(session, ELSEWHERE, facility, text);
          String hindrance = null;
          if (text.compareTo(reading.day(now)) >= 0) {
            hindrance = "the day is not over yet; close it tomorrow";
          } else if (reconciler.days().isClosed(session, facility, text)) {
            hindrance = "the day is closed already";
          } else if (count(session, WAITING, facility, text) > 0) {
            hindrance = "records of the day are being reconciled; try again in a moment";
          } else if (!despite && count(session, BILLS, facility, text) > 0) {
            hindrance = "a bill of the day is being read; try again in two minutes";
          } else if (open > 0 && !despite) {
            hindrance =
                open
                    + " differences of the day are open; close them first, or say that the day is"
                    + " closed despite them";
          }
          if (hindrance == null) {
            set(
                session,
                facility,
                text,
                new DayEvent(DayRows.CLOSED, who, now, comment, null, null));
          }
          return new DayClosing(hindrance == null, hindrance, open);
        });
  }

  /**
   * Reopens a closed day.
   *
   * @return false where it is not closed
   */
  public boolean reopen(String facility, LocalDate day, String who, String comment) {
    String text = day.toString();
    return commands.execute(
        session -> {
          reconciler.takeTurn(session);
          boolean closed = reconciler.days().isClosed(session, facility, text);
          if (closed) {
            DayEvent event =
                new DayEvent(DayRows.REOPENED, who, clock.millis(), comment, null, null);
            set(session, facility, text, event);
          }
          return closed;
        });
  }

  private void set(Session session, String facility, String day, DayEvent event)
      throws SQLException {
    reconciler.days().set(session, facility, day, event);
  }

  private static long count(Session session, String sql, String one, String other)
      throws SQLException {
    PreparedStatement select = session.prepare(sql);
    select.setString(1, one);
    select.setString(2, other);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.ReconciliationRule;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn to reconcile ({@code reconciliation_turn}), and what other rules have looked at again:
 * page by page, the newest days first, down to {@link #DAYS} ago; closed days stay as they are.
 */
final class RuleTurn {

  /** Older differences are joined by other rules only when one of their records changes. */
  private static final int DAYS = 35;

  private static final long DAY_MILLIS = 86_400_000L;

  // the first statement of whoever writes: nodes that share a store take turns
  private static final String TURN =
      "update reconciliation_turn set n = n + 1 where id = 1 returning rules, again_day, again_id";
  private static final String RULES = "update reconciliation_turn set rules = ? where id = 1";
  private static final String CURSOR =
      "update reconciliation_turn set again_day = ?, again_id = ? where id = 1";
  static final String PAGE =
      "select r.event_id, r.day from settlement_record r where (r.visit_group is not null"
          + " or r.person_group is not null) and r.day >= ? and r.day <= ? and (r.day < ?"
          + " or r.event_id < ?) and not exists (select 1 from reconciliation_day d where"
          + " d.facility = r.facility and d.day = r.day and d.closed = 1)"
          + " order by r.day desc, r.event_id desc limit ?";
  private static final String AGAIN = "update settlement_record set waiting = 1 where event_id = ?";

  private static final Logger LOG = LoggerFactory.getLogger(RuleTurn.class);

  private final EntryReading reading;
  // the rules that this node was the last to tell; another node with other files does not make it
  // tell them again, or they would go on for ever
  private String told;
  // where the looking again stands, of the turn that was taken
  private String day;
  private long id;

  RuleTurn(GroupCommit commits, EntryReading reading) {
    this.reading = reading;
    commits.onRollback(() -> told = null);
  }

  /** Takes the turn. Where the rules have changed, what they may join is to be looked at again. */
  void take(Session session, List<ReconciliationRule> rules) throws SQLException {
    String before;
    try (ResultSet row = session.prepare(TURN).executeQuery()) {
      row.next();
      before = row.getString(1);
      day = row.getString(2);
      id = row.getLong(3);
    }
    String text = rules.toString();
    if (text.equals(told)) {
      return;
    }
    told = text;
    if (!before.equals(text)) {
      PreparedStatement update = session.prepare(RULES);
      update.setString(1, text);
      update.executeUpdate();
      // at the very first there is nothing that others have joined
      if (!before.isEmpty()) {
        move(session, "9999-12-31", Long.MAX_VALUE);
        LOG.info("Other rules of reconciliation are in force; open days are looked at again");
      }
    }
  }

  /** Whether nothing is to be looked at again, as far as the turn that was taken knows. */
  boolean isOver() {
    return day == null;
  }

  /**
   * Marks the next page of what other rules may join as waiting.
   *
   * @return whether there was something to look at
   */
  boolean again(Session session, int limit, long now) throws SQLException {
    if (day == null) {
      return false;
    }
    PreparedStatement page = session.prepare(PAGE);
    page.setString(1, reading.day(now - DAYS * DAY_MILLIS));
    page.setString(2, day);
    page.setString(3, day);
    page.setLong(4, id);
    page.setInt(5, limit);
    List<Long> found = new ArrayList<>();
    String last = null;
    try (ResultSet row = page.executeQuery()) {
      while (row.next()) {
        found.add(row.getLong(1));
        last = row.getString(2);
      }
    }
    PreparedStatement again = session.prepare(AGAIN);
    for (Long one : found.stream().sorted().toList()) {
      again.setLong(1, one);
      again.addBatch();
    }
    again.executeBatch();
    boolean more = found.size() == limit;
    move(session, more ? last : null, more ? found.get(found.size() - 1) : 0);
    return !found.isEmpty();
  }

  private void move(Session session, String toDay, long toId) throws SQLException {
    PreparedStatement cursor = session.prepare(CURSOR);
    cursor.setString(1, toDay);
    cursor.setLong(2, toId);
    cursor.executeUpdate();
    day = toDay;
    id = toId;
  }
}

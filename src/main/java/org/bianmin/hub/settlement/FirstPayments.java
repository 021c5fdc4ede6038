package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.bianmin.hub.store.Session;

/**
 * Since when a facility tells payments. Before that, and where it tells none at all, a settlement
 * without payment is no difference: nobody could have told the payment.
 */
final class FirstPayments {

  private static final String LOAD =
      "select paid_from from reconciliation_facility where facility = ?";
  private static final String SAVE =
      "insert into reconciliation_facility (facility, paid_from) values (?, ?)"
          + " on conflict (facility) do update set paid_from = excluded.paid_from";
  static final String AGAIN =
      "update settlement_record set waiting = 1 where waiting = 0 and case_id in"
          + " (select c.id from reconciliation_case c where c.day >= ? and c.day < ?"
          + " and c.facility = ? and c.outcome = 'settled-not-paid')";

  /** After all days. */
  private static final String NEVER = "9999-12-31";

  private final Session session;
  private final Map<String, String> days = new HashMap<>();
  private boolean again;

  FirstPayments(Session session) {
    this.session = session;
  }

  /**
   * A payment of a day is there. Where it is the first one, the settlements since then are
   * reconciled again.
   */
  void told(Entry payment) throws SQLException {
    String facility = payment.facility();
    String first = first(facility);
    if (payment.day().compareTo(first) < 0) {
      PreparedStatement save = session.prepare(SAVE);
      save.setString(1, facility);
      save.setString(2, payment.day());
      save.executeUpdate();
      PreparedStatement since = session.prepare(AGAIN);
      since.setString(1, payment.day());
      since.setString(2, first);
      since.setString(3, facility);
      again |= since.executeUpdate() > 0;
      days.put(facility, payment.day());
    }
  }

  /** Whether some are to be reconciled again. */
  boolean again() {
    return again;
  }

  /** Whether payments were told on a day or before. */
  boolean since(String facility, String day) throws SQLException {
    return day.compareTo(first(facility)) >= 0;
  }

  private String first(String facility) throws SQLException {
    String known = days.get(facility);
    if (known == null) {
      PreparedStatement load = session.prepare(LOAD);
      load.setString(1, facility);
      try (ResultSet row = load.executeQuery()) {
        known = row.next() ? row.getString(1) : NEVER;
      }
      days.put(facility, known);
    }
    return known;
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.store.Session;

/**
 * The providers' bills ({@code reconciliation_bill}): how many lines of each have come, and which
 * are there to their end ({@link Bills}).
 */
final class BillRows {

  private static final String ADD =
      "insert into reconciliation_bill (facility, day, method, platform, n, changed_at, there)"
          + " values (?, ?, ?, ?, ?, ?, 0) on conflict (facility, day, method, platform) do update"
          + " set n = reconciliation_bill.n + excluded.n, changed_at = excluded.changed_at";
  private static final String THERE =
      "select method, platform from reconciliation_bill where facility = ? and day = ?"
          + " and there = 1";

  private static final String SEPARATOR = "\n";

  private final Session session;
  // changes by facility, day, method and merchant number
  private final Map<String, Integer> deltas = new TreeMap<>();
  // merchant numbers by method of the bills that are there, by facility and day
  private final Map<String, Map<String, Set<String>>> there = new HashMap<>();

  BillRows(Session session) {
    this.session = session;
  }

  /** Adds what a record adds to the bill of its day, or takes it off. */
  void add(String facility, String figure, int sign) {
    int lines = FigureRows.lines(figure);
    if (lines > 0) {
      String bill = facility + SEPARATOR + FigureRows.bill(figure);
      deltas.merge(bill, sign * lines, Integer::sum);
    }
  }

  /** Whether the bill is there that ought to have a payment or refund. */
  boolean isThere(Entry entry) throws SQLException {
    String day = entry.facility() + SEPARATOR + entry.day();
    Map<String, Set<String>> bills = there.get(day);
    if (bills == null) {
      bills = load(entry.facility(), entry.day());
      there.put(day, bills);
    }
    Set<String> merchants = bills.getOrDefault(entry.method(), Set.of());
    // a merchant number that only one of them tells says nothing
    return !merchants.isEmpty()
        && (entry.platform() == null
            || merchants.contains("")
            || merchants.contains(entry.platform()));
  }

  private Map<String, Set<String>> load(String facility, String day) throws SQLException {
    PreparedStatement select = session.prepare(THERE);
    select.setString(1, facility);
    select.setString(2, day);
    Map<String, Set<String>> bills = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        bills.computeIfAbsent(row.getString(1), m -> new HashSet<>()).add(row.getString(2));
      }
    }
    return bills;
  }

  void write(long now) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    for (Map.Entry<String, Integer> delta : deltas.entrySet()) {
      if (delta.getValue() != 0) {
        String[] key = delta.getKey().split(SEPARATOR, 4);
        for (int i = 0; i < key.length; i++) {
          add.setString(i + 1, key[i]);
        }
        add.setInt(5, delta.getValue());
        add.setLong(6, now);
        add.addBatch();
      }
    }
    deltas.clear();
    add.executeBatch();
  }
}

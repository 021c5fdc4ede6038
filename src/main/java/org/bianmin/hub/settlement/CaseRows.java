package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** The rows of cases. */
final class CaseRows {

  private static final String COLUMNS =
      "id, facility, day, outcome, findings, rule, settlements, payments, refunds, due, paid,"
          + " refunded, insurance_due, insurance_paid, difference, at, since, fingerprint, differs,"
          + " open, assignee, reason";
  private static final String LOAD =
      "select " + COLUMNS + " from reconciliation_case where id in (%s)";
  private static final String SAVE =
      "insert into reconciliation_case ("
          + COLUMNS
          + ", changed_at) values (?"
          + ", ?".repeat(22)
          + ") on conflict (id) do update set "
          + updates();
  private static final String DELETE = "delete from reconciliation_case where id = ?";

  private final Ids ids;

  CaseRows(GroupCommit commits) {
    this.ids = new Ids("reconciliation_case", commits);
  }

  private static String updates() {
    StringBuilder set = new StringBuilder("changed_at = excluded.changed_at");
    for (String column : COLUMNS.substring("id, ".length()).split(", ", -1)) {
      set.append(", ").append(column).append(" = excluded.").append(column);
    }
    return set.toString();
  }

  long nextId(Session session) throws SQLException {
    return ids.next(session);
  }

  Map<Long, CaseRow> load(Session session, Collection<Long> wanted) throws SQLException {
    Map<Long, CaseRow> rows = new LinkedHashMap<>();
    Lookup.each(session, LOAD, wanted, row -> rows.put(row.getLong(1), row(row)));
    return rows;
  }

  private static CaseRow row(ResultSet row) throws SQLException {
    return new CaseRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        row.getInt(8),
        row.getInt(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        row.getLong(16),
        row.getLong(17),
        row.getString(18),
        row.getLong(19) == 1,
        row.getLong(20) == 1,
        row.getString(21),
        row.getString(22));
  }

  void save(Session session, List<CaseRow> rows, long now) throws SQLException {
    PreparedStatement save = session.prepare(SAVE);
    for (CaseRow row : rows) {
      save.setLong(1, row.id());
      save.setString(2, row.facility());
      save.setString(3, row.day());
      save.setString(4, row.outcome());
      save.setString(5, row.findings());
      save.setString(6, row.rule());
      save.setLong(7, row.settlements());
      save.setLong(8, row.payments());
      save.setLong(9, row.refunds());
      save.setLong(10, row.due());
      save.setLong(11, row.paid());
      save.setLong(12, row.refunded());
      save.setLong(13, row.insuranceDue());
      save.setLong(14, row.insurancePaid());
      save.setLong(15, row.difference());
      save.setLong(16, row.at());
      save.setLong(17, row.since());
      save.setString(18, row.fingerprint());
      save.setLong(19, row.differs() ? 1 : 0);
      save.setLong(20, row.open() ? 1 : 0);
      save.setString(21, row.assignee());
      save.setString(22, row.reason());
      save.setLong(23, now);
      save.addBatch();
    }
    save.executeBatch();
  }

  void delete(Session session, Collection<Long> gone) throws SQLException {
    if (!gone.isEmpty()) {
      PreparedStatement delete = session.prepare(DELETE);
      for (Long id : gone) {
        delete.setLong(1, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}

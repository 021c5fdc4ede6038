package org.bianmin.hub.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the audit trail. */
@Component
public final class AuditQueries {

  /**
   * Which acts; null means any.
   *
   * @param act the word, or its beginning up to a point: {@code message} finds {@code
   *     message.reveal}
   * @param object equal to
   * @param from, to epoch milliseconds, the second not included
   */
  public record Selection(String who, String act, String object, Long from, Long to) {}

  /**
   * An act and how it ended.
   *
   * @param entry what was asked for
   * @param outcome how it ended, null where nothing says so: it goes on, or the hub was ended
   * @param object what it concerned, as known at its end where it has ended
   */
  public record Act(AuditEntry entry, String outcome, String object) {}

  static final String COLUMNS =
      "select a.entry, a.at, a.who, a.address, a.act, a.object, a.reason, a.about, a.outcome,"
          + " a.mac from audit_entry a";

  private static final String ACTS =
      "select a.entry, a.at, a.who, a.address, a.act, a.object, a.reason, a.about, a.outcome,"
          + " a.mac, e.outcome, coalesce(e.object, a.object) from audit_entry a left join"
          + " audit_entry e on e.about = a.entry where a.about is null";

  /** Acts that were ever asked for, from one to the next in their index. */
  private static final String KNOWN =
      "with recursive known (act) as (select min(act) from audit_entry union all"
          + " select (select min(act) from audit_entry where act > known.act)"
          + " from known where known.act is not null)"
          + " select act from known where act is not null";

  private final JdbcClient queries;

  AuditQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A page, newest first.
   *
   * @param after number of the last act of the page before, null for the first page
   */
  public List<Act> page(Selection selection, Long after, int limit) {
    if (selection.act() == null) {
      return page(selection, null, after, limit);
    }
    String below = selection.act() + '.';
    // each act has a part of its own in the index, which is in order
    return queries.sql(KNOWN).query(String.class).list().stream()
        .filter(act -> act.equals(selection.act()) || act.startsWith(below))
        .flatMap(act -> page(selection, act, after, limit).stream())
        .sorted(Comparator.comparingLong((Act act) -> act.entry().entry()).reversed())
        .limit(limit)
        .toList();
  }

  private List<Act> page(Selection selection, String act, Long after, int limit) {
    StringBuilder sql = new StringBuilder(ACTS);
    List<Object> params = new ArrayList<>();
    add(sql, params, " and a.who = ?", selection.who());
    add(sql, params, " and a.act = ?", act);
    add(sql, params, " and a.object = ?", selection.object());
    add(sql, params, " and a.at >= ?", selection.from());
    add(sql, params, " and a.at < ?", selection.to());
    add(sql, params, " and a.entry < ?", after);
    params.add(limit);
    return queries
        .sql(sql.append(" order by a.entry desc limit ?").toString())
        .params(params)
        .query((row, n) -> new Act(entry(row, n), row.getString(11), row.getString(12)))
        .list();
  }

  private static void add(StringBuilder sql, List<Object> params, String condition, Object value) {
    if (value != null) {
      sql.append(condition);
      params.add(value);
    }
  }

  static AuditEntry entry(ResultSet row, int n) throws SQLException {
    Object about = row.getObject(8);
    return new AuditEntry(
        row.getLong(1),
        row.getLong(2),
        new Asked(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7)),
        about == null ? null : ((Number) about).longValue(),
        row.getString(9),
        row.getString(10));
  }
}

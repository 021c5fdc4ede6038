package org.bianmin.hub.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions about incidents. */
@Component
public final class IncidentQueries {

  static final String COLUMNS =
      "select id, rule, subject, severity, state, opened_at, last_at, resolved_at, times, value,"
          + " threshold, assignee, since from alert_incident";

  private final JdbcClient queries;

  IncidentQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A page, newest first.
   *
   * @param state null means any
   * @param after id of the last one of the page before, null for the first
   */
  public List<Incident> page(State state, Long after, int limit) {
    List<Object> params = new ArrayList<>();
    params.add(after == null ? Long.MAX_VALUE : after);
    if (state != null) {
      params.add(state.name());
    }
    params.add(limit);
    return queries
        .sql(
            COLUMNS
                + " where id < ?"
                + (state == null ? "" : " and state = ?")
                + " order by id desc limit ?")
        .params(params)
        .query((row, n) -> read(row))
        .list();
  }

  /** Those that last: the most severe first, of these what nobody looks after, then the newest. */
  public List<Incident> lastingBySeverity(int limit) {
    return queries
        .sql(
            COLUMNS
                + " where resolved_at is null order by case severity when 'CRITICAL' then 0 when"
                + " 'WARNING' then 1 else 2 end, case state when 'OPEN' then 0 else 1 end, id desc"
                + " limit ?")
        .param(limit)
        .query((row, n) -> read(row))
        .list();
  }

  public Optional<Incident> find(long id) {
    return queries.sql(COLUMNS + " where id = ?").param(id).query((row, n) -> read(row)).optional();
  }

  /** What happened to an incident, oldest first. */
  public List<HistoryEntry> history(long incident) {
    return queries
        .sql("select id, at, what, who, text from alert_entry where incident = ? order by id")
        .param(incident)
        .query(
            (row, n) ->
                new HistoryEntry(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .list();
  }

  /** How many last, by severity; severities without any have 0. */
  public Map<Severity, Long> lasting() {
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0L);
    }
    queries
        .sql(
            "select severity, count(*) from alert_incident where resolved_at is null group by"
                + " severity")
        .query(
            row -> {
              counts.put(Severity.valueOf(row.getString(1)), row.getLong(2));
            });
    return counts;
  }

  /** Which node looks at the rules. */
  public AlertNode node() {
    return queries
        .sql("select holder, until from alert_lease where one = 1")
        .query((row, n) -> new AlertNode(row.getString(1), row.getLong(2)))
        .single();
  }

  static Incident read(ResultSet row) throws SQLException {
    long resolvedAt = row.getLong(8);
    boolean lasts = row.wasNull();
    return new Incident(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        Severity.valueOf(row.getString(4)),
        State.valueOf(row.getString(5)),
        row.getLong(6),
        row.getLong(7),
        lasts ? null : resolvedAt,
        row.getLong(9),
        row.getDouble(10),
        row.getDouble(11),
        row.getString(12),
        row.getLong(13));
  }
}

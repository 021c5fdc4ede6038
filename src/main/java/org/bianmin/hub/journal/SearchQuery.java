package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL of a page of messages. One index leads the way; conditions on other indexed columns are
 * written so that no planner takes their index instead and sorts.
 */
final class SearchQuery {

  /** A place in a list. */
  record Mark(long receivedAt, long id) {

    /** Whether a row comes later in the list, which is newest first. */
    boolean isBefore(MessageRow row) {
      return row.receivedAt() < receivedAt || (row.receivedAt() == receivedAt && row.id() < id);
    }
  }

  /** A text with its parameters. */
  record Statement(String sql, List<Object> params) {

    JdbcClient.StatementSpec on(JdbcClient queries) {
      return queries.sql(sql).params(params);
    }
  }

  /** Which index leads. */
  enum Way {
    /** The few of a control id, which are sorted. */
    CONTROL_ID,
    /** What waits: a queue, in the order of arrival. */
    WAITING,
    PARKED,
    SOURCE,
    TIME
  }

  private final Way way;
  private final StringBuilder leads = new StringBuilder();
  private final List<Object> leadParams = new ArrayList<>();
  private final StringBuilder others = new StringBuilder();
  private final List<Object> otherParams = new ArrayList<>();

  private SearchQuery(Way way) {
    this.way = way;
  }

  /**
   * The query of a selection.
   *
   * @param reused the control id is on too many messages to lead
   * @param after the last row of the page before, null for the first page
   */
  static SearchQuery of(MessageSearch.Wanted wanted, boolean reused, Mark after) {
    SearchQuery query = new SearchQuery(way(wanted, reused));
    query.conditions(wanted, after);
    return query;
  }

  private static Way way(MessageSearch.Wanted wanted, boolean reused) {
    if (wanted.controlId() != null && !reused) {
      return Way.CONTROL_ID;
    }
    if (wanted.state() == MessageState.RECEIVED) {
      return Way.WAITING;
    }
    if (wanted.state() == MessageState.PARKED) {
      return Way.PARKED;
    }
    return wanted.source() == null ? Way.TIME : Way.SOURCE;
  }

  private void conditions(MessageSearch.Wanted wanted, Mark after) {
    if (wanted.state() != null) {
      // a literal, which partial indexes ask for
      boolean leading = way == Way.WAITING || way == Way.PARKED;
      String state = "'" + wanted.state().name() + "'";
      if (leading) {
        leads.append(" and state = ").append(state);
      } else {
        others.append(" and state || '' = ").append(state);
      }
    }
    text("control_id", wanted.controlId(), way == Way.CONTROL_ID);
    text("source", wanted.source(), way == Way.SOURCE);
    text("trigger_event", wanted.trigger(), false);
    text("facility", wanted.facility(), false);
    time(" >= ?", wanted.from());
    time(" < ?", wanted.to());
    if (after != null && way == Way.WAITING) {
      lead(" and id < ?", after.id());
    } else if (after != null) {
      time(" <= ?", after.receivedAt());
      lead(" and (+received_at < ? or id < ?)", after.receivedAt());
      leadParams.add(after.id());
    }
  }

  private void text(String column, String value, boolean leading) {
    if (value == null) {
      return;
    }
    if (leading) {
      lead(" and " + column + " = ?", value);
    } else {
      others.append(" and ").append(column).append(" || '' = ?");
      otherParams.add(value);
    }
  }

  private void time(String condition, Long value) {
    if (value == null) {
      return;
    }
    if (way == Way.CONTROL_ID || way == Way.WAITING) {
      others.append(" and +received_at").append(condition);
      otherParams.add(value);
    } else {
      lead(" and received_at" + condition, value);
    }
  }

  private void lead(String condition, Object value) {
    leads.append(condition);
    leadParams.add(value);
  }

  /** Whether every row that the index leads to is wanted, or there are few. */
  boolean isExact() {
    return way == Way.CONTROL_ID || others.isEmpty();
  }

  /** The place after so many rows along the index. */
  Statement end(int rows) {
    List<Object> params = new ArrayList<>(leadParams);
    params.add(rows - 1);
    return new Statement(
        "select received_at, id from message where 1 = 1" + leads + order() + " limit 1 offset ?",
        params);
  }

  /**
   * The rows.
   *
   * @param end the last one to look at, null where there are no more
   */
  Statement rows(Mark end, int limit) {
    StringBuilder sql = new StringBuilder(MessageQueries.COLUMNS).append(" where 1 = 1");
    List<Object> params = new ArrayList<>(leadParams);
    sql.append(leads);
    if (end != null && way == Way.WAITING) {
      sql.append(" and id >= ?");
      params.add(end.id());
    } else if (end != null) {
      sql.append(" and received_at >= ? and (+received_at > ? or id >= ?)");
      params.addAll(List.of(end.receivedAt(), end.receivedAt(), end.id()));
    }
    sql.append(others);
    params.addAll(otherParams);
    params.add(limit);
    return new Statement(sql.append(order()).append(" limit ?").toString(), params);
  }

  private String order() {
    return switch (way) {
      case WAITING -> " order by id desc";
      // sorted: with its plus no index on the time is taken for the order
      case CONTROL_ID -> " order by +received_at desc, id desc";
      default -> " order by received_at desc, id desc";
    };
  }
}

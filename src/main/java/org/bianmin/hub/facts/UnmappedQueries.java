package org.bianmin.hub.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The worklist of codes that no row of a code table covers. */
@Component
public final class UnmappedQueries {

  /**
   * A line of the worklist.
   *
   * @param messages how many messages told it since it was first seen
   * @param waiting of these, how many are remembered and were not read again with a table that
   *     covers it; no more than {@link #COUNTED} are counted
   * @param firstSeen, lastSeen epoch milliseconds
   * @param sample journal id of one of the messages
   */
  public record Line(
      Unmapped code, long messages, long waiting, long firstSeen, long lastSeen, long sample) {}

  /**
   * Which lines.
   *
   * @param type, source equal to; null means any
   * @param places attributes by event type; null means any
   * @param code beginning of the code; null means any
   */
  public record Wanted(String type, String source, List<Place> places, String code) {

    public static final Wanted ALL = new Wanted(null, null, null, null);
  }

  /** An attribute of an event type, as {@link Unmapped} names it. */
  public record Place(String type, String attribute) {}

  /**
   * What sources tell without a row in one place.
   *
   * @param codes how many different ones
   * @param messages that told them since they were first seen
   * @param firstSeen, lastSeen epoch milliseconds
   */
  public record Sum(
      Place place, String source, long codes, long messages, long firstSeen, long lastSeen) {}

  /** So many waiting messages of a line are counted for a list. */
  public static final int COUNTED = 10_000;

  private static final String OF_CODE =
      " from unmapped_message m where m.type = c.type and m.attribute = c.attribute"
          + " and m.source = c.source and m.code = c.code";
  private static final String WAITING =
      "select c.type, c.attribute, c.source, c.code, c.messages, c.first_seen, c.last_seen"
          + " from unmapped_code c where exists (select 1"
          + OF_CODE
          + ")";
  private static final String ORDER =
      " order by c.messages desc, c.type, c.attribute, c.source, c.code";
  private static final String AFTER =
      " and (c.messages < ? or (c.messages = ? and (c.type, c.attribute, c.source, c.code)"
          + " > (?, ?, ?, ?)))";
  private static final String SUMS =
      "select c.type, c.attribute, c.source, count(*), sum(c.messages), min(c.first_seen),"
          + " max(c.last_seen) from unmapped_code c where exists (select 1"
          + OF_CODE
          + ") group by c.type, c.attribute, c.source order by c.type, c.attribute, c.source";
  private static final String MESSAGES =
      "select message_id from unmapped_message where type = ? and attribute = ? and source = ?"
          + " and code = ? and message_id > ? order by message_id limit ?";

  private final JdbcClient queries;

  UnmappedQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /** Those that most messages told first; the list is as short as the tables are complete. */
  public List<Line> page(long offset, int limit) {
    return queries
        .sql(counted(WAITING + ORDER + " limit ? offset ?"))
        .params(limit, offset)
        .query(UnmappedQueries::line)
        .list();
  }

  /**
   * A page of some of the lines, those that most messages told first.
   *
   * @param after last line of the page before, of which code and {@code messages} count; null for
   *     the first page
   */
  public List<Line> page(Wanted wanted, Line after, int limit) {
    StringBuilder sql = new StringBuilder(WAITING);
    List<Object> params = new ArrayList<>();
    add(sql, params, " and c.type = ?", wanted.type());
    add(sql, params, " and c.source = ?", wanted.source());
    if (wanted.code() != null) {
      sql.append(" and substr(c.code, 1, ?) = ?");
      params.addAll(List.of(wanted.code().length(), wanted.code()));
    }
    if (wanted.places() != null) {
      places(sql, params, wanted.places());
    }
    if (after != null) {
      Unmapped code = after.code();
      sql.append(AFTER);
      params.addAll(
          List.of(
              after.messages(),
              after.messages(),
              code.type(),
              code.attribute(),
              code.source(),
              code.code()));
    }
    params.add(limit);
    return queries
        .sql(counted(sql.append(ORDER).append(" limit ?").toString()))
        .params(params)
        .query(UnmappedQueries::line)
        .list();
  }

  /** Counts the messages of the chosen lines; before they were chosen it would be those of all. */
  private static String counted(String chosen) {
    return "select c.type, c.attribute, c.source, c.code, c.messages, c.first_seen, c.last_seen,"
        + " (select count(*) from (select 1 as one"
        + OF_CODE
        + " limit "
        + COUNTED
        + ") counted), (select max(m.message_id)"
        + OF_CODE
        + ") from ("
        + chosen
        + ") c"
        + ORDER;
  }

  private static void places(StringBuilder sql, List<Object> params, List<Place> places) {
    sql.append(" and (1 = 0");
    for (Place place : places) {
      sql.append(" or (c.type = ? and c.attribute = ?)");
      params.addAll(List.of(place.type(), place.attribute()));
    }
    sql.append(')');
  }

  private static void add(StringBuilder sql, List<Object> params, String condition, String value) {
    if (value != null) {
      sql.append(condition);
      params.add(value);
    }
  }

  /** The line of a code; empty where none of its messages waits. */
  public Optional<Line> find(Unmapped code) {
    return queries
        .sql(
            counted(
                WAITING + " and c.type = ? and c.attribute = ? and c.source = ? and c.code = ?"))
        .params(code.type(), code.attribute(), code.source(), code.code())
        .query(UnmappedQueries::line)
        .optional();
  }

  /** All places and sources that tell codes without a row. */
  public List<Sum> sums() {
    return queries
        .sql(SUMS)
        .query(
            (row, n) ->
                new Sum(
                    new Place(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7)))
        .list();
  }

  /** How many remembered messages told a code. */
  public long waiting(Unmapped code) {
    return queries
        .sql(
            "select count(*) from unmapped_message where type = ? and attribute = ? and source = ?"
                + " and code = ?")
        .params(code.type(), code.attribute(), code.source(), code.code())
        .query(Long.class)
        .single();
  }

  private static Line line(ResultSet row, int n) throws SQLException {
    return new Line(
        new Unmapped(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
        row.getLong(5),
        row.getLong(8),
        row.getLong(6),
        row.getLong(7),
        row.getLong(9));
  }

  /** Remembered messages that told a code, by id. */
  public List<Long> messages(Unmapped code, long after, int limit) {
    return queries
        .sql(MESSAGES)
        .params(code.type(), code.attribute(), code.source(), code.code(), after, limit)
        .query(Long.class)
        .list();
  }
}

package org.bianmin.hub.facts;

import java.util.List;
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
   *     covers it
   * @param firstSeen, lastSeen epoch milliseconds
   * @param sample journal id of one of the messages
   */
  public record Line(
      Unmapped code, long messages, long waiting, long firstSeen, long lastSeen, long sample) {}

  private static final String LINES =
      "select c.type, c.attribute, c.source, c.code, c.messages, c.first_seen, c.last_seen,"
          + " m.waiting, m.sample from unmapped_code c join"
          + " (select type, attribute, source, code, count(*) as waiting,"
          + " max(message_id) as sample from unmapped_message"
          + " group by type, attribute, source, code) m"
          + " on m.type = c.type and m.attribute = c.attribute and m.source = c.source"
          + " and m.code = c.code order by c.messages desc, c.type, c.attribute, c.source, c.code"
          + " limit ? offset ?";
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
        .sql(LINES)
        .params(limit, offset)
        .query(
            (row, n) ->
                new Line(
                    new Unmapped(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                    row.getLong(5),
                    row.getLong(8),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(9)))
        .list();
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

package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of notices ({@code recognition_notice}) and how far the platform's were read. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class NoticeRows {

  /**
   * A notice as stored.
   *
   * @param toldAt when its records were told of it, epoch milliseconds; null while it waits
   */
  record Row(long id, String origin, Notice notice, Long toldAt) {}

  /** The origin of notices of the hub's own. */
  static final String OWN = "hub";

  private static final String INSERT =
      "insert into recognition_notice (id, origin, no, at, kind, urgent, report_key, facility,"
          + " version, concerns, told_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (origin, no) do nothing";
  private static final String TOLD =
      "update recognition_notice set concerns = ?, told_at = ? where id = ?";
  private static final String COLUMNS =
      "select n.id, n.origin, n.no, n.at, n.kind, n.urgent, n.report_key, n.facility, n.version,"
          + " n.concerns, n.told_at from recognition_notice n";
  private static final String URGENT =
      "select coalesce(max(r.urgent), 0) from recognition_report r join measure_event e"
          + " on e.id = r.event_id where e.facility = ? and e.type = ? and e.business_key = ?";
  private static final String CURSOR = "select position from recognition_cursor where name = ?";
  private static final String MOVE =
      "insert into recognition_cursor (name, position) values (?, ?)"
          + " on conflict (name) do update set position = ?";

  private final JdbcClient queries;
  private final Commands commands;
  private final Ids ids;

  NoticeRows(JdbcClient queries, Commands commands, GroupCommit commits) {
    this.queries = queries;
    this.commands = commands;
    this.ids = new Ids("recognition_notice", commits);
  }

  /** Inside of a transaction; a notice that is there already stays as it is. */
  void add(Session session, String origin, Notice notice, Long toldAt) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, ids.next(session));
    insert.setString(2, origin);
    insert.setString(3, notice.no());
    insert.setLong(4, notice.at());
    insert.setString(5, notice.kind());
    insert.setLong(6, notice.urgent() ? 1 : 0);
    insert.setString(7, notice.reportKey());
    insert.setString(8, notice.reportFacility());
    insert.setLong(9, notice.reportVersion());
    insert.setString(10, String.join("\n", notice.concerns()));
    Session.setLong(insert, 11, toldAt);
    insert.executeUpdate();
  }

  /** The platform's notice is journaled: it stands in the list, and the cursor moves past it. */
  void read(String platform, Notice notice, boolean listed) {
    commands.execute(
        session -> {
          if (listed) {
            add(session, platform, notice, System.currentTimeMillis());
          }
          PreparedStatement move = session.prepare(MOVE);
          move.setString(1, cursor(platform));
          move.setString(2, notice.no());
          move.setString(3, notice.no());
          return move.executeUpdate();
        });
  }

  /** The records that a notice of the hub's own concerns were told. */
  void told(long id, List<String> concerns) {
    commands.execute(
        session -> {
          PreparedStatement update = session.prepare(TOLD);
          update.setString(1, String.join("\n", concerns));
          update.setLong(2, System.currentTimeMillis());
          update.setLong(3, id);
          return update.executeUpdate();
        });
  }

  /** The last notice of a platform that was read, or null. */
  String position(String platform) {
    return queries.sql(CURSOR).param(cursor(platform)).query(String.class).optional().orElse(null);
  }

  /** Notices of the hub's own that wait, the oldest first. */
  List<Row> waiting(int limit) {
    return queries
        .sql(COLUMNS + " where n.told_at is null order by n.id limit ?")
        .param(limit)
        .query(NoticeRows::row)
        .list();
  }

  /** Whether a report was posted to the wrong patient. */
  boolean urgent(String report) {
    EventKey key = EventKey.parse(report);
    return queries
            .sql(URGENT)
            .params(key.facility(), key.type(), key.businessKey())
            .query(Long.class)
            .single()
        > 0;
  }

  /** A page of all that were told, newest first. */
  List<Row> page(Long after, int limit) {
    List<Object> params = new ArrayList<>(2);
    String sql = COLUMNS + " where n.told_at is not null";
    if (after != null) {
      sql += " and n.id < ?";
      params.add(after);
    }
    params.add(limit);
    return queries
        .sql(sql + " order by n.id desc limit ?")
        .params(params)
        .query(NoticeRows::row)
        .list();
  }

  private static String cursor(String platform) {
    return "notices:" + platform;
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    String concerns = row.getString(10);
    long told = row.getLong(11);
    Long toldAt = row.wasNull() ? null : told;
    return new Row(
        row.getLong(1),
        row.getString(2),
        new Notice(
            row.getString(3),
            row.getLong(4),
            row.getString(5).equals("recalled"),
            row.getLong(6) != 0,
            row.getString(7),
            row.getString(8),
            row.getLong(9),
            concerns == null || concerns.isEmpty() ? List.of() : List.of(concerns.split("\n", -1))),
        toldAt);
  }
}

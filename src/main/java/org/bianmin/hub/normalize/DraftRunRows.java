package org.bianmin.hub.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of draft runs. A running one gives a sign of life every few seconds; one that gives
 * none was ended with its hub.
 */
@Component
final class DraftRunRows {

  /** So many runs are remembered. */
  static final int KEPT = 50;

  static final long SILENT_MILLIS = 15_000;

  static final String STOPPED = "the hub was stopped; start the run again";

  private static final String COLUMNS =
      "select id, folder, draft, in_force, source, from_at, to_at, state, started_at, seen_at,"
          + " ended_at, messages, expected, reason, ";
  private static final String INTERRUPT =
      "update draft_run set state = 'INTERRUPTED', ended_at = seen_at, reason = ?"
          + " where state = 'RUNNING' and seen_at < ?";
  private static final String INSERT =
      "insert into draft_run (id, folder, draft, in_force, source, from_at, to_at, state,"
          + " started_at, seen_at, expected)"
          + " values ((select coalesce(max(id), 0) + 1 from draft_run), ?, ?, ?, ?, ?, ?, 'RUNNING',"
          + " ?, ?, ?) on conflict do nothing returning id";
  private static final String FORGET =
      "delete from draft_run where id not in"
          + " (select id from draft_run order by id desc limit "
          + KEPT
          + ")";
  private static final String SEEN =
      "update draft_run set seen_at = ?, messages = ?, expected = ?"
          + " where id = ? and state = 'RUNNING'";
  private static final String END =
      "update draft_run set state = ?, seen_at = ?, ended_at = ?, messages = ?, expected = ?,"
          + " reason = ?, difference = ? where id = ?";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Commands commands;
  private final JdbcClient queries;

  DraftRunRows(Commands commands, JdbcClient queries) {
    this.commands = commands;
    this.queries = queries;
  }

  /** Stores a run that begins, and answers its id; none while another one runs, on any node. */
  Optional<Long> begin(DraftRun.Tried tried, long expected) {
    return commands.execute(
        session -> {
          interrupt(session, tried.startedAt() - SILENT_MILLIS);
          PreparedStatement insert = session.prepare(INSERT);
          insert.setString(1, tried.folder());
          insert.setString(2, tried.draft());
          insert.setString(3, tried.inForce());
          insert.setString(4, tried.source());
          insert.setLong(5, tried.from());
          insert.setLong(6, tried.to());
          insert.setLong(7, tried.startedAt());
          insert.setLong(8, tried.startedAt());
          insert.setLong(9, expected);
          Optional<Long> id;
          try (ResultSet row = insert.executeQuery()) {
            id = row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
          }
          session.prepare(FORGET).executeUpdate();
          return id;
        });
  }

  /** Runs that gave no sign of life since a moment were ended with their hubs. */
  private static void interrupt(Session session, long since) throws SQLException {
    PreparedStatement interrupt = session.prepare(INTERRUPT);
    interrupt.setString(1, STOPPED);
    interrupt.setLong(2, since);
    interrupt.executeUpdate();
  }

  /** Writes a sign of life, some time later; one that is lost is followed by the next. */
  void seen(DraftRun run) {
    var unused =
        commands.submit(
            session -> {
              PreparedStatement seen = session.prepare(SEEN);
              seen.setLong(1, run.seenAt());
              seen.setLong(2, run.messages());
              seen.setLong(3, run.expected());
              seen.setLong(4, run.id());
              return seen.executeUpdate();
            });
  }

  /** Writes how a run ended. */
  void end(DraftRun run) {
    String difference = write(run.difference());
    commands.execute(
        session -> {
          PreparedStatement end = session.prepare(END);
          end.setString(1, run.state().name());
          end.setLong(2, run.seenAt());
          Session.setLong(end, 3, run.endedAt());
          end.setLong(4, run.messages());
          end.setLong(5, run.expected());
          end.setString(6, run.reason());
          end.setString(7, difference);
          end.setLong(8, run.id());
          return end.executeUpdate();
        });
  }

  /** A run with its difference. */
  Optional<DraftRun> find(long id) {
    return queries
        .sql(COLUMNS + "difference from draft_run where id = ?")
        .param(id)
        .query(DraftRunRows::row)
        .optional();
  }

  /** Runs, the newest first, without their differences. */
  List<DraftRun> page(Long after, int limit) {
    return queries
        .sql(COLUMNS + "null from draft_run where id < ? order by id desc limit ?")
        .params(after == null ? Long.MAX_VALUE : after, limit)
        .query(DraftRunRows::row)
        .list();
  }

  /** The run that goes on, on whatever node. */
  Optional<Long> running() {
    return queries
        .sql("select id from draft_run where state = 'RUNNING'")
        .query(Long.class)
        .optional();
  }

  private static DraftRun row(ResultSet row, int n) throws SQLException {
    long ended = row.getLong(11);
    Long endedAt = row.wasNull() ? null : ended;
    return new DraftRun(
        row.getLong(1),
        new DraftRun.Tried(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(9)),
        DraftState.valueOf(row.getString(8)),
        row.getLong(10),
        endedAt,
        row.getLong(12),
        row.getLong(13),
        false,
        row.getString(14),
        read(row.getString(15)));
  }

  private static String write(Difference difference) {
    try {
      return difference == null ? null : JSON.writeValueAsString(difference);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The difference of a draft run cannot be written", e);
    }
  }

  private static Difference read(String json) {
    try {
      return json == null ? null : JSON.readValue(json, Difference.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The difference of a draft run cannot be read", e);
    }
  }
}

package org.bianmin.hub.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions about what people are told. */
@Component
public final class ToldQueries {

  /** The last answer of a channel. */
  public record LastAnswer(long at, boolean ok, Remedy remedy, String text) {}

  /**
   * The queue of a channel.
   *
   * @param oldestAt when the oldest that waits was made, or null
   * @param givenUp within the last week
   */
  public record Queue(long waiting, Long oldestAt, long givenUp, long told) {

    /** Nothing waits and nothing was told. */
    public static final Queue NONE = new Queue(0, null, 0, 0);
  }

  private static final String COLUMNS =
      "select id, incident, channel, moment, state, made_at, due_at, attempts, told_at, gathered,"
          + " answer from alert_message";

  private final JdbcClient queries;

  ToldQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /** What was and will be told of an incident, oldest first. */
  public List<Message> of(long incident) {
    return queries
        .sql(COLUMNS + " where incident = ? order by id limit 1000")
        .param(incident)
        .query((row, n) -> read(row))
        .list();
  }

  /** What is due on a channel, oldest first. */
  List<Message> due(String channel, long now, int limit) {
    return queries
        .sql(
            COLUMNS
                + " where channel = ? and state = 'WAITING' and due_at <= ? order by id limit ?")
        .params(channel, now, limit)
        .query((row, n) -> read(row))
        .list();
  }

  /**
   * Queues by channel.
   *
   * @param since from when on counts of what is over begin
   */
  public Map<String, Queue> queues(long since) {
    Map<String, Queue> queues = new HashMap<>();
    queries
        .sql(
            "select channel,"
                + " sum(case when state = 'WAITING' then 1 else 0 end),"
                + " min(case when state = 'WAITING' then made_at end),"
                + " sum(case when state = 'GIVEN_UP' then 1 else 0 end),"
                + " sum(case when state = 'TOLD' then 1 else 0 end)"
                + " from alert_message where made_at >= ? group by channel")
        .param(since)
        .query(
            row -> {
              long oldest = row.getLong(3);
              Long oldestAt = row.wasNull() ? null : oldest;
              queues.put(
                  row.getString(1),
                  new Queue(row.getLong(2), oldestAt, row.getLong(4), row.getLong(5)));
            });
    return queues;
  }

  /** Last answers by channel. */
  public Map<String, LastAnswer> answers() {
    Map<String, LastAnswer> answers = new HashMap<>();
    queries
        .sql("select channel, at, ok, remedy, answer from alert_channel")
        .query(
            row -> {
              answers.put(
                  row.getString(1),
                  new LastAnswer(
                      row.getLong(2),
                      row.getInt(3) == 1,
                      Remedy.valueOf(row.getString(4)),
                      row.getString(5)));
            });
    return answers;
  }

  private static Message read(ResultSet row) throws SQLException {
    long told = row.getLong(9);
    Long toldAt = row.wasNull() ? null : told;
    return new Message(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        Moment.valueOf(row.getString(4)),
        Message.State.valueOf(row.getString(5)),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        toldAt,
        row.getLong(10),
        row.getString(11));
  }
}

package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Parked messages by their cause, so that one mend and one release serve all that wait for it. */
@Component
public final class ParkedGroups {

  /**
   * What parked messages have in common.
   *
   * @param stage where they stopped, as {@link Parked} names it
   * @param reason what is wrong and what to do about it, without patient data; of a long one the
   *     first 500 characters
   */
  public record Cause(String source, String stage, String reason) {}

  /**
   * The messages of a cause.
   *
   * @param first, last received of those that were parked since there were none, epoch milliseconds
   * @param newest journal id of the newest of them
   * @param location place in the newest, null where there is none
   */
  public record Group(
      Cause cause, long messages, long first, long last, long newest, String location) {}

  /**
   * All groups.
   *
   * @param groups the largest first
   * @param more whether there are further groups
   */
  public record Groups(List<Group> groups, boolean more) {

    public Groups {
      groups = List.copyOf(groups);
    }
  }

  static final String GROUPS =
      "select c.source, c.stage, c.reason, c.messages, a.received_at, z.received_at,"
          + " c.newest, z.location from parked_cause c"
          + " join message a on a.id = c.oldest join message z on z.id = c.newest"
          + " order by c.messages desc, c.newest desc limit ?";

  private static final String OF_CAUSE =
      "select id from message where state = 'PARKED' and source = ? and coalesce(stage, '') = ? and"
          + " substr(coalesce(reason, ''), 1, "
          + ParkedCauses.REASON
          + ") = ? and id > ? and id <= ? order by id limit ?";

  private final JdbcClient queries;

  ParkedGroups(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * How many of the newest parked messages each trigger has.
   *
   * @param newest so many are looked at
   * @return for example {@code ADT^A04}: 3
   */
  public Map<String, Long> triggers(int newest) {
    Map<String, Long> counts = new TreeMap<>();
    queries
        .sql(
            "select p.trigger_event, count(*) from (select trigger_event from message where state ="
                + " 'PARKED' order by id desc limit ?) p group by p.trigger_event")
        .param(newest)
        .query(
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    return counts;
  }

  /** The groups, from what the transactions that parked and released them counted. */
  public Groups groups(int limit) {
    List<Group> groups =
        queries
            .sql(GROUPS)
            .param(limit + 1)
            .query(
                (row, n) ->
                    new Group(
                        new Cause(row.getString(1), row.getString(2), row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getString(8)))
            .list();
    boolean cut = groups.size() > limit;
    return new Groups(cut ? groups.subList(0, limit) : groups, cut);
  }

  /** How many messages of a cause are parked. */
  public long count(Cause cause) {
    return queries
        .sql("select messages from parked_cause where source = ? and stage = ? and reason = ?")
        .params(cause.source(), cause.stage(), cause.reason())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** Ids of a cause, ascending, above one and up to another. */
  List<Long> ids(Cause cause, long after, long upTo, int limit) {
    return queries
        .sql(OF_CAUSE)
        .params(cause.source(), cause.stage(), cause.reason(), after, upTo, limit)
        .query(Long.class)
        .list();
  }

  /** The newest parked message of all, 0 where none is parked. */
  long newest() {
    return queries
        .sql("select id from message where state = 'PARKED' order by id desc limit 1")
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** How many of these messages are in each state. */
  Map<MessageState, Long> states(List<Long> ids) {
    Map<MessageState, Long> states = new TreeMap<>();
    for (List<Long> page : pages(ids)) {
      queries
          .sql("select state, count(*) from message where id in (:ids) group by state")
          .param("ids", page)
          .query(
              row -> {
                states.merge(MessageState.valueOf(row.getString(1)), row.getLong(2), Long::sum);
              });
    }
    return states;
  }

  private static List<List<Long>> pages(List<Long> ids) {
    int size = 500;
    List<List<Long>> pages = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += size) {
      pages.add(ids.subList(from, Math.min(ids.size(), from + size)));
    }
    return pages;
  }
}

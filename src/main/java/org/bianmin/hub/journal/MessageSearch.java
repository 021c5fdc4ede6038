package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for messages among tens of millions: newest first by the time of receipt, paged by the id
 * of the last one. Every page walks along an index and looks at a bounded number of rows; where
 * that did not suffice it says how far it came.
 */
@Component
public final class MessageSearch {

  /**
   * Which messages; null means any.
   *
   * @param trigger for example {@code ADT^A04}
   * @param from, to received in {@code [from, to)}, epoch milliseconds
   */
  public record Wanted(
      String source,
      MessageState state,
      String controlId,
      String trigger,
      String facility,
      Long from,
      Long to) {

    public static final Wanted ALL = new Wanted(null, null, null, null, null, null, null);

    boolean holds(MessageRow row) {
      return (source == null || source.equals(row.source()))
          && (state == null || state == row.state())
          && (controlId == null || controlId.equals(row.controlId()))
          && (trigger == null || trigger.equals(row.trigger()))
          && (facility == null || facility.equals(row.facility()))
          && (from == null || row.receivedAt() >= from)
          && (to == null || row.receivedAt() < to);
    }
  }

  /**
   * A page.
   *
   * @param next id for {@code after} of the next page, null where there is nothing more
   * @param lookedTo where the page ended because enough rows were looked at: down to which time of
   *     receipt, epoch milliseconds; else null
   */
  public record Found(List<MessageRow> rows, Long next, Long lookedTo) {

    public Found {
      rows = List.copyOf(rows);
    }
  }

  /** Says which of these messages told what is looked for. */
  @FunctionalInterface
  public interface Telling {
    Set<Long> among(List<Long> ids);
  }

  /** So many rows are looked at for a page. */
  static final int LOOKED_AT = 20_000;

  /** The same, where the facts are asked of every one. */
  private static final int ASKED_OF = 5_000;

  private static final int STEP = 500;

  private static final Comparator<MessageRow> NEWEST_FIRST =
      Comparator.comparingLong(MessageRow::receivedAt).thenComparingLong(MessageRow::id).reversed();

  private final JdbcClient queries;
  private final int lookedAt;

  @Autowired
  MessageSearch(JdbcClient queries) {
    this(queries, LOOKED_AT);
  }

  MessageSearch(JdbcClient queries, int lookedAt) {
    this.queries = queries;
    this.lookedAt = lookedAt;
  }

  /**
   * A page of all messages that hold.
   *
   * @param after id of the last row of the page before, null for the first page
   */
  public Found page(Wanted wanted, Long after, int limit) {
    SearchQuery.Mark mark = null;
    if (after != null) {
      mark = mark(after);
      if (mark == null) {
        return new Found(List.of(), null, null);
      }
    }
    SearchQuery query = SearchQuery.of(wanted, reused(wanted), mark);
    SearchQuery.Mark end = query.isExact() ? null : end(query);
    List<MessageRow> rows =
        query.rows(end, limit + 1).on(queries).query(MessageQueries::row).list();
    if (rows.size() > limit) {
      return new Found(rows.subList(0, limit), rows.get(limit - 1).id(), null);
    }
    return end == null ? new Found(rows, null, null) : new Found(rows, end.id(), end.receivedAt());
  }

  /**
   * A page of messages that hold and of which the facts say something too. The facts are asked of
   * 5,000 messages at most.
   */
  public Found page(Wanted wanted, Telling telling, Long after, int limit) {
    List<MessageRow> found = new ArrayList<>();
    Long at = after;
    for (int asked = 0; asked < ASKED_OF; asked += STEP) {
      Found step = page(wanted, at, STEP);
      Set<Long> told =
          step.rows().isEmpty()
              ? Set.of()
              : telling.among(step.rows().stream().map(MessageRow::id).toList());
      for (MessageRow row : step.rows()) {
        if (found.size() == limit && told.contains(row.id())) {
          return new Found(found, found.get(limit - 1).id(), null);
        }
        if (told.contains(row.id())) {
          found.add(row);
        }
      }
      at = step.next();
      if (at == null) {
        return new Found(found, null, null);
      }
      if (step.lookedTo() != null) {
        return new Found(found, at, step.lookedTo());
      }
    }
    return new Found(found, at, mark(at).receivedAt());
  }

  /** A page of those of some known messages that hold. */
  public Found among(List<Long> ids, Wanted wanted, Long after, int limit) {
    SearchQuery.Mark mark = after == null ? null : mark(after);
    List<MessageRow> rows = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += STEP) {
      queries
          .sql(MessageQueries.COLUMNS + " where id in (:ids)")
          .param("ids", ids.subList(from, Math.min(ids.size(), from + STEP)))
          .query(MessageQueries::row)
          .list()
          .stream()
          .filter(row -> wanted.holds(row) && (mark == null || mark.isBefore(row)))
          .forEach(rows::add);
    }
    rows.sort(NEWEST_FIRST);
    return rows.size() > limit
        ? new Found(rows.subList(0, limit), rows.get(limit - 1).id(), null)
        : new Found(rows, null, null);
  }

  /** Newest parked messages that hold, for looking into their bytes. */
  public List<MessageRow> parked(Wanted wanted, int limit) {
    if (wanted.state() != null && wanted.state() != MessageState.PARKED) {
      return List.of();
    }
    Wanted parked =
        new Wanted(
            wanted.source(),
            MessageState.PARKED,
            wanted.controlId(),
            wanted.trigger(),
            wanted.facility(),
            wanted.from(),
            wanted.to());
    return page(parked, null, limit).rows();
  }

  private SearchQuery.Mark mark(long id) {
    return queries
        .sql("select received_at, id from message where id = ?")
        .param(id)
        .query((row, n) -> new SearchQuery.Mark(row.getLong(1), row.getLong(2)))
        .optional()
        .orElse(null);
  }

  private SearchQuery.Mark end(SearchQuery query) {
    return query
        .end(lookedAt)
        .on(queries)
        .query((row, n) -> new SearchQuery.Mark(row.getLong(1), row.getLong(2)))
        .optional()
        .orElse(null);
  }

  /** Whether a control id is on so many messages that its index helps no more. */
  private boolean reused(Wanted wanted) {
    if (wanted.controlId() == null) {
      return false;
    }
    long many = lookedAt / 10;
    return queries
            .sql(
                "select count(*) from (select 1 as one from message where control_id = ? limit ?)"
                    + " m")
            .params(wanted.controlId(), many + 1)
            .query(Long.class)
            .single()
        > many;
  }
}

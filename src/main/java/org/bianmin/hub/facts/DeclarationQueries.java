package org.bianmin.hub.facts;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which declarations are in force. All of them stay as facts; being past, or superseded, is told by
 * their attributes when they are read.
 */
@Component
public final class DeclarationQueries {

  private static final String BEGUN =
      EventQueries.COLUMNS
          + " where type = 'declaration.made' and status = 'ACTIVE' and occurred_at <= ?"
          + " order by occurred_at desc, id desc";

  private static final String OF_FACILITY =
      EventQueries.COLUMNS
          + " where facility = ? and type = 'declaration.made' and status <> 'PENDING' and"
          + " business_key >= ? and business_key < ? order by recorded_at desc, id desc limit ?";

  /** A facility declares some dozens of obligations for some periods a year. */
  private static final int MOST = 5000;

  private final JdbcClient queries;

  DeclarationQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * Declarations whose validity covers a point in time, newest first. One that another names in
   * {@code supersedes}, by its key, ends for good when the other begins.
   *
   * @param obligation ledger id, null for all
   * @param at epoch milliseconds
   */
  public List<EventRow> inForce(String obligation, long at) {
    List<EventRow> begun = queries.sql(BEGUN).param(at).query(EventQueries::row).list();
    Set<EventKey> superseded = new HashSet<>();
    for (EventRow row : begun) {
      if (row.event().attributes().get("supersedes") instanceof String named) {
        EventKey other = key(row.event().key(), named);
        // a correction under its own key takes the place of what it corrects by itself
        if (!other.equals(row.event().key())) {
          superseded.add(other);
        }
      }
    }
    return begun.stream()
        .filter(row -> covers(row, at))
        .filter(row -> !superseded.contains(row.event().key()))
        .filter(
            row ->
                obligation == null
                    || obligation.equals(row.event().attributes().get("obligationId")))
        .toList();
  }

  /**
   * All that a facility has ever declared, also what is past, superseded or withdrawn; what was
   * declared last comes first.
   *
   * @param obligation ledger id, null for all
   */
  public List<EventRow> of(String facility, String obligation) {
    // keys begin with the obligation, and '0' follows '/'
    return queries
        .sql(OF_FACILITY)
        .params(
            facility,
            obligation == null ? "" : obligation + "/",
            obligation == null ? "\uffff" : obligation + "0",
            MOST)
        .query(EventQueries::row)
        .list();
  }

  /** A whole key, or a business key of the same facility. */
  private static EventKey key(EventKey of, String named) {
    if (named.startsWith(of.type() + ':')) {
      try {
        return EventKey.parse(named);
      } catch (IllegalArgumentException e) {
        return of.with(named);
      }
    }
    return of.with(named);
  }

  private static boolean covers(EventRow row, long at) {
    if (!(row.event().attributes().get("effectiveTo") instanceof String end)) {
      return true;
    }
    try {
      // to the second: the last one counts whole
      return OffsetDateTime.parse(end).plusSeconds(1).toInstant().toEpochMilli() > at;
    } catch (DateTimeException e) {
      return true;
    }
  }
}

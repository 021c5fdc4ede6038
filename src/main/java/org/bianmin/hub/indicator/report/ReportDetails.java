package org.bianmin.hub.indicator.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to a report, what was said of it, and why its values were restated or returned. */
@Component
public final class ReportDetails {

  /** An event for which a value was restated; {@code key} as the API writes it. */
  public record ToldCause(
      long eventId, String key, String side, String kind, Long before, Long after) {}

  /**
   * An event behind a frozen value.
   *
   * @param key as the API writes it
   * @param quantity 1, milliseconds, days, or a number times 10000
   */
  public record Behind(long eventId, String key, long quantity) {}

  /** Something that happened to a report. */
  public record Turn(int revision, String what, String who, long at, String comment) {}

  /** What a person said; {@code indicator} empty: of the report as a whole. */
  public record Comment(int revision, String indicator, String who, long at, String text) {}

  /** A call to the platform. */
  public record Try(int revision, String destination, long at, String outcome, String detail) {}

  /** Why the platform returned a revision; {@code indicator} empty: not because of one value. */
  public record Reason(String indicator, String member, String code, String message) {}

  private static final String CAUSES =
      "select c.event_id, e.facility, e.type, e.business_key, c.side, c.kind, c.before, c.after"
          + " from report_cause c left join measure_event e on e.id = c.event_id"
          + " where c.report_id = ? and c.revision = ? and c.indicator = ?"
          + " order by c.side desc, c.event_id limit ?";

  private final JdbcClient queries;

  ReportDetails(JdbcClient queries) {
    this.queries = queries;
  }

  /** The first events for which a value was restated. */
  public List<ToldCause> causes(long report, int revision, String indicator, int limit) {
    return queries
        .sql(CAUSES)
        .params(report, ReportStage.of(queries, report, revision), indicator, limit)
        .query(
            (row, n) ->
                new ToldCause(
                    row.getLong(1),
                    row.getString(2) == null
                        ? null
                        : new EventKey(row.getString(2), row.getString(3), row.getString(4))
                            .toString(),
                    row.getString(5),
                    row.getString(6),
                    number(row, 7),
                    number(row, 8)))
        .list();
  }

  /** How many events were behind one side of a frozen value. */
  public long behind(long report, int revision, String indicator, boolean numerator) {
    return frozen(report, revision, indicator, numerator).size();
  }

  /** Those of them whose numbers are larger than {@code after}, by number. */
  public List<Behind> behind(
      long report, int revision, String indicator, boolean numerator, long after, int limit) {
    Contribution frozen = frozen(report, revision, indicator, numerator);
    List<Behind> page = new ArrayList<>();
    for (int i = frozen.above(after); i < frozen.size() && page.size() < limit; i++) {
      String key =
          queries
              .sql("select facility, type, business_key from measure_event where id = ?")
              .param(frozen.id(i))
              .query(
                  (row, n) ->
                      new EventKey(row.getString(1), row.getString(2), row.getString(3)).toString())
              .optional()
              .orElse(null);
      page.add(new Behind(frozen.id(i), key, frozen.quantity(i)));
    }
    return page;
  }

  private Contribution frozen(long report, int revision, String indicator, boolean numerator) {
    return queries
        .sql(
            "select packed from report_contributors where report_id = ? and revision = ? and"
                + " indicator = ? and side = ?")
        .params(
            report,
            ReportStage.of(queries, report, revision),
            indicator,
            numerator ? Cause.NUMERATOR : Cause.DENOMINATOR)
        .query((row, n) -> Contribution.unpack(row.getBytes(1)))
        .optional()
        .orElse(Contribution.NONE);
  }

  /** How many events a value was restated for. */
  public long causeCount(long report, int revision, String indicator) {
    return queries
        .sql(
            "select causes from report_value where report_id = ? and revision = ? and indicator ="
                + " ?")
        .params(report, revision, indicator)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** What happened to a report, oldest first. */
  public List<Turn> history(long report) {
    return queries
        .sql(
            "select revision, what, who, at, comment from report_history where report_id = ?"
                + " order by id")
        .param(report)
        .query(
            (row, n) ->
                new Turn(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5)))
        .list();
  }

  /** What persons said, oldest first. */
  public List<Comment> comments(long report) {
    return queries
        .sql(
            "select revision, indicator, who, at, text from report_comment where report_id = ?"
                + " order by id")
        .param(report)
        .query(
            (row, n) ->
                new Comment(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5)))
        .list();
  }

  /** Calls to the platform, newest first. */
  public List<Try> tries(long report, int limit) {
    return queries
        .sql(
            "select revision, destination, at, outcome, detail from report_try where report_id = ?"
                + " order by id desc limit ?")
        .params(report, limit)
        .query(
            (row, n) ->
                new Try(
                    row.getInt(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5)))
        .list();
  }

  /** Why a revision was returned. */
  public List<Reason> reasons(long report, int revision) {
    return queries
        .sql(
            "select indicator, member, code, message from report_reason where report_id = ? and"
                + " revision = ? order by place")
        .params(report, revision)
        .query(
            (row, n) ->
                new Reason(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}

package org.bianmin.hub.indicator.report;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Destinations that get no reports at the moment. */
public final class ReportDestinations {

  /**
   * One of them.
   *
   * @param at epoch milliseconds
   */
  public record Paused(String destination, String reason, long at) {}

  private final JdbcClient queries;
  private final SendingRows rows;
  private final ReportBell bell;

  ReportDestinations(JdbcClient queries, SendingRows rows, ReportBell bell) {
    this.queries = queries;
    this.rows = rows;
    this.bell = bell;
  }

  /** Those that are paused. */
  public List<Paused> paused() {
    return queries
        .sql("select destination, reason, at from report_pause order by destination")
        .query((row, n) -> new Paused(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /** Goes on with one; false where it is not paused. */
  public boolean resume(String destination) {
    boolean resumed = rows.resume(destination);
    bell.ring();
    return resumed;
  }
}

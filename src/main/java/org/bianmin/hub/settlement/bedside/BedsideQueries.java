package org.bianmin.hub.settlement.bedside;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts by facility and ward; the engine adds up and ranks, and nothing but that is read. */
@Component
final class BedsideQueries {

  static final String UNTOLD = "untold";
  static final String UNMAPPED = "unmapped";

  private final JdbcClient queries;

  BedsideQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * The counts by facility; one without any facts in the period is missing.
   *
   * @param facility null for each
   * @param params of the queries, by name
   */
  Map<String, BedsideCounts> counts(String facility, Map<String, Object> params) {
    Map<String, BedsideCounts> found = new TreeMap<>();
    Run run = new Run(queries, facility != null, params);
    run.each(BedsideSql.COUNTS, row -> settlements(row, of(found, row)));
    run.each(BedsideSql.POINTS, row -> told(row, of(found, row)));
    run.each(BedsideSql.DELAYS, row -> delay(row, of(found, row)));
    run.each(BedsideSql.DISCHARGES, row -> discharges(row, of(found, row)));
    run.each(
        BedsideSql.OUTPATIENT_POINTS,
        row -> add(of(found, row).outpatientPoints, row.getLong(3), row));
    run.each(BedsideSql.CREDENTIALS, row -> add(of(found, row).credentials, row.getLong(3), row));
    run.each(BedsideSql.PAYMENTS, row -> payments(row, of(found, row)));
    run.each(BedsideSql.VISITS, row -> of(found, row).visits = row.getLong(2));
    run.each(BedsideSql.REFUND_COUNTS, row -> refunds(row, of(found, row)));
    run.each(BedsideSql.REFUND_DELAYS, row -> delay(row, of(found, row)));
    return found;
  }

  /** Runs queries with the same parameters. */
  private record Run(JdbcClient queries, boolean ofOne, Map<String, Object> params) {

    void each(String query, RowCallbackHandler row) {
      queries.sql(BedsideSql.text(query, ofOne)).params(params).query(row);
    }
  }

  private static void settlements(ResultSet row, BedsideCounts counts) throws SQLException {
    String point = code(row, 3);
    counts.all.add(point, row.getLong(4), row.getLong(5));
    counts.ward(row.getString(2)).add(point, row.getLong(4), row.getLong(5));
  }

  private static void told(ResultSet row, BedsideCounts counts) throws SQLException {
    String kind = row.getString(2);
    long n = row.getLong(5);
    if (kind == null || unmapped(kind)) {
      counts.kindUntold += n;
    }
    if ("final".equals(kind) && row.getInt(3) == 1) {
      counts.suspended += n;
    } else {
      counts.inpatientPoints.merge(code(row, 4), n, Long::sum);
    }
  }

  private static void delay(ResultSet row, BedsideCounts counts) throws SQLException {
    BedsideCounts.Ward ward = row.getInt(2) == 1 ? counts.all : counts.ward(row.getString(3));
    ward.delay(row.getString(4)).put(row.getLong(5), row.getLong(6), row.getLong(7));
  }

  private static void discharges(ResultSet row, BedsideCounts counts) throws SQLException {
    counts.all.addDischarges(row.getLong(3), row.getLong(4));
    counts.ward(row.getString(2)).addDischarges(row.getLong(3), row.getLong(4));
  }

  private static void payments(ResultSet row, BedsideCounts counts) throws SQLException {
    counts.visitPayments += row.getLong(4);
    add(counts.methods, row.getLong(3), row);
  }

  private static void refunds(ResultSet row, BedsideCounts counts) throws SQLException {
    counts.refunds = row.getLong(2);
    counts.smallRefunds = row.getLong(3);
  }

  private static void add(Map<String, Long> counts, long n, ResultSet row) throws SQLException {
    counts.merge(code(row, 2), n, Long::sum);
  }

  /** A code; one without a row in its table is kept as an object. */
  private static String code(ResultSet row, int column) throws SQLException {
    String code = row.getString(column);
    return code == null ? UNTOLD : unmapped(code) ? UNMAPPED : code;
  }

  private static boolean unmapped(String code) {
    return code.startsWith("{");
  }

  private static BedsideCounts of(Map<String, BedsideCounts> found, ResultSet row)
      throws SQLException {
    return found.computeIfAbsent(row.getString(1), facility -> new BedsideCounts());
  }
}

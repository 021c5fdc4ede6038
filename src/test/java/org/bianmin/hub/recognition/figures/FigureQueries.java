package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts by facility, in one walk over the facts of each kind of a period; the engine adds up, and
 * nothing but sums is read.
 */
final class FigureQueries {

  private static final String COUNT = "sum(case when %s then 1 else 0 end)";
  private static final String BY_FACILITY = " from x group by x.facility";
  private static final String ITEMS = ", sum(x.items), sum(x.mapped), sum(x.recognisable)";
  private static final String SAVED =
      ", sum(case when x.decision = 'recognised' then cast(x.saved as bigint) else 0 end)";
  private static final String REASONS =
      "select x.facility, x.reason, x.province, count(*) from x where x.decision = 'declined'"
          + " group by x.facility, x.reason, x.province";
  private static final String CORRECTIONS =
      " from measure_event e join delivery d on d.event_id = e.id%s and e.version > 1"
          + FactSet.CORRECTION;

  /**
   * The two in the middle, which are one where their number is odd, and the nearest rank of 90 %.
   */
  private static final String RANKS =
      "with t as (select e.facility, d.done_at - d.created_at as took%s and d.state = 'DELIVERED'),"
          + " r as (select facility, took, row_number() over (partition by facility order by took)"
          + " as place, count(*) over (partition by facility) as n from t)"
          + " select facility, took, place, n from r where place = (n + 1) / 2"
          + " or place = (n + 2) / 2 or place = (9 * n + 9) / 10 order by facility, place";

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final JdbcClient queries;

  FigureQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /** The counts by facility; one without any facts in the period is missing. */
  Map<String, Counts> counts(Asked asked) {
    Map<String, Counts> found = new TreeMap<>();
    for (FactKind kind : FactKind.values()) {
      count(kind, asked, found);
    }
    run(rows(FactKind.DECISION, asked) + REASONS, asked, row -> reason(row, found));
    corrections(asked, found);
    return found;
  }

  private void count(FactKind kind, Asked asked, Map<String, Counts> found) {
    List<FactSet> sets = FactSet.counted(kind);
    String sums =
        sets.stream()
            .map(set -> COUNT.formatted(set.condition()))
            .collect(Collectors.joining(", ", "select x.facility, ", ""));
    String more = kind == FactKind.REPORT ? ITEMS : kind == FactKind.DECISION ? SAVED : "";
    run(
        rows(kind, asked) + sums + more + BY_FACILITY,
        asked,
        row -> {
          Counts counts = of(found, row);
          int column = 2;
          for (FactSet set : sets) {
            counts.put(set, row.getLong(column++));
          }
          if (kind == FactKind.REPORT) {
            counts.items = row.getLong(column);
            counts.mapped = row.getLong(column + 1);
            counts.recognisable = row.getLong(column + 2);
          } else if (kind == FactKind.DECISION) {
            counts.savedFen = row.getLong(column);
          }
        });
  }

  /** What is looked up per fact is looked up once, however many conditions ask for it. */
  private static String rows(FactKind kind, Asked asked) {
    return kind.with() + "x as materialized (" + kind.rows(asked.facility() != null) + ") ";
  }

  private static void reason(ResultSet row, Map<String, Counts> found) throws SQLException {
    String code = row.getString(2);
    // a code without a row in its table is kept as an object
    String known = code == null || code.startsWith("{") ? "unmapped" : code;
    Counts.Reason reason = of(found, row).reasons.computeIfAbsent(known, c -> new Counts.Reason());
    reason.n += row.getLong(4);
    String province = row.getString(3);
    if (province != null && !province.startsWith("{")) {
      reason.provinceCodes.add(province);
    }
  }

  private void corrections(Asked asked, Map<String, Counts> found) {
    String from =
        CORRECTIONS.formatted(FactKind.active(FactKind.REPORT.type(), asked.facility() != null));
    run(
        "select e.facility, count(*), sum(case when d.state = 'DELIVERED' then 1 else 0 end)"
            + from
            + " group by e.facility",
        asked,
        row -> {
          of(found, row).put(FactSet.CORRECTED, row.getLong(2));
          of(found, row).put(FactSet.CORRECTED_THERE, row.getLong(3));
        });
    run(RANKS.formatted(from), asked, row -> rank(row, of(found, row)));
  }

  private static void rank(ResultSet row, Counts counts) throws SQLException {
    BigDecimal took = BigDecimal.valueOf(row.getLong(2));
    long place = row.getLong(3);
    long n = row.getLong(4);
    if (place == (n + 1) / 2) {
      counts.median = took;
    } else if (place == (n + 2) / 2) {
      counts.median = counts.median.add(took).divide(TWO);
    }
    if (place == (9 * n + 9) / 10) {
      counts.ninth = took;
    }
  }

  private static Counts of(Map<String, Counts> found, ResultSet row) throws SQLException {
    return found.computeIfAbsent(row.getString(1), facility -> new Counts());
  }

  private void run(String sql, Asked asked, RowCallbackHandler row) {
    queries.sql(sql).params(new HashMap<>(asked.params())).query(row);
  }
}

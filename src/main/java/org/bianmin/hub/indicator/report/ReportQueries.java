package org.bianmin.hub.indicator.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the reports. */
@Component
public final class ReportQueries {

  /**
   * A report in the list.
   *
   * @param revision the one in force: the last that was signed off or sent, else the newest; 0
   *     before the cut
   * @param problem why it is not cut yet, or null
   * @param pending beside the one in force: a later one that is neither signed nor sent, or null
   * @param pendingState how far that one has come
   */
  public record Line(
      long id,
      ReportKey key,
      String destination,
      boolean automatic,
      Long dueAt,
      int revision,
      ReportState state,
      long openedAt,
      String problem,
      Integer pending,
      ReportState pendingState) {

    /** The newest revision that is not put aside, 0 before the cut. */
    public int newest() {
      return pending == null ? revision : pending;
    }
  }

  /**
   * A revision without its values. Times in epoch milliseconds, null where it has not happened.
   *
   * @param base the revision with which it is compared
   * @param reckonedAt what definitions took for now
   * @param stale whether the facts differ from it since, while a person has it in hand
   */
  public record Revision(
      int revision,
      RevisionKind kind,
      Integer base,
      ReportState state,
      String programme,
      long asOf,
      long cutAt,
      String cutBy,
      Long reviewedAt,
      String reviewedBy,
      Long signedAt,
      String signedBy,
      Long submittedAt,
      String submittedBy,
      String number,
      String told,
      int tries,
      Long nextTry,
      long reckonedAt,
      boolean stale) {

    /** Whether the platform has it. */
    boolean held() {
      return number != null;
    }
  }

  /**
   * A frozen value.
   *
   * @param was what it was in the base, null where that is the same
   * @param kinds why it differs
   */
  public record Value(ReportValue value, ReportValue was, List<CauseKind> kinds) {}

  private static final String LINES =
      "select id, programme, kind, period, until, scope_kind, scope_id, destination, automatic,"
          + " due_at, revision, state, opened_at, problem, pending, pending_state from report";
  private static final String REVISIONS =
      "select revision, kind, base, state, programme, as_of, cut_at, cut_by, reviewed_at,"
          + " reviewed_by, signed_at, signed_by, submitted_at, submitted_by, number, told, tries,"
          + " next_try, reckoned_at, stale from report_revision where report_id = ? order by"
          + " revision";
  private final JdbcClient queries;

  ReportQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /** Reports, newest first. */
  public List<Line> page(String programme, ReportState state, Long after, int limit) {
    StringBuilder sql = new StringBuilder(LINES).append(" where 1 = 1");
    List<Object> params = new ArrayList<>();
    if (programme != null) {
      sql.append(" and programme = ?");
      params.add(programme);
    }
    if (state != null) {
      sql.append(" and (state = ? or pending_state = ?)");
      params.add(state.name());
      params.add(state.name());
    }
    if (after != null) {
      sql.append(" and id < ?");
      params.add(after);
    }
    params.add(limit);
    return queries
        .sql(sql.append(" order by id desc limit ?").toString())
        .params(params)
        .query((row, n) -> line(row))
        .list();
  }

  /** One report. */
  public Optional<Line> find(long id) {
    return queries.sql(LINES + " where id = ?").param(id).query((row, n) -> line(row)).optional();
  }

  /** The report of a key. */
  public Optional<Line> find(ReportKey key) {
    return queries
        .sql(
            LINES
                + " where programme = ? and kind = ? and period = ? and until = ? and"
                + " scope_kind = ? and scope_id = ?")
        .params(
            key.programme(),
            key.kind(),
            key.period(),
            key.until() == null ? "" : key.until().toString(),
            key.scope().kind().name(),
            key.scope().id())
        .query((row, n) -> line(row))
        .optional();
  }

  /** Reports that the hub is to cut, oldest first. */
  List<Line> toBeCut() {
    return queries
        .sql(LINES + " where state = 'OPEN' and automatic = 1 order by id")
        .query((row, n) -> line(row))
        .list();
  }

  /** Reports that were opened since then and are cut, oldest first. */
  List<Line> cutSince(long since) {
    return queries
        .sql(LINES + " where state <> 'OPEN' and opened_at >= ? order by id")
        .param(since)
        .query((row, n) -> line(row))
        .list();
  }

  /** Its revisions, oldest first. */
  public List<Revision> revisions(long report) {
    return queries.sql(REVISIONS).param(report).query((row, n) -> revision(row)).list();
  }

  /** The values of a revision, in the order of the programme. */
  public List<Value> values(long report, int revision) {
    return queries
        .sql(
            "select body, was, kinds from report_value where report_id = ? and revision = ?"
                + " order by place")
        .params(report, revision)
        .query(
            (row, n) ->
                new Value(
                    ReportTexts.value(row.getString(1)),
                    row.getString(2) == null ? null : ReportTexts.value(row.getString(2)),
                    CauseKind.read(row.getString(3))))
        .list();
  }

  /** The events behind a frozen value; side is {@code numerator} or {@code denominator}. */
  public Contribution contribution(long report, int revision, String indicator, String side) {
    return queries
        .sql(
            "select packed from report_contributors where report_id = ? and revision = ? and"
                + " indicator = ? and side = ?")
        .params(report, ReportStage.of(queries, report, revision), indicator, side)
        .query((row, n) -> Contribution.unpack(row.getBytes(1)))
        .optional()
        .orElse(Contribution.NONE);
  }

  /** What the values of a revision depended on; empty where that was not kept. */
  public Optional<Grounds> grounds(long report, int revision) {
    return queries
        .sql(
            "select grounds from report_revision where report_id = ? and revision = ? and grounds"
                + " is not null")
        .params(report, revision)
        .query((row, n) -> ReportTexts.grounds(row.getString(1)))
        .optional();
  }

  /** Whether any fact is of a facility; false for counties and cities. */
  boolean hasFacts(ReportScope scope) {
    return scope.kind() == ReportScope.Kind.FACILITY
        && queries
            .sql("select 1 from measure_event where facility = ? limit 1")
            .param(scope.id())
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  private static Line line(ResultSet row) throws SQLException {
    String until = row.getString(5);
    Long pending = number(row, 15);
    ReportScope scope =
        new ReportScope(ReportScope.Kind.valueOf(row.getString(6)), row.getString(7));
    return new Line(
        row.getLong(1),
        new ReportKey(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            until.isEmpty() ? null : LocalDate.parse(until),
            scope),
        row.getString(8),
        row.getLong(9) == 1,
        number(row, 10),
        row.getInt(11),
        ReportState.valueOf(row.getString(12)),
        row.getLong(13),
        row.getString(14),
        pending == null ? null : (Integer) pending.intValue(),
        pending == null ? null : ReportState.valueOf(row.getString(16)));
  }

  private static Revision revision(ResultSet row) throws SQLException {
    Long base = number(row, 3);
    return new Revision(
        row.getInt(1),
        RevisionKind.valueOf(row.getString(2)),
        base == null ? null : base.intValue(),
        ReportState.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        number(row, 9),
        row.getString(10),
        number(row, 11),
        row.getString(12),
        number(row, 13),
        row.getString(14),
        row.getString(15),
        row.getString(16),
        row.getInt(17),
        number(row, 18),
        row.getLong(19),
        row.getLong(20) == 1);
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}

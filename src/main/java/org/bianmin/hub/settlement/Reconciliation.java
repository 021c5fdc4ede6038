package org.bianmin.hub.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.event.EventKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the reconciliation: cases, their records, candidates, alerts. */
@Component
public final class Reconciliation {

  /**
   * How much there is to do.
   *
   * @param waiting records that changed and are not reconciled yet
   * @param stuck records that cannot be reconciled; the log says why
   * @param open differences that nobody has closed, young ones included
   * @param alerts that last
   */
  public record Load(long waiting, long stuck, long open, long alerts) {}

  // each counts what one partial index has
  static final List<String> LOAD =
      List.of(
          "select count(*) from settlement_record where waiting = 1",
          "select count(*) from settlement_record where waiting = 2",
          "select count(*) from reconciliation_case where open = 1",
          "select count(*) from reconciliation_alert where resolved_at is null");

  private static final int MOST_CANDIDATES = 20;
  private static final long CANDIDATES_WITHIN = 3 * 86_400_000L;

  private static final String NOTES =
      "select n.id, n.kind, n.who, n.at, n.value, n.comment from reconciliation_note n where n.id in"
          + " (select nr.note_id from reconciliation_note_record nr join settlement_record r"
          + " on r.event_id = nr.event_id where r.case_id = ?) order by n.id";
  private static final String CANDIDATES =
      CaseSelect.COLUMNS
          + " where c.facility = ? and c.difference in (?, ?) and c.at between ? and ? and c.outcome in"
          + " ('paid-not-settled', 'settled-not-paid', 'refund-without-original') and c.id <> ?"
          + " order by abs(c.at - ?), c.id limit "
          + MOST_CANDIDATES;

  private final JdbcClient queries;
  private final SettlementProperties properties;
  private final Clock clock;

  @Autowired
  Reconciliation(JdbcClient queries, SettlementProperties properties) {
    this(queries, properties, Clock.systemUTC());
  }

  Reconciliation(JdbcClient queries, SettlementProperties properties, Clock clock) {
    this.queries = queries;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * A page of cases: open differences oldest first, all else in a fixed order.
   *
   * @param after {@link CaseLine#cursor} of the last line of the page before, null for the first
   * @throws IllegalArgumentException when the filter cannot be asked, for example {@code
   *     not-on-bill} without a day
   */
  public List<CaseLine> cases(CaseFilter filter, CaseLine.Cursor after, int limit) {
    CaseSelect select = CaseSelect.page(filter, after, youngest(), limit);
    return queries.sql(select.sql()).params(select.params()).query(this::read).list();
  }

  /**
   * A case with its records and what was said of it; empty where it is not, or no longer, there.
   */
  public Optional<CaseView> find(long id) {
    return line(id)
        .map(
            line -> {
              List<RecordLine> records = records(List.of(id));
              List<Note> notes = queries.sql(NOTES).param(id).query(Reconciliation::note).list();
              return new CaseView(line, records, notes);
            });
  }

  Optional<CaseLine> line(long id) {
    return queries
        .sql(CaseSelect.COLUMNS + " where c.id = ?")
        .param(id)
        .query(this::read)
        .optional();
  }

  /** The case that a fact is in; empty while it waits, or where it is void or none of ours. */
  public Optional<Long> caseOf(EventKey key) {
    return queries
        .sql(
            "select r.case_id from settlement_record r join measure_event e on e.id = r.event_id"
                + " where e.facility = ? and e.type = ? and e.business_key = ?"
                + " and r.case_id is not null")
        .params(key.facility(), key.type(), key.businessKey())
        .query(Long.class)
        .optional();
  }

  /** The record of a fact, whether or not it counts. */
  Optional<Long> recordOf(EventKey key) {
    return queries
        .sql(
            "select r.event_id from settlement_record r join measure_event e on e.id = r.event_id"
                + " where e.facility = ? and e.type = ? and e.business_key = ?")
        .params(key.facility(), key.type(), key.businessKey())
        .query(Long.class)
        .optional();
  }

  Optional<Long> caseOfRecord(long eventId) {
    return queries
        .sql("select case_id from settlement_record where event_id = ? and case_id is not null")
        .param(eventId)
        .query(Long.class)
        .optional();
  }

  /** The records of some cases, by case and in the order of their times. */
  public List<RecordLine> records(Collection<Long> cases) {
    if (cases.isEmpty()) {
      return List.of();
    }
    String marks = String.join(", ", Collections.nCopies(cases.size(), "?"));
    return queries
        .sql(
            RecordSelect.RECORDS
                + " where r.case_id in ("
                + marks
                + ") order by r.case_id, r.at, r.event_id")
        .params(List.copyOf(cases))
        .query(RecordSelect::record)
        .list();
  }

  /**
   * Payments and refunds that the provider's bill of their day does not have.
   *
   * @param after event id of the last line of the page before, 0 for the first
   */
  public List<RecordLine> notOnBill(String facility, LocalDate day, long after, int limit) {
    return queries
        .sql(
            RecordSelect.RECORDS
                + " where r.facility = ? and r.day = ? and r.event_id > ? and r.missing = 1"
                + " order by r.event_id limit ?")
        .params(facility, day.toString(), after, limit)
        .query(RecordSelect::record)
        .list();
  }

  /**
   * Cases of which the other side is missing too and whose amount would make up for this one's, at
   * most twenty within three days, the nearest first. They are offered to a person and never joined
   * by the hub.
   */
  public List<CaseLine> candidates(long id) {
    Optional<CaseLine> found = line(id);
    boolean oneSided =
        found.isPresent()
            && (found.get().outcome() == Outcome.PAID_NOT_SETTLED
                || found.get().outcome() == Outcome.SETTLED_NOT_PAID
                || found.get().outcome() == Outcome.REFUND_WITHOUT_ORIGINAL);
    if (!oneSided) {
      return List.of();
    }
    CaseLine line = found.get();
    return queries
        .sql(CANDIDATES)
        .params(
            line.facility(),
            -line.difference(),
            // a settlement's difference is its self part where it tells parts
            line.insurancePaid() + line.insuranceDue() - line.difference(),
            line.at() - CANDIDATES_WITHIN,
            line.at() + CANDIDATES_WITHIN,
            id,
            line.at())
        .query(this::read)
        .list();
  }

  /**
   * A page of alerts, newest first.
   *
   * @param lasting only those that are not resolved
   * @param after id of the last line of the page before, null for the first
   */
  public List<AlertLine> alerts(boolean lasting, Long after, int limit) {
    return queries
        .sql(
            "select a.id, a.kind, a.facility, a.day, r.case_id, a.fen, a.opened_at, a.resolved_at"
                + " from reconciliation_alert a left join settlement_record r"
                + " on r.event_id = a.event_id where a.id < ?"
                + (lasting ? " and a.resolved_at is null" : "")
                + " order by a.id desc limit ?")
        .params(after == null ? Long.MAX_VALUE : after, limit)
        .query(
            (row, n) ->
                new AlertLine(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    LocalDate.parse(row.getString(4)),
                    RecordSelect.nullable(row, 5),
                    row.getLong(6),
                    row.getLong(7),
                    RecordSelect.nullable(row, 8)))
        .list();
  }

  /** How much there is to do, for metrics. */
  public Load load() {
    List<Long> counts = LOAD.stream().map(this::count).toList();
    return new Load(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }

  private long count(String sql) {
    return queries.sql(sql).query(Long.class).single();
  }

  private long youngest() {
    return clock.millis() - properties.unsettledAfter().toMillis();
  }

  private CaseLine read(ResultSet row, int n) throws SQLException {
    Outcome outcome = Outcome.of(row.getString(4));
    boolean oneSided = outcome == Outcome.PAID_NOT_SETTLED || outcome == Outcome.SETTLED_NOT_PAID;
    String reason = row.getString(20);
    return new CaseLine(
        row.getLong(1),
        row.getString(2),
        LocalDate.parse(row.getString(3)),
        outcome,
        findings(row.getString(5)),
        row.getString(6),
        row.getInt(7),
        row.getInt(8),
        row.getInt(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        row.getLong(16),
        row.getLong(17),
        oneSided && row.getLong(17) > youngest(),
        row.getLong(18) == 1,
        row.getString(19),
        reason == null ? null : ClosingReason.of(reason));
  }

  private static List<Finding> findings(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(Finding::of).toList();
  }

  private static Note note(ResultSet row, int n) throws SQLException {
    return new Note(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6));
  }
}

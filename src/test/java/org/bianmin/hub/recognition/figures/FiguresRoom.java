package org.bianmin.hub.recognition.figures;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.delivery.AcceptanceListener.Accepted;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.TestStore;

/** A quarter of reports and orders as the rooms leave them, for the benchmark. */
public final class FiguresRoom {

  private static final String FACILITY = StoredFacts.FACILITY;
  private static final String QUARTER = "2026-Q2";
  private static final long FROM =
      OffsetDateTime.parse("2026-04-01T00:00:00+08:00").toInstant().toEpochMilli();
  private static final long SPAN = 91 * 86_400_000L;
  private static final int PER_COMMIT = 1_000;
  private static final int ACCEPTED = 10_000;
  // a batch of one call
  private static final int PER_CALL = 100;

  /** So many reports are corrected, one of so many. */
  private static final int CORRECTED = 20;

  /** As many are on their way still: those are accepted by the benchmark. */
  private static final int WAITING = 10;

  private final TestStore store;
  private final Commands commands;
  private final BlockFigures figures;
  private final int reports;
  private int accepted;

  /** Stores them, unmarked; the writer of the store does not run yet. */
  public FiguresRoom(TestStore store, int reports) {
    this.store = store;
    this.reports = reports;
    this.commands = new Commands(store.commits());
    this.figures = new BlockFigures(store, List.of());
    store.commits().start();
    for (int first = 0; first < reports; first += PER_COMMIT) {
      int from = first;
      int to = Math.min(reports, first + PER_COMMIT);
      commands.execute(
          session -> {
            for (int i = from; i < to; i++) {
              report(session, i);
              if (i % 2 == 0) {
                order(session, i);
              }
            }
            return null;
          });
    }
    if (store.postgres()) {
      // as the server does by itself after a while
      commands.execute(session -> session.prepare("analyze").execute());
    }
  }

  private void report(Session session, int i) throws SQLException {
    long id = i + 1L;
    long at = FROM + SPAN * i / reports;
    int version = i % CORRECTED == 0 ? 2 : 1;
    fact(session, id, "result.issued", "R" + i, version, at, "{\"category\":\"lab\"}");
    batch(
        session,
        "insert into recognition_report (event_id, version, facility, report_key, status,"
            + " expires_at, judged_at, judgement, items, mapped, recognisable)"
            + " values (?, ?, 'f', 'k', 'ACTIVE', ?, 1, '{}', 12, ?, 8)",
        id,
        (long) version,
        i % 4 == 0 ? null : (Long) Long.MAX_VALUE,
        8L + i % 5);
    for (int v = 1; v <= version; v++) {
      boolean waits = v == version && i % WAITING == 1;
      batch(
          session,
          "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
              + " created_at, done_at, cancels) values (?, 'hr', ?, ?, '"
              + (waits ? "AVAILABLE" : "DELIVERED")
              + "', 0, ?, ?, 0)",
          id * 2 + v,
          id,
          (long) v,
          at + v * 60_000L,
          waits ? null : (Long) (at + v * 60_000L + (i % 30) * 3_600_000L));
      if (version > 1) {
        batch(
            session,
            "insert into measure_event_version (event_id, source, recorded_at, tie, reading,"
                + " mapping, message_id, source_rank, action, occurred_at, attributes, accepted_at)"
                + " values (?, 'lis', ?, '', 0, 'm', ?, 10, 'RECORD', ?, '{}', 1)",
            id,
            at + v,
            id * 2 + v,
            at + (v - 1) * 60_000L);
      }
    }
  }

  private void order(Session session, int i) throws SQLException {
    long id = reports + i * 2L + 1;
    long at = FROM + SPAN * i / reports;
    boolean offered = i % 3 == 0;
    fact(
        session,
        id,
        "exam.ordered",
        "O" + i,
        1,
        at,
        "{\"visitRef\":\"V" + i + "\",\"recognitionItemCode\":\"lab-glu\"}");
    batch(
        session,
        "insert into recognition_check (event_id, ordered_at, state, candidates, unknown)"
            + " values (?, 0, '"
            + (offered ? "PROMPTED" : "NONE")
            + "', ?, 0)",
        id,
        offered ? 1L : 0L);
    if (i % 6 == 0) {
      fact(
          session,
          id + 1,
          "recognition.decided",
          "D" + i,
          1,
          at + 600_000,
          "{\"decision\":\"declined\",\"replacedOrderRef\":\"O" + i + "\"}");
    }
  }

  private static void fact(
      Session session, long id, String type, String key, int version, long at, String attributes)
      throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "insert into measure_event (id, facility, type, business_key, version, status,"
                + " occurred_at, recorded_at, attributes, mapping, updated_at)"
                + " values (?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?, 'm', 1)");
    insert.setLong(1, id);
    insert.setString(2, FACILITY);
    insert.setString(3, type);
    insert.setString(4, key);
    insert.setLong(5, version);
    insert.setLong(6, at);
    insert.setLong(7, at);
    insert.setString(8, attributes);
    insert.executeUpdate();
  }

  private static void batch(Session session, String sql, Long... values) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      Session.setLong(statement, i + 1, values[i]);
    }
    statement.executeUpdate();
  }

  public List<String> ids() {
    return BlockFigures.IDS;
  }

  /** Makes all days dirty and builds them. */
  public void buildAll() {
    figures.room().started();
    if (figures.room().refresh() != 0) {
      throw new IllegalStateException("days wait");
    }
  }

  /** An indicator of the quarter, without a kept answer. */
  public IndicatorValue ask(String id) {
    return figures.value(id, QUARTER, FACILITY);
  }

  /** The next question reads its days from the store. */
  public void forgetBlocks() {
    figures.room().forget();
  }

  /** All figures of the quarter, counted by SQL. */
  public List<Figure> askSql() {
    return CountedFigures.figures(store).of(QUARTER, FACILITY).figures();
  }

  /** Where indicators and SQL say something else; empty where they agree. */
  public String difference() {
    for (Figure plain : askSql()) {
      if (ids().contains(plain.id())) {
        IndicatorValue value = ask(plain.id());
        if (value.numerator().longValueExact() != plain.numerator()
            || value.denominator().longValueExact() != plain.denominator()
            || value.value().compareTo(plain.value()) != 0) {
          return "%s: %s/%s=%s, SQL %s/%s=%s"
              .formatted(
                  plain.id(),
                  value.numerator(),
                  value.denominator(),
                  value.value(),
                  plain.numerator(),
                  plain.denominator(),
                  plain.value());
        }
      }
    }
    return "";
  }

  /** One report of the middle of the quarter is accepted. */
  public void acceptOne() {
    long from = accept(List.of(next()), true);
    if (from <= 0) {
      throw new IllegalStateException("nothing was accepted");
    }
  }

  /**
   * Microseconds that storing an acceptance takes in its transaction, of reports in calls of a
   * hundred.
   *
   * @param marked whether the indicators hear of it
   */
  public double acceptanceMicros(boolean marked) {
    int most = Math.min(ACCEPTED, reports / WAITING / 5);
    long nanos = 0;
    int count = 0;
    while (count < most) {
      List<Long> some = new ArrayList<>(PER_CALL);
      for (int i = 0; i < PER_CALL; i++) {
        some.add(next());
      }
      nanos += accept(some, marked);
      count += PER_CALL;
    }
    return nanos / 1e3 / count;
  }

  /** Row id of a report that waits. */
  private long next() {
    // spread over the quarter, as late answers are
    long places = reports / WAITING;
    long place = (accepted++ * 7919L) % places;
    return place * WAITING + 2;
  }

  private long accept(List<Long> ids, boolean marked) {
    UploadMarks marks =
        new UploadMarks(
            Set.of(StoredFacts.PLATFORM), marked ? List.of(figures.room().sides()) : List.of());
    List<Accepted> facts =
        ids.stream()
            .map(id -> new Accepted(id, new EventKey(FACILITY, "result.issued", "R" + id)))
            .toList();
    return commands.execute(
        session -> {
          long from = System.nanoTime();
          PreparedStatement done =
              session.prepare(
                  "update delivery set state = 'DELIVERED', attempt = attempt + 1, done_at = ?,"
                      + " batch_no = ?, outcome = ? where id = ?"
                      + " and state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')");
          for (long id : ids) {
            done.setLong(1, FROM + SPAN);
            done.setString(2, "batch");
            done.setString(3, "accepted");
            done.setLong(4, id * 2 + 1);
            done.addBatch();
          }
          done.executeBatch();
          Runnable unused = marks.accepted(session, StoredFacts.PLATFORM, facts);
          return System.nanoTime() - from;
        });
  }
}

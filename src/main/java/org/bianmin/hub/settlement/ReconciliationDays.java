package org.bianmin.hub.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.bianmin.hub.store.Snapshot;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the business days: figures, whether they are closed, and their history. */
@Component
public final class ReconciliationDays {

  private record Key(String facility, String day) {}

  static final String FIGURES =
      "select facility, day, what, method, outcome, n, fen, insurance, fee, billed_n, billed"
          + " from reconciliation_figure where day between ? and ? and (? = '' or facility = ?)"
          + " and (n <> 0 or billed_n <> 0) order by day desc, facility, what, method, outcome";
  // of the open ones these may still come to an end; the figures have them all
  static final String WAITING =
      "select count(*), coalesce(sum(abs(c.difference)), 0) from reconciliation_case c"
          + " where c.day = ? and c.facility = ? and c.open = 1 and c.since > ? and "
          + CaseSelect.ONE_SIDED;
  static final String NOT_ON_BILL =
      "select count(*) from settlement_record r where r.day = ? and r.facility = ?"
          + " and r.missing = 1";
  private static final String STATE =
      "select closed, who, at from reconciliation_day where facility = ? and day = ?";
  private static final String HISTORY =
      "select kind, who, at, comment, event_key, figures from reconciliation_day_history"
          + " where facility = ? and day = ? order by id";

  private final JdbcClient queries;
  private final Snapshot snapshot;
  private final SettlementProperties properties;
  private final Clock clock;

  @Autowired
  ReconciliationDays(JdbcClient queries, Snapshot snapshot, SettlementProperties properties) {
    this(queries, snapshot, properties, Clock.systemUTC());
  }

  ReconciliationDays(
      JdbcClient queries, Snapshot snapshot, SettlementProperties properties, Clock clock) {
    this.queries = queries;
    this.snapshot = snapshot;
    this.properties = properties;
    this.clock = clock;
  }

  /** A day of a facility; of zeros where nothing is known of it. */
  public DayFigures day(String facility, LocalDate day) {
    List<DayFigures> found = days(facility, day, day);
    return found.isEmpty() ? snapshot.read(() -> figures(facility, day, List.of())) : found.get(0);
  }

  /**
   * Days of which something is known, newest first.
   *
   * @param facility null for each
   * @param from, to both included
   */
  public List<DayFigures> days(String facility, LocalDate from, LocalDate to) {
    return snapshot.read(
        () -> {
          String one = facility == null ? "" : facility;
          Map<Key, List<FigureLine>> lines = new LinkedHashMap<>();
          queries
              .sql(FIGURES)
              .params(from.toString(), to.toString(), one, one)
              .query(
                  row -> {
                    lines
                        .computeIfAbsent(
                            new Key(row.getString(1), row.getString(2)), k -> new ArrayList<>())
                        .add(figure(row, 3));
                  });
          List<DayFigures> days = new ArrayList<>(lines.size());
          lines.forEach(
              (key, of) -> days.add(figures(key.facility(), LocalDate.parse(key.day()), of)));
          return days;
        });
  }

  /** When a day was closed and reopened, oldest first. */
  public List<DayEvent> history(String facility, LocalDate day) {
    return queries
        .sql(HISTORY)
        .params(facility, day.toString())
        .query(
            (row, n) ->
                new DayEvent(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
        .list();
  }

  private DayFigures figures(String facility, LocalDate day, List<FigureLine> lines) {
    String text = day.toString();
    long youngest = clock.millis() - properties.unsettledAfter().toMillis();
    long[] waiting =
        queries
            .sql(WAITING)
            .params(text, facility, youngest)
            .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
            .single();
    record State(boolean closed, String who, Long at) {}
    State state =
        queries
            .sql(STATE)
            .params(facility, text)
            .query((row, n) -> new State(row.getLong(1) == 1, row.getString(2), row.getLong(3)))
            .optional()
            .orElse(new State(false, null, null));
    return new DayFigures(
        facility,
        day,
        state.closed(),
        state.closed() ? state.who() : null,
        state.closed() ? state.at() : null,
        open(lines, FigureLine::n) - waiting[0],
        open(lines, FigureLine::fen) - waiting[1],
        waiting[0],
        queries.sql(NOT_ON_BILL).params(text, facility).query(Long.class).single(),
        lines);
  }

  private static long open(List<FigureLine> lines, ToLongFunction<FigureLine> number) {
    return lines.stream().filter(line -> line.what().equals("open")).mapToLong(number).sum();
  }

  static FigureLine figure(ResultSet row, int first) throws SQLException {
    return new FigureLine(
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        row.getLong(first + 6),
        row.getLong(first + 7),
        row.getLong(first + 8));
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.store.Session;

/** The figures of days ({@code reconciliation_figure}), changed by what changes. */
final class FigureRows {

  /** Which figure; its text orders the rows that a transaction changes. */
  record Key(String facility, String day, String what, String method, String outcome)
      implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return text().compareTo(other.text());
    }

    private String text() {
      return String.join("\n", facility, day, what, method, outcome);
    }
  }

  private static final String SEPARATOR = "|";
  private static final String TWIN = "twin";
  private static final int NUMBERS = 6;
  private static final int WORDS = 4;

  private static final String ADD =
      "insert into reconciliation_figure (facility, day, what, method, outcome, n, fen, insurance,"
          + " fee, billed_n, billed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (facility,"
          + " day, what, method, outcome) do update set n = reconciliation_figure.n + excluded.n,"
          + " fen = reconciliation_figure.fen + excluded.fen, insurance ="
          + " reconciliation_figure.insurance + excluded.insurance, fee = reconciliation_figure.fee +"
          + " excluded.fee, billed_n = reconciliation_figure.billed_n + excluded.billed_n, billed ="
          + " reconciliation_figure.billed + excluded.billed";
  private static final String OF_DAY =
      "select what, method, outcome, n, fen, insurance, fee, billed_n, billed from"
          + " reconciliation_figure where facility = ? and day = ? and (n <> 0 or billed_n <> 0)"
          + " order by what, method, outcome";

  private final Map<Key, long[]> deltas = new TreeMap<>();

  /**
   * What a record adds, as text that is kept with it. What the bill says of a cash part is added by
   * the insured payment that it is a part of.
   */
  static String text(Item item, Judged judged) {
    Entry entry = item.entry;
    Judged.Counted counted = judged.counted().get(item);
    boolean settlement = entry.kind() == RecordKind.SETTLEMENT;
    boolean twin = judged.twins().contains(item);
    long fee = 0;
    int billedN = 0;
    long billed = 0;
    for (Item of : judged.billedWith(item)) {
      fee = Math.addExact(fee, of.entry.fee() == null ? 0 : of.entry.fee());
      if (of.entry.billed() != null && !settlement) {
        billedN++;
        billed = Math.addExact(billed, of.entry.billed());
      }
    }
    return String.join(
        SEPARATOR,
        entry.day(),
        twin ? TWIN : entry.kind().code(),
        settlement ? "" : entry.method().replace('|', ' '),
        judged.outcome().code(),
        "1",
        Long.toString(twin ? entry.amountOrZero() : counted.self()),
        Long.toString(twin ? 0 : counted.insurance()),
        Long.toString(fee),
        Integer.toString(billedN),
        Long.toString(billed),
        entry.platform() == null ? "" : entry.platform().replace('|', ' '));
  }

  /** Day, method and merchant number of the bill that ought to have it, a line each. */
  static String bill(String text) {
    String[] parts = text.split("\\|", -1);
    return String.join("\n", parts[0], parts[2], parts[WORDS + NUMBERS]);
  }

  /** How many lines of the bill it stands for. */
  static int lines(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text.split("\\|", -1)[WORDS + 4]);
  }

  /**
   * What of that text makes a closed day another one: neither the outcome of a case, nor the bill,
   * nor what is counted with another record already.
   */
  static String fact(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String[] parts = text.split("\\|", -1);
    if (parts[1].equals(TWIN)) {
      return "";
    }
    return String.join(SEPARATOR, parts[0], parts[1], parts[2], parts[5], parts[6]);
  }

  static String day(String text) {
    return text.substring(0, text.indexOf('|'));
  }

  /** Adds what a record adds, or takes it off. */
  void add(String facility, String text, int sign) {
    if (!text.isEmpty()) {
      String[] parts = text.split("\\|", -1);
      long[] numbers = new long[NUMBERS];
      for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = sign * Long.parseLong(parts[WORDS + i]);
      }
      add(new Key(facility, parts[0], parts[1], parts[2], parts[3]), numbers);
    }
  }

  void add(String facility, String day, String what, String outcome, int n, long fen) {
    add(new Key(facility, day, what, "", outcome), new long[] {n, fen, 0, 0, 0, 0});
  }

  private void add(Key key, long[] numbers) {
    long[] sums = deltas.computeIfAbsent(key, k -> new long[NUMBERS]);
    for (int i = 0; i < NUMBERS; i++) {
      sums[i] = Math.addExact(sums[i], numbers[i]);
    }
  }

  /** Writes what was added. */
  void write(Session session) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    for (Map.Entry<Key, long[]> delta : deltas.entrySet()) {
      if (Arrays.stream(delta.getValue()).anyMatch(n -> n != 0)) {
        Key key = delta.getKey();
        add.setString(1, key.facility());
        add.setString(2, key.day());
        add.setString(3, key.what());
        add.setString(4, key.method());
        add.setString(5, key.outcome());
        for (int i = 0; i < NUMBERS; i++) {
          add.setLong(WORDS + 2 + i, delta.getValue()[i]);
        }
        add.addBatch();
      }
    }
    deltas.clear();
    add.executeBatch();
  }

  /** The figures of a day inside of a transaction. */
  static List<FigureLine> ofDay(Session session, String facility, String day) throws SQLException {
    PreparedStatement select = session.prepare(OF_DAY);
    select.setString(1, facility);
    select.setString(2, day);
    List<FigureLine> lines = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        lines.add(ReconciliationDays.figure(row, 1));
      }
    }
    return lines;
  }
}

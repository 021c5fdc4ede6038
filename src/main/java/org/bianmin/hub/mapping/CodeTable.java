package org.bianmin.hub.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Source code → standard code, for one source or for all ({@code *}), on a day. */
public final class CodeTable {

  /** Kinds of identifiers (CV02.01.101); translates those that documents name. */
  public static final String ID_TYPES = "id-type";

  /** Code of an order → item codes of the province, with spaces between (a panel has several). */
  public static final String ORDER_ITEMS = "order-items";

  /** Takes the code as it is. */
  static final String AS_IS = "=";

  /** Leaves the attribute out. */
  static final String LEAVE_OUT = "-";

  /** Stands for every source, and for every code that has no row. */
  static final String ANY = "*";

  /** What a table says about a code. */
  public sealed interface Translation {}

  /** The standard code. */
  public record Mapped(String code) implements Translation {}

  /** The table says to leave the attribute out. */
  public record LeftOut() implements Translation {}

  /** No row covers it: never guessed. */
  public record Unmapped() implements Translation {}

  /** Days on which a row holds, both inclusive, counted from 1970-01-01. */
  record Period(long from, long to) {

    static final Period ALWAYS = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean holds(long day) {
      return from <= day && day <= to;
    }

    boolean overlaps(Period other) {
      return from <= other.to && other.from <= to;
    }

    @Override
    public String toString() {
      String since = from == Long.MIN_VALUE ? "" : LocalDate.ofEpochDay(from).toString();
      String until = to == Long.MAX_VALUE ? "" : LocalDate.ofEpochDay(to).toString();
      return since + " to " + until;
    }
  }

  /**
   * A row.
   *
   * @param text whether the code was written so that Excel keeps it as text ({@code ="01"})
   * @param display what people call the code
   */
  record Row(
      String source,
      String code,
      String target,
      Period period,
      boolean text,
      int line,
      String display,
      String comment) {

    /** Whether it names a standard code, and not what to do with any. */
    boolean isCode() {
      return !target.equals(AS_IS) && !target.equals(LEAVE_OUT);
    }
  }

  /**
   * A row as people read it.
   *
   * @param source {@code *} for all
   * @param code {@code *} for all that have no row
   * @param target the standard code, {@code =} for the code as it is, {@code -} for leaving it out
   * @param from, to days on which it holds, both included; null where open
   * @param line in its file, from 1
   */
  public record Entry(
      String source,
      String code,
      String target,
      String display,
      String comment,
      LocalDate from,
      LocalDate to,
      int line) {}

  private record Key(String source, String code) {}

  private static final Unmapped UNMAPPED = new Unmapped();
  private static final LeftOut LEFT_OUT = new LeftOut();

  private final String name;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Map<String, Row>> bySource = new HashMap<>();
  // further rows of a code that has several periods: few tables have any
  private final Map<Key, List<Row>> further = new HashMap<>();
  private boolean dated;

  CodeTable(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Adds a row; answers the row that holds for the same code on the same day already, or null. */
  Row add(Row row) {
    rows.add(row);
    dated |= !row.period().equals(Period.ALWAYS);
    Row first =
        bySource.computeIfAbsent(row.source(), s -> new HashMap<>()).putIfAbsent(row.code(), row);
    if (first == null) {
      return null;
    }
    List<Row> others =
        further.computeIfAbsent(new Key(row.source(), row.code()), k -> new ArrayList<>(2));
    Row clash = first.period().overlaps(row.period()) ? first : null;
    for (Row other : others) {
      clash = clash == null && other.period().overlaps(row.period()) ? other : clash;
    }
    others.add(row);
    return clash;
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** Whether a translation depends on the day. */
  public boolean isDated() {
    return dated;
  }

  List<Row> rows() {
    return rows;
  }

  /** The rows in the order of the file. */
  public List<Entry> entries() {
    return rows.stream()
        .map(
            row ->
                new Entry(
                    row.source(),
                    row.code(),
                    row.target(),
                    row.display(),
                    row.comment(),
                    day(row.period().from()),
                    day(row.period().to()),
                    row.line()))
        .toList();
  }

  private static LocalDate day(long day) {
    return day == Long.MIN_VALUE || day == Long.MAX_VALUE ? null : LocalDate.ofEpochDay(day);
  }

  /** Whether a source, or all of them, has a row for exactly this code on some day. */
  boolean has(String source, String code) {
    Map<String, Row> codes = bySource.get(source);
    return codes != null && codes.containsKey(code);
  }

  /**
   * A source's own rows win over those for all, exact codes over the rest row {@code *}.
   *
   * @param day business day, counted from 1970-01-01; any number where the table is not dated
   */
  public Translation translate(String source, String code, long day) {
    Row row = find(source, code, day);
    row = row == null ? find(ANY, code, day) : row;
    row = row == null ? find(source, ANY, day) : row;
    row = row == null ? find(ANY, ANY, day) : row;
    if (row == null) {
      return UNMAPPED;
    }
    return switch (row.target()) {
      case AS_IS -> new Mapped(code);
      case LEAVE_OUT -> LEFT_OUT;
      default -> new Mapped(row.target());
    };
  }

  private Row find(String source, String code, long day) {
    Map<String, Row> codes = bySource.get(source);
    Row row = codes == null ? null : codes.get(code);
    if (row == null || row.period().holds(day)) {
      return row;
    }
    for (Row other : further.getOrDefault(new Key(source, code), List.of())) {
      if (other.period().holds(day)) {
        return other;
      }
    }
    return null;
  }
}

package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Source code → standard code, for one source or for all ({@code *}). */
public final class CodeTable {

  /** Takes the code as it is. */
  static final String AS_IS = "=";

  /** Leaves the attribute out. */
  static final String LEAVE_OUT = "-";

  /** What a table says about a code. */
  public sealed interface Translation {}

  /** The standard code. */
  public record Mapped(String code) implements Translation {}

  /** The table says to leave the attribute out. */
  public record LeftOut() implements Translation {}

  /** No row covers it: never guessed. */
  public record Unmapped() implements Translation {}

  record Row(String source, String code, String target, int line) {

    /** Whether it names a standard code, and not what to do with any. */
    boolean isCode() {
      return !target.equals(AS_IS) && !target.equals(LEAVE_OUT);
    }
  }

  private static final Unmapped UNMAPPED = new Unmapped();
  private static final LeftOut LEFT_OUT = new LeftOut();
  private static final String ANY = "*";

  private final String name;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Map<String, Row>> bySource = new HashMap<>();

  CodeTable(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Adds a row; answers the row that has the same key already, or null. */
  Row add(Row row) {
    rows.add(row);
    return bySource
        .computeIfAbsent(row.source(), s -> new HashMap<>())
        .putIfAbsent(row.code(), row);
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  List<Row> rows() {
    return rows;
  }

  /** A source's own rows win over those for all, exact codes over the rest row {@code *}. */
  public Translation translate(String source, String code) {
    Row row = find(source, code);
    row = row == null ? find(ANY, code) : row;
    row = row == null ? find(source, ANY) : row;
    row = row == null ? find(ANY, ANY) : row;
    if (row == null) {
      return UNMAPPED;
    }
    return switch (row.target()) {
      case AS_IS -> new Mapped(code);
      case LEAVE_OUT -> LEFT_OUT;
      default -> new Mapped(row.target());
    };
  }

  private Row find(String source, String code) {
    Map<String, Row> rows = bySource.get(source);
    return rows == null ? null : rows.get(code);
  }
}

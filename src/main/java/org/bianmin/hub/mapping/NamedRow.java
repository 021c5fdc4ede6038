package org.bianmin.hub.mapping;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A row of a table by the names of its columns; tells of each cell what is wrong with it. */
public final class NamedRow {

  private static final String FROM = "from";
  private static final String TO = "to";

  private final List<String> columns;
  private final CsvTable.Row row;
  private final ExcelHabits.Lines problems;
  private boolean sound = true;

  NamedRow(List<String> columns, CsvTable.Row row, ExcelHabits.Lines problems) {
    this.columns = columns;
    this.row = row;
    this.problems = problems;
  }

  /** 1-based. */
  public int line() {
    return row.line();
  }

  /** Whether no cell that was asked for is wrong. */
  public boolean sound() {
    return sound;
  }

  public void problem(String reason) {
    sound = false;
    problems.add(row.line(), reason);
  }

  /** The cell as it is written, not looked at. */
  CsvText.Cell cell(String column) {
    return row.cell(columns.indexOf(column));
  }

  /** A text; null where the cell is empty or Excel has changed it. */
  public String optional(String column) {
    CsvText.Cell cell = cell(column);
    if (cell.value().isEmpty()) {
      return null;
    }
    boolean kept = ExcelHabits.sound(cell, column, row.line(), problems);
    sound &= kept;
    return kept ? cell.value() : null;
  }

  /** A text that has to be there; null where it is not. */
  public String required(String column) {
    need(column);
    return optional(column);
  }

  /** Says which of some cells are empty. */
  public void need(String... wanted) {
    for (String column : wanted) {
      if (cell(column).value().isEmpty()) {
        problem("'" + column + "' is empty; fill it");
      }
    }
  }

  /** A text that is one of some, or null where the cell is empty; a set of null takes any. */
  public String oneOf(String column, Collection<String> codes) {
    String code = optional(column);
    if (code == null || codes == null || codes.contains(code)) {
      return code;
    }
    String meant = LostZeros.meant(code, Set.copyOf(codes));
    problem(
        column
            + " "
            + (meant == null
                ? "'" + code + "' is unknown; known are " + String.join(", ", codes)
                : LostZeros.reason(code, meant)));
    return null;
  }

  /** A whole number from 0; 0 where the cell is empty or holds none. */
  long number(String column, long most) {
    String text = optional(column);
    if (text == null) {
      return 0;
    }
    if (text.length() > 12 || !LostZeros.isNumber(text) || Long.parseLong(text) > most) {
      problem(column + " '" + text + "' is no whole number from 0 to " + most);
      return 0;
    }
    return Long.parseLong(text);
  }

  /** Yes or no, also as Excel writes it and in Chinese; no where the cell is empty. */
  boolean truth(String column) {
    String text = cell(column).value();
    return switch (text) {
      case "true", "TRUE", "是" -> true;
      case "", "false", "FALSE", "否" -> false;
      default -> {
        problem(column + " '" + text + "' is neither true nor false");
        yield false;
      }
    };
  }

  /** The days from {@code from} to {@code to}; an empty cell leaves the end open. */
  public Days days() {
    LocalDate from = day(FROM);
    LocalDate to = day(TO);
    if (from != null && to != null && from.isAfter(to)) {
      problem("'from' " + from + " is after 'to' " + to + "; 'to' is the last day it holds");
    }
    return from == null && to == null ? Days.ALWAYS : new Days(from, to);
  }

  /** A day, as people and Excel write it; null where the cell is empty or holds none. */
  public LocalDate day(String column) {
    String text = cell(column).value();
    if (text.isEmpty()) {
      return null;
    }
    Long day = ExcelHabits.day(text);
    if (day == null) {
      problem("'" + text + "' is no day; write it as 2026-01-31 (Excel's 2026/1/31 will do)");
      return null;
    }
    return LocalDate.ofEpochDay(day);
  }
}

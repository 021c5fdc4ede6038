package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of a table file, as people save it from Excel, below a first line that is given. What is
 * wrong with the file as a whole is told with its line.
 */
final class CsvTable {

  /**
   * What a table looks like.
   *
   * @param headers first lines that it may have, that of the fewest columns first
   * @param least cells that a row has at least, empty ones included
   * @param wanted what is said where the first line is another
   */
  record Form(List<String> headers, int least, String wanted) {}

  /** A row that is not empty. */
  record Row(int line, List<CsvText.Cell> cells) {

    /** A cell by its place, from 0; empty where the row is shorter. */
    CsvText.Cell cell(int column) {
      return column < cells.size() ? cells.get(column) : new CsvText.Cell("", false);
    }
  }

  private static final Map<Character, String> SEPARATORS =
      Map.of(
          ';', "semicolons: the computer that saved it has ';' as its list separator",
          '，', "full-width commas");

  private final Form form;
  private final ExcelHabits.Lines problems;
  private String header;
  private int columns;

  private CsvTable(Form form, ExcelHabits.Lines problems) {
    this.form = form;
    this.problems = problems;
  }

  /** Reads a file's bytes and hands on its rows in their order. */
  static void read(byte[] bytes, Form form, ExcelHabits.Lines problems, Consumer<Row> rows) {
    new CsvTable(form, problems).read(CsvText.decode(bytes), rows);
  }

  private void read(String text, Consumer<Row> rows) {
    if (text == null) {
      problems.add(0, "is neither UTF-8 nor GBK; save it as CSV UTF-8");
      return;
    }
    if (text.indexOf('\0') >= 0) {
      problems.add(0, "is UTF-16 without byte order mark; save it as CSV UTF-8");
      return;
    }
    int end = text.indexOf('\n') < 0 ? text.indexOf('\r') : text.indexOf('\n');
    String head = end < 0 ? text : text.substring(0, end);
    // Excel's "Unicode text" and "Text" are separated by tabs
    CsvText csv = new CsvText(text, head.indexOf('\t') >= 0 ? '\t' : ',');
    CsvText.Line first = csv.next();
    if (first == null || !header(first, head)) {
      return;
    }
    for (CsvText.Line line = csv.next(); line != null; line = csv.next()) {
      if (!line.closed()) {
        problems.add(
            line.line(),
            "a quote (\") is opened in this line and never closed; close it, or write \"\" for a"
                + " quote in a quoted cell");
        return;
      }
      row(line, rows);
    }
  }

  private boolean header(CsvText.Line line, String head) {
    List<CsvText.Cell> cells = filled(line.cells());
    String names = String.join(",", cells.stream().map(CsvText.Cell::value).toList());
    if (form.headers().contains(names)) {
      header = names;
      columns = cells.size();
      return true;
    }
    for (Map.Entry<Character, String> separator : SEPARATORS.entrySet()) {
      if (head.indexOf(separator.getKey()) >= 0) {
        problems.add(
            1,
            "the cells are separated by "
                + separator.getValue()
                + "; save it as CSV UTF-8 with commas. The first line has to be: "
                + form.headers().get(0));
        return false;
      }
    }
    problems.add(1, "the first line has to be: " + form.wanted());
    return false;
  }

  private void row(CsvText.Line line, Consumer<Row> rows) {
    List<CsvText.Cell> cells = filled(line.cells());
    if (cells.isEmpty()) {
      return;
    }
    if (line.cells().size() < form.least() || cells.size() > columns) {
      problems.add(
          line.line(),
          "has "
              + Math.max(cells.size(), Math.min(line.cells().size(), columns))
              + " columns instead of "
              + columns
              + ": "
              + header
              + "; a cell that holds a comma is written in quotes");
      return;
    }
    rows.accept(new Row(line.line(), cells));
  }

  /** Without the empty cells at the end that Excel adds, or leaves out. */
  private static List<CsvText.Cell> filled(List<CsvText.Cell> cells) {
    int size = cells.size();
    while (size > 0 && cells.get(size - 1).value().isEmpty()) {
      size--;
    }
    return cells.subList(0, size);
  }
}

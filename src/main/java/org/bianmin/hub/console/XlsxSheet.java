package org.bianmin.hub.console;

import java.io.IOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A sheet that is written row by row and never held as a whole. Texts are text to every program
 * that opens it: numbers keep their zeros, and what begins as a formula is none, not even after
 * somebody has edited the cell.
 */
final class XlsxSheet {

  /** What a column holds: {@code TEXT}, {@code COUNT} (Long) or {@code AMOUNT} (Long, fen). */
  enum Kind {
    TEXT("@"),
    COUNT("0"),
    AMOUNT("#,##0.00");

    private final String format;

    Kind(String format) {
      this.format = format;
    }
  }

  /**
   * A column.
   *
   * @param width in characters
   */
  record Column(String title, Kind kind, int width) {}

  private static final int FLUSHED = 500;

  /** Excel takes no longer text in a cell. */
  private static final int LONGEST = 32_767;

  private final Worksheet sheet;
  private List<Column> columns = List.of();
  private int row;
  private int styledTo;

  XlsxSheet(Workbook workbook, String name) {
    this.sheet = workbook.newWorksheet(name);
  }

  /** Widths, which have to be known before the first row. */
  void widths(List<Column> known) {
    for (int c = 0; c < known.size(); c++) {
      sheet.width(c, known.get(c).width());
    }
  }

  /** Begins a table below what is there, with its titles. */
  void table(List<Column> of) throws IOException {
    style();
    columns = of;
    for (int c = 0; c < of.size(); c++) {
      sheet.inlineString(row, c, of.get(c).title());
      sheet.style(row, c).bold().fillColor("E9EDF2").format(Kind.TEXT.format).set();
    }
    row++;
    styledTo = row;
  }

  /** Keeps the rows above in sight. */
  void freeze() {
    sheet.freezePane(0, row);
  }

  /** Leaves a row free. */
  void gap() throws IOException {
    style();
    row++;
    styledTo = row;
  }

  /**
   * A row of the table.
   *
   * @param values in the order of the columns; null leaves its cell empty
   */
  void row(Object... values) throws IOException {
    if (row >= Worksheet.MAX_ROWS) {
      throw new IllegalStateException(
          "A sheet holds " + Worksheet.MAX_ROWS + " rows; ask for one facility");
    }
    for (int c = 0; c < values.length; c++) {
      put(c, columns.get(c).kind(), values[c]);
    }
    row++;
    if (row - styledTo >= FLUSHED) {
      style();
      sheet.flush();
    }
  }

  private void put(int c, Kind kind, Object value) {
    if (value == null) {
      return;
    }
    switch (kind) {
      case TEXT -> sheet.inlineString(row, c, text((String) value));
      case COUNT -> sheet.value(row, c, (Long) value);
      case AMOUNT -> sheet.value(row, c, Yuan.number((Long) value));
    }
  }

  /** XML has no sign for most control characters. */
  private static String text(String value) {
    String cut = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    return cut.codePoints().anyMatch(c -> c < ' ')
        ? cut.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", " ")
        : cut;
  }

  private void style() {
    if (row > styledTo) {
      for (int c = 0; c < columns.size(); c++) {
        sheet.range(styledTo, c, row - 1, c).style().format(columns.get(c).kind().format).set();
      }
    }
    styledTo = row;
  }

  /** Ends it; nothing more can be written. */
  void finish() throws IOException {
    style();
    sheet.finish();
  }
}

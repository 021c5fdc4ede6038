package org.bianmin.hub.indicator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A form as a sheet: merged cells, borders and widths as on paper. Texts are text to every program
 * that opens it; what begins as a formula is none.
 */
final class FormXlsx {

  private static final int TITLE_SIZE = 16;

  private final Grid grid;

  FormXlsx(Grid grid) {
    this.grid = grid;
  }

  static void write(List<Grid> sheets, OutputStream out) throws IOException {
    Workbook workbook = new Workbook(out, "BianminHub", "1.0");
    for (Grid sheet : sheets) {
      new FormXlsx(sheet).write(workbook);
    }
    workbook.finish();
  }

  private void write(Workbook workbook) {
    Worksheet sheet = workbook.newWorksheet(grid.sheet());
    for (int c = 0; c < grid.widths().size(); c++) {
      sheet.width(c, grid.widths().get(c));
    }
    if (grid.landscape()) {
      sheet.pageOrientation("landscape");
    }
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
    for (int r = 0; r < grid.lines().size(); r++) {
      for (Grid.Cell cell : grid.lines().get(r)) {
        put(sheet, r, cell);
      }
    }
  }

  private static void put(Worksheet sheet, int row, Grid.Cell cell) {
    if (cell.number() != null) {
      sheet.value(row, cell.column(), cell.number());
    } else if (!cell.text().isEmpty()) {
      sheet.inlineString(row, cell.column(), cell.text());
    }
    Range range =
        sheet.range(row, cell.column(), row + cell.rows() - 1, cell.column() + cell.span() - 1);
    StyleSetter style = range.style().wrapText(true).verticalAlignment("center");
    switch (cell.style()) {
      case "title" -> style.bold().fontSize(TITLE_SIZE).horizontalAlignment("center");
      case "head" -> style.bold().horizontalAlignment("center").borderStyle(BorderStyle.THIN);
      case "plain" -> style.horizontalAlignment("left");
      case "center" -> style.horizontalAlignment("center").borderStyle(BorderStyle.THIN);
      default -> style.horizontalAlignment("left").borderStyle(BorderStyle.THIN);
    }
    if (cell.number() == null) {
      style.format("@");
    } else {
      int scale = Math.max(0, cell.number().scale());
      style.format(scale == 0 ? "0" : "0." + "0".repeat(scale));
    }
    style.set();
    if (cell.span() > 1 || cell.rows() > 1) {
      range.merge();
    }
  }
}

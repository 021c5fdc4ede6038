package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A form as its file says.
 *
 * @param sheet name of the sheet
 * @param landscape whether it is printed across
 * @param widths of the columns in characters
 * @param columns what {@code values: ID} and {@code each} put into a row, cell by cell
 */
record Form(
    String id,
    String sheet,
    boolean landscape,
    List<Integer> widths,
    List<String> columns,
    List<Row> rows) {

  /** A row. */
  sealed interface Row {}

  /** Its cells from the left; columns that a cell above reaches into are passed over. */
  record Cells(List<FormCell> cells) implements Row {}

  /** One row for each indicator of the report. */
  record Each() implements Row {}

  static Form read(JsonNode json, String file) {
    List<String> columns = new ArrayList<>();
    json.path("columns").forEach(column -> columns.add(column.asText()));
    List<Integer> widths = new ArrayList<>();
    json.path("widths").forEach(width -> widths.add(width.asInt()));
    if (widths.isEmpty() || !json.path("rows").isArray()) {
      throw new IllegalArgumentException(file + ": a form has widths and rows");
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      String place = file + ", row " + (rows.size() + 1);
      if (row.isObject() && row.path("each").asText().equals("indicators")) {
        rows.add(new Each());
      } else if (row.isArray()) {
        rows.add(new Cells(cells(row, columns, place)));
      } else {
        throw new IllegalArgumentException(
            place + ": a row is a list of cells, or 'each: indicators'");
      }
    }
    return new Form(
        json.path("form").asText(),
        json.path("sheet").asText("Sheet1"),
        json.path("landscape").asBoolean(true),
        widths,
        columns,
        rows);
  }

  private static List<FormCell> cells(JsonNode row, List<String> columns, String place) {
    List<FormCell> cells = new ArrayList<>();
    for (JsonNode cell : row) {
      if (cell.has("values")) {
        String indicator = cell.path("values").asText();
        columns.forEach(column -> cells.add(FormCell.of(indicator, column)));
      } else {
        cells.add(FormCell.read(cell, place));
      }
    }
    return cells;
  }
}

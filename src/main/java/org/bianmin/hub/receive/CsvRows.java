package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a CSV text as spreadsheets write it (RFC 4180): commas, quotes doubled inside quotes,
 * cells that span lines. Rows without content are left out.
 */
final class CsvRows {

  /**
   * A row.
   *
   * @param line where it begins, from 1
   * @param cells without the space around them
   */
  record Row(int line, List<String> cells) {}

  private final String text;
  private final List<Row> rows = new ArrayList<>();
  private List<String> cells = new ArrayList<>();
  private int at;
  private int line = 1;

  private CsvRows(String text) {
    this.text = text;
  }

  /**
   * Splits a text.
   *
   * @throws UnreadableFile for a quote that does not end
   */
  static List<Row> of(String text) {
    return new CsvRows(text).read();
  }

  private List<Row> read() {
    while (at < text.length()) {
      int begins = line;
      row();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        rows.add(new Row(begins, cells));
      }
      cells = new ArrayList<>();
    }
    return rows;
  }

  private void row() {
    boolean more = true;
    while (more) {
      cells.add(cell());
      more = at < text.length() && text.charAt(at) == ',';
      if (more) {
        at++;
      }
    }
    endOfLine();
  }

  private void endOfLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  private String cell() {
    int start = at;
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
      start++;
    }
    if (start < text.length() && text.charAt(start) == '"') {
      at = start + 1;
      return quoted();
    }
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quoted() {
    int opened = line;
    StringBuilder cell = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        if (c == '\n') {
          line++;
        }
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append(c);
        at++;
      } else {
        return afterQuote(cell);
      }
    }
    throw new UnreadableFile(
        "line " + opened + ": a quote does not end; close it, or write it twice inside quotes");
  }

  private String afterQuote(StringBuilder cell) {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      throw new UnreadableFile(
          "line " + line + ": text follows a closing quote; write a quote inside quotes twice");
    }
    return cell.toString().strip();
  }
}

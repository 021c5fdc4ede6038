package org.bianmin.hub.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a table file and its records: quoted cells may hold separators, doubled quotes and
 * line breaks; lines end with CRLF, LF or CR.
 */
final class CsvText {

  /**
   * A record.
   *
   * @param line 1-based, where it begins
   * @param closed false when a quote is opened in it and never closed
   */
  record Line(List<Cell> cells, int line, boolean closed) {}

  /**
   * A cell.
   *
   * @param value stripped, of spaces of any kind
   * @param text whether it is written so that Excel keeps it as text: {@code ="01"} or {@code '01}
   */
  record Cell(String value, boolean text) {}

  private final String text;
  private final char separator;
  private int at;
  private int line = 1;
  private boolean closed = true;

  CsvText(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** The next record, or null after the last. */
  Line next() {
    if (at >= text.length()) {
      return null;
    }
    int begins = line;
    List<Cell> cells = new ArrayList<>(8);
    boolean more = true;
    while (more) {
      cells.add(cell());
      more = at < text.length() && text.charAt(at) == separator;
      at += more ? 1 : 0;
    }
    lineEnd();
    return new Line(cells, begins, closed);
  }

  private Cell cell() {
    int from = at;
    while (at < text.length() && isSpace(text.charAt(at)) && !ends(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    at = from;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    return cell(text.substring(from, at));
  }

  private Cell quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    boolean open = true;
    while (at < text.length() && (open || !ends(text.charAt(at)))) {
      char c = text.charAt(at);
      boolean doubled = open && at + 1 < text.length() && text.charAt(at + 1) == '"';
      if (open && c == '"') {
        open = doubled;
        at += doubled ? 1 : 0;
        value.append(doubled ? "\"" : "");
      } else {
        count(c);
        value.append(c);
      }
      at++;
    }
    closed &= !open;
    return cell(value.toString());
  }

  private void count(char c) {
    boolean crOfCrLf = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    if (c == '\n' || (c == '\r' && !crOfCrLf)) {
      line++;
    }
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private void lineEnd() {
    if (at < text.length()) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
    }
  }

  private static Cell cell(String raw) {
    String value = strip(raw);
    int last = value.length() - 1;
    if (last > 1 && value.startsWith("=\"") && value.charAt(last) == '"') {
      return new Cell(strip(value.substring(2, last).replace("\"\"", "\"")), true);
    }
    return last > 0 && value.charAt(0) == '\''
        ? new Cell(strip(value.substring(1)), true)
        : new Cell(value, false);
  }

  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Also those that people do not see: no-break, full-width and zero-width spaces. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
  }

  /** The text, or null when the bytes are in none of the charsets that Excel saves in. */
  static String decode(byte[] bytes) {
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return text(bytes, StandardCharsets.UTF_16LE);
    }
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return text(bytes, StandardCharsets.UTF_16BE);
    }
    String text = text(bytes, StandardCharsets.UTF_8);
    return text == null ? text(bytes, Charset.forName("GB18030")) : text;
  }

  private static String text(byte[] bytes, Charset charset) {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

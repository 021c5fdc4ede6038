package org.bianmin.hub.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A table of some thousand rows at most, as a file that spreadsheets open unchanged. */
final class Download {

  static final MediaType XLSX =
      MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private static final String VERSION = "1.0";

  /**
   * A table.
   *
   * @param rows texts and Longs, as their columns say; null is an empty cell
   */
  record Table(String name, List<XlsxSheet.Column> columns, List<Object[]> rows) {}

  private Download() {}

  /** The table as comma-separated text. */
  static ResponseEntity<byte[]> csv(String file, Table table) {
    StringWriter out = new StringWriter();
    out.write(ExcelCsv.MARK);
    try {
      ExcelCsv.row(
          out, table.columns().stream().map(XlsxSheet.Column::title).toArray(String[]::new));
      for (Object[] row : table.rows()) {
        String[] cells = new String[row.length];
        for (int i = 0; i < row.length; i++) {
          cells[i] = row[i] == null ? null : row[i].toString();
        }
        ExcelCsv.row(out, cells);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return answer(file, CSV, out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The tables as a spreadsheet, one sheet each. */
  static ResponseEntity<byte[]> xlsx(String file, Table... tables) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Workbook book = new Workbook(out, "Bianmin Hub", VERSION);
    for (Table table : tables) {
      XlsxSheet sheet = new XlsxSheet(book, table.name());
      sheet.widths(table.columns());
      sheet.table(table.columns());
      sheet.freeze();
      for (Object[] row : table.rows()) {
        sheet.row(row);
      }
      sheet.finish();
    }
    book.finish();
    return answer(file, XLSX, out.toByteArray());
  }

  private static ResponseEntity<byte[]> answer(String file, MediaType type, byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(file, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(bytes);
  }
}

package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.bianmin.hub.console.XlsxSheet.Column;
import org.bianmin.hub.console.XlsxSheet.Kind;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XlsxSheetTest {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("number", Kind.TEXT, 20),
          new Column("n", Kind.COUNT, 10),
          new Column("amount", Kind.AMOUNT, 10));

  @TempDir Path folder;

  private interface Writing {
    void to(XlsxSheet sheet) throws IOException;
  }

  private static void write(OutputStream out, Writing writing) throws IOException {
    Workbook book = new Workbook(out, "test", "1.0");
    XlsxSheet sheet = new XlsxSheet(book, "sheet");
    sheet.widths(COLUMNS);
    sheet.table(COLUMNS);
    sheet.freeze();
    writing.to(sheet);
    sheet.finish();
    book.finish();
  }

  private static byte[] written(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, writing);
    return out.toByteArray();
  }

  private static List<Row> rows(byte[] file) throws IOException {
    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      return book.getFirstSheet().read();
    }
  }

  private String part(byte[] file, String name) throws IOException {
    Path path = Files.write(folder.resolve("book.xlsx"), file);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatLooksLikeAFormulaOrANumberStaysText() throws IOException {
    List<String> texts =
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "007", "4200001234567890123456", "<&>");
    byte[] file =
        written(
            sheet -> {
              for (String text : texts) {
                sheet.row(text, 1L, 1L);
              }
            });

    List<Row> rows = rows(file);
    assertThat(rows.stream().skip(1).map(row -> row.getCell(0).getText())).isEqualTo(texts);
    for (Row row : rows) {
      Cell cell = row.getCell(0);
      assertThat(cell.getType()).isEqualTo(CellType.STRING);
      assertThat(cell.getFormula()).isNull();
    }
    assertThat(part(file, "xl/worksheets/sheet1.xml")).doesNotContain("<f>");
    // a text column: editing the cell makes no formula of it either
    assertThat(part(file, "xl/styles.xml")).contains("@");
  }

  @Test
  void amountsAreExactToTheFen() throws IOException {
    List<Long> amounts =
        List.of(0L, 1L, -1L, 10L, 1010L, 12345678901L, -99L, 9_007_199_254_740_993L);
    byte[] file =
        written(
            sheet -> {
              for (Long fen : amounts) {
                sheet.row("x", 1L, fen);
              }
            });

    assertThat(rows(file).stream().skip(1).map(row -> row.getCell(2).asNumber()))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(
            amounts.stream().map(fen -> BigDecimal.valueOf(fen).movePointLeft(2)).toList());
    assertThat(part(file, "xl/worksheets/sheet1.xml")).contains("<v>90071992547409.93</v>");
  }

  @Test
  void emptyCellsStayEmptyAndControlCharactersDoNotBreakTheFile() throws IOException {
    byte[] file =
        written(
            sheet -> {
              sheet.row(null, null, null);
              sheet.row("a\u0000b\u001Fc", 2L, null);
              sheet.row("x".repeat(40_000), 3L, 5L);
            });

    List<Row> rows = rows(file);
    assertThat(rows.get(2).getCell(0).getText()).isEqualTo("a b c");
    assertThat(rows.get(2).getOptionalCell(2).map(Cell::getValue)).isEmpty();
    assertThat(rows.get(3).getCell(0).getText()).hasSize(32_767);
  }

  /** Counts what leaves. */
  private static final class Counting extends OutputStream {
    long n;

    @Override
    public void write(int b) {
      n++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      n += length;
    }
  }

  @Test
  void largeSheetLeavesWhileItIsWritten() throws IOException {
    Counting out = new Counting();
    long[] seen = new long[4];
    int part = 50_000;
    write(
        out,
        sheet -> {
          for (int i = 0; i < seen.length * part; i++) {
            sheet.row("2024110500" + i, (long) i, (long) i * 37);
            if (i % part == part - 1) {
              seen[i / part] = out.n;
            }
          }
        });

    // each quarter of the rows has left before the next is written
    for (int i = 0; i < seen.length; i++) {
      long before = i == 0 ? 0 : seen[i - 1];
      assertThat(seen[i] - before).as("bytes of part %s", i).isGreaterThan(part);
    }
    assertThat(out.n - seen[3]).as("what was held back").isLessThan(200_000);
  }
}

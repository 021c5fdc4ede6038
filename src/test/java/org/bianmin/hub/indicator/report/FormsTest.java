package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.bianmin.hub.event.Words;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms as they are printed and as they are filled in. */
class FormsTest {

  /** The ledger as the notice prints it, cells divided by tabs. */
  private static final Path PRINTED =
      Path.of("src/test/resources/reports/shaanxi-ledger-printed.txt");

  private static final int COLUMNS = 7;

  private final Forms forms = new Forms(Path.of("mappings", "forms"));

  static byte[] xlsx(Forms forms, Grid grid) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    forms.xlsx(List.of(grid), out);
    return out.toByteArray();
  }

  /** Texts of the first sheet, empty where a cell holds nothing. */
  static List<List<String>> cells(byte[] xlsx, int columns) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
      for (Row row : workbook.getFirstSheet().read()) {
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          texts.add(row.getOptionalCell(c).map(cell -> cell.getText()).orElse(""));
        }
        rows.add(texts);
      }
    }
    return rows;
  }

  private static List<String> merged(byte[] xlsx) throws IOException {
    Path file = Files.createTempFile("form", ".xlsx");
    try {
      Files.write(file, xlsx);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        byte[] sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes();
        return Pattern.compile("<mergeCell ref=\"([A-Z0-9:]+)\"")
            .matcher(new String(sheet, StandardCharsets.UTF_8))
            .results()
            .map(found -> found.group(1))
            .toList();
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The printed form, cell by cell. */
  private static List<List<String>> printed() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PRINTED)) {
      if (!line.isBlank()) {
        List<String> texts = new ArrayList<>(List.of(line.split("\t", -1)));
        while (texts.size() < COLUMNS) {
          texts.add("");
        }
        rows.add(texts.stream().map(String::strip).toList());
      }
    }
    return rows;
  }

  @Test
  void ledgerOfShaanxiIsThePrintedFormCellByCell() throws IOException {
    byte[] xlsx = xlsx(forms, forms.blank("shaanxi-ledger"));
    List<List<String>> expected = printed();
    List<List<String>> found = cells(xlsx, COLUMNS);

    // title, city, time, head, ten measures of two rows each, note
    assertThat(expected).hasSize(25);
    assertThat(found).hasSameSizeAs(expected);
    for (int r = 0; r < expected.size(); r++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertThat(found.get(r).get(c))
            .as("row %d, column %d", r + 1, c + 1)
            .isEqualTo(expected.get(r).get(c));
      }
    }
    List<String> ranges = new ArrayList<>(List.of("A1:G1", "A2:G2", "A3:G3", "D4:G4", "A25:G25"));
    for (int row = 5; row < 25; row += 2) {
      for (String column : List.of("A", "B", "C")) {
        ranges.add(column + row + ":" + column + (row + 1));
      }
    }
    assertThat(merged(xlsx)).containsExactlyInAnyOrderElementsOf(ranges);
  }

  static ReportValue value(String id, String unit, String value) {
    Words words = new Words("指标" + id, "Indicator " + id);
    return new ReportValue(
        id,
        words,
        value == null ? null : new BigDecimal(value),
        value == null ? null : new BigDecimal("2"),
        value == null ? null : new BigDecimal("3"),
        unit,
        2,
        new ReportValue.Target("at-least", new BigDecimal("20")),
        value == null ? null : true,
        new BigDecimal("0.956"),
        null,
        "computed",
        null,
        null,
        true,
        null,
        List.of(),
        null,
        Map.of(),
        "1",
        List.of(),
        null,
        "pooled",
        "share");
  }

  static Grid fill(Forms forms, String form, String scope, List<ReportValue> values) {
    ReportKey key =
        new ReportKey(
            "played", "half-year", "2026-H1", null, new ReportScope(ReportScope.Kind.CITY, scope));
    return forms.fill(
        form, PlayedFacts.HALF_YEAR, key, scope, values, LocalDate.of(2026, 7, 1), Locale.CHINESE);
  }

  @Test
  void ledgerOfShaanxiIsFilledInAtItsPlaces() throws IOException {
    List<ReportValue> values =
        List.of(
            value("SXQ-1a", "yes/no", "1"),
            value("SXQ-1b", "times", "312"),
            value("SXQ-1c", "yes/no", "0"),
            value("SXQ-3d.1", "count", "12"),
            value("SXQ-3d.2", "persons", "345"),
            value("SXQ-8a", "yes/no", null));

    List<List<String>> found = cells(xlsx(forms, fill(forms, "shaanxi-ledger", "汉中市", values)), 7);

    assertThat(found.get(1).get(0)).isEqualTo("汉中市卫生健康委");
    assertThat(found.get(2).get(0)).isEqualTo("填报时间：2026年7月1日");
    assertThat(found.get(5)).containsExactly("", "", "", "是", "312", "否", "");
    assertThat(found.get(9).get(6)).isEqualTo("机构12家，患者345人");
    assertThat(found.get(19).get(3)).as("no data is not no").isEqualTo("是/否");
  }

  @Test
  void thirtyIndicatorsOfHuaianStandInTheirOrderWithTheirValues() throws IOException {
    Grid blank = forms.blank("huaian-30");
    Map<Integer, String> names = new TreeMap<>();
    for (List<Grid.Cell> line : blank.lines()) {
      for (Grid.Cell cell : line) {
        var found = Pattern.compile("^(\\d+)\\.(.+)$").matcher(cell.text());
        if (found.matches() && cell.column() == 1) {
          names.put(Integer.valueOf(found.group(1)), found.group(2));
        }
      }
    }
    assertThat(names).hasSize(30);
    assertThat(names).containsEntry(2, "门诊号源下放比例▲").containsEntry(18, "分娩镇痛率#");

    List<List<String>> filled =
        cells(
            xlsx(forms, fill(forms, "huaian-30", "H001", List.of(value("HAI-21", "%", "66.67")))),
            11);
    List<String> row =
        filled.stream().filter(r -> r.get(1).startsWith("21.")).findFirst().orElseThrow();
    assertThat(row)
        .containsExactly("", "21.出院患者当日结算率", "", "66.67", "%", "2", "3", "≥20", "是", "计算", "");
  }

  @Test
  void annexOfAnhuiHasARowForEachIndicator() throws IOException {
    List<ReportValue> values =
        List.of(value("AHN-01", "%", "12.50"), value("AHN-02a", "yes/no", "1"));

    List<List<String>> found = cells(xlsx(forms, fill(forms, "anhui-annex", "H001", values)), 11);

    assertThat(found).hasSize(5);
    assertThat(found.get(3))
        .containsExactly("AHN-01", "指标AHN-01", "12.50", "%", "2", "3", "≥20", "是", "计算", "95%", "");
    assertThat(found.get(4).get(2)).isEqualTo("是");
  }

  @Test
  void reportWithoutAFormIsAPlainTable() {
    Grid grid = fill(forms, null, "H001", List.of(value("A", "%", "1.00")));

    assertThat(grid.lines()).hasSize(4);
    assertThat(grid.lines().get(3).get(2).number()).isEqualTo("1.00");
  }

  @Test
  void textThatLooksLikeAFormulaIsText(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("odd.yaml"), "form: odd\nwidths: [9]\nrows: [[{text: '=1+1'}]]\n");
    Forms odd = new Forms(folder);

    assertThat(cells(xlsx(odd, odd.blank("odd")), 1)).containsExactly(List.of("=1+1"));
  }

  @Test
  void formThatIsNotInOrderNamesFileAndPlace(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "form: a\nwidths: [9]\nrows: [[{txt: x}]]\n");
    Files.writeString(folder.resolve("b.yaml"), "form: b\nwidths: [9]\nrows: [[x, y]]\n");
    Forms broken = new Forms(folder);

    assertThatThrownBy(() -> broken.blank("a")).hasMessageContaining("a.yaml, row 1", "txt");
    assertThatThrownBy(() -> broken.blank("b")).hasMessageContaining("form b", "columns");
    assertThatThrownBy(() -> broken.blank("../x")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Every indicator that a form names is one of the programmes. */
  @Test
  void formsNameIndicatorsOfTheLedgerOnly() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    for (String form : List.of("shaanxi-ledger", "huaian-30")) {
      Pattern.compile("(?:SXQ|HAI)-[0-9a-z.]*[0-9a-z]")
          .matcher(Files.readString(Path.of("mappings", "forms", form + ".yaml")))
          .results()
          .map(MatchResult::group)
          .forEach(named::add);
    }
    // 32 columns, one of them with two numbers; 30 indicators, of which three have parts
    assertThat(named.stream().filter(id -> id.startsWith("SXQ"))).hasSize(33);
    assertThat(named.stream().filter(id -> id.startsWith("HAI"))).hasSize(36);
  }
}

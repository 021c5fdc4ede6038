package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The spreadsheet of a {@link SettledDay}, opened. */
final class DayWorkbook {

  private final List<Row> summary;
  private final List<Row> differences;
  private final List<Row> cases;
  private final boolean zh;

  DayWorkbook(byte[] file, boolean zh) throws IOException {
    this.zh = zh;
    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      summary = book.findSheet(zh ? "汇总" : "Summary").orElseThrow().read();
      differences = book.findSheet(zh ? "差异" : "Differences").orElseThrow().read();
      cases = book.findSheet(zh ? "明细" : "Cases").orElseThrow().read();
    }
  }

  /** It says what the interface says. */
  void shows(JsonNode figures) {
    Row first = summary.get(1);
    assertThat(first.getCell(0).getText()).isEqualTo(figures.get("facility").asText());
    assertThat(number(first, 5)).isEqualTo(figures.at("/settlements/n").asLong());
    assertThat(fen(first, 6)).isEqualTo(figures.at("/settlements/fen").asLong());
    assertThat(fen(first, 7)).isEqualTo(figures.at("/settlements/insuranceFen").asLong());
    assertThat(number(first, 8)).isEqualTo(figures.at("/payments/n").asLong());
    assertThat(fen(first, 9)).isEqualTo(figures.at("/payments/fen").asLong());
    assertThat(fen(first, 12)).isEqualTo(figures.at("/refunds/fen").asLong());
    assertThat(fen(first, 13)).isEqualTo(figures.get("balanceFen").asLong());
    assertThat(number(first, 14)).isEqualTo(figures.get("openDifferences").asLong());
    assertThat(fen(first, 15)).isEqualTo(figures.get("openFen").asLong());
    Map<String, Long> named = named();
    assertThat(named).containsEntry(zh ? "相符" : "matched", 4L);
    assertThat(named).containsEntry(zh ? "已付未结" : "paid, not settled", 1L);
    // 88.50 + 45.00 + 59.99 + 80.00, four payments
    assertThat(named).containsEntry(zh ? "微信" : "WeChat", 4L);

    assertThat(differences).hasSize(1 + 3);
    assertThat(sum(differences, 14)).isEqualTo(4_500 - 12_001 - 1);
    assertThat(cases).hasSize(1 + 7);
    assertThat(sum(cases, 11)).isEqualTo(figures.at("/settlements/fen").asLong());
    assertThat(sum(cases, 12)).isEqualTo(figures.at("/payments/fen").asLong());
    assertThat(sum(cases, 14)).isEqualTo(figures.get("balanceFen").asLong());
    // numbers keep their zeros, and no cell computes
    assertThat(texts(cases, 8)).contains("wechat/0000420001", "wechat/0000420003");
    assertThat(texts(cases, 7)).contains(SettledDay.TEMPTING);
    assertThat(cases.stream().flatMap(Row::stream).filter(Objects::nonNull).map(Cell::getFormula))
        .containsOnlyNulls();
  }

  /** What persons said of the differences. */
  List<String> comments() {
    return texts(differences, 22);
  }

  private static List<String> texts(List<Row> rows, int cell) {
    return rows.stream()
        .skip(1)
        .map(row -> row.getOptionalCell(cell).map(Cell::getText).orElse(""))
        .toList();
  }

  /** The counts behind the names of the summary. */
  private Map<String, Long> named() {
    Map<String, Long> named = new TreeMap<>();
    for (Row row : summary) {
      if (row.getOptionalCell(2).filter(c -> c.getValue() instanceof BigDecimal).isPresent()) {
        named.put(row.getCell(1).getText(), number(row, 2));
      }
    }
    return named;
  }

  private static long number(Row row, int cell) {
    return row.getCell(cell).asNumber().longValueExact();
  }

  private static long fen(Row row, int cell) {
    return row.getCell(cell).asNumber().movePointRight(2).longValueExact();
  }

  private static long sum(List<Row> rows, int cell) {
    return rows.stream().skip(1).mapToLong(row -> fen(row, cell)).sum();
  }
}

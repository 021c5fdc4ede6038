package org.bianmin.hub.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of medians, in Markdown that is also legible on a terminal. */
final class Report {

  private static final String ROW =
      "| %-15s | %4s | %8s | %8s | %8s | %7s | %6s | %6s | %8s | %8s | %8s |%n";

  private final Map<Cell, List<Cell.Measured>> measured = new LinkedHashMap<>();

  void add(Cell cell, Cell.Measured value) {
    measured.computeIfAbsent(cell, c -> new ArrayList<>()).add(value);
  }

  /** A table for each kind of message. */
  String tables() throws Exception {
    StringBuilder text = new StringBuilder();
    for (boolean large : new boolean[] {false, true}) {
      List<Cell> cells = measured.keySet().stream().filter(c -> c.large() == large).toList();
      if (!cells.isEmpty()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n## %s, %d bytes%n%n",
                large ? "ORU^R01 with 24 OBX" : "ADT^A04",
                cells.get(0).messageBytes()));
        table(text, cells);
      }
    }
    return text.toString();
  }

  private void table(StringBuilder text, List<Cell> cells) {
    row(
        text, "", "conn", "rate/s", "ack p50", "ack p99", "CPU µs", "/wire", "/store", "ack/s",
        "way p50", "way p99");
    row(text, "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
    for (Cell cell : cells) {
      boolean wholeWay = cell.kind() == Subject.Kind.END_TO_END;
      double rate = median(cell, Cell.Measured::rate);
      row(
          text,
          cell.kind().title,
          Integer.toString(cell.connections()),
          number("%.0f", rate),
          number("%.2f", median(cell, m -> m.acks().p50())),
          number("%.2f", median(cell, m -> m.acks().p99())),
          number("%.1f", median(cell, Cell.Measured::cpuMicros)),
          ratio(rate, cell, Subject.Kind.WIRE),
          ratio(rate, cell, Subject.Kind.STORE),
          wholeWay ? number("%.0f", median(cell, Cell.Measured::ackRate)) : "",
          wholeWay ? number("%.0f", median(cell, m -> m.way().p50())) : "",
          wholeWay ? number("%.0f", median(cell, m -> m.way().p99())) : "");
    }
  }

  private String ratio(double rate, Cell cell, Subject.Kind floor) {
    Cell other = new Cell(floor, cell.large(), cell.connections());
    return measured.containsKey(other)
        ? number("%.0f %%", 100 * rate / median(other, Cell.Measured::rate))
        : "";
  }

  private double median(Cell cell, ToDoubleFunction<Cell.Measured> value) {
    double[] values = measured.get(cell).stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void row(StringBuilder text, Object... columns) {
    text.append(String.format(Locale.ROOT, ROW, columns));
  }
}

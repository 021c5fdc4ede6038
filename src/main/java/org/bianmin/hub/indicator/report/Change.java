package org.bianmin.hub.indicator.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;

/**
 * A value that a correction or restatement changed.
 *
 * @param kinds why it differs
 * @param events how many events make the difference
 * @param keys of the first of them, as the API writes them
 */
public record Change(
    ReportValue value, ReportValue was, List<CauseKind> kinds, long events, List<String> keys) {

  private static final List<Integer> WIDTHS = List.of(12, 44, 14, 18, 14, 18, 32, 12, 60);
  private static final List<Words> HEADS =
      List.of(
          new Words("编号", "Id"),
          new Words("指标", "Indicator"),
          new Words("原报数值", "Value before"),
          new Words("原分子/分母", "N / D before"),
          new Words("更正后数值", "Value now"),
          new Words("更正后分子/分母", "N / D now"),
          new Words("更正原因", "Causes"),
          new Words("涉及事件数", "Events"),
          new Words("涉及事件", "First events"));
  private static final Words SHEET = new Words("更正说明", "Changes");

  /** What changed, as a sheet of its own beside the form. */
  public static Grid grid(List<Change> changes, Revision revision, Locale locale) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    String title =
        new Words(
                "更正说明：第 " + revision.revision() + " 版更正第 " + revision.base() + " 版",
                "Changes: revision " + revision.revision() + " restates " + revision.base())
            .in(locale);
    lines.add(List.of(new Grid.Cell(0, HEADS.size(), 1, "title", null, title)));
    lines.add(line(HEADS.stream().map(head -> head.in(locale)).toList(), "head"));
    for (Change change : changes) {
      lines.add(line(change.cells(locale), "left"));
    }
    return new Grid(SHEET.in(locale), true, WIDTHS, lines);
  }

  private static List<Grid.Cell> line(List<String> texts, String style) {
    List<Grid.Cell> cells = new ArrayList<>();
    for (String text : texts) {
      cells.add(new Grid.Cell(cells.size(), 1, 1, style, null, text));
    }
    return cells;
  }

  private List<String> cells(Locale locale) {
    return List.of(
        value.indicator(),
        value.name().in(locale),
        told(was),
        sides(was),
        told(value),
        sides(value),
        kinds.stream().map(kind -> kind.words().in(locale)).collect(Collectors.joining("; ")),
        Long.toString(events),
        String.join("\n", keys));
  }

  private static String told(ReportValue value) {
    if (value.value() == null && value.declared() != null) {
      return String.valueOf(value.declared().value());
    }
    return plain(value.value());
  }

  private static String sides(ReportValue value) {
    return plain(value.numerator()) + " / " + plain(value.denominator());
  }

  private static String plain(BigDecimal number) {
    return number == null ? "–" : number.toPlainString();
  }
}

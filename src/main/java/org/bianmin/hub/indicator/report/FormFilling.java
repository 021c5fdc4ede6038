package org.bianmin.hub.indicator.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.event.Words;

/** Fills a form in: values at their places, and blanks where there is none. */
final class FormFilling {

  private static final Pattern REFERENCE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9.-]*)}");

  private final Form form;
  private final Map<String, ReportValue> values = new LinkedHashMap<>();
  private final Map<String, String> texts;
  private final Locale locale;

  /**
   * A filling.
   *
   * @param texts what {@code {city}}, {@code {date}} … stand for; empty for a blank form
   */
  FormFilling(Form form, List<ReportValue> of, Map<String, String> texts, Locale locale) {
    this.form = form;
    of.forEach(value -> values.put(value.indicator(), value));
    this.texts = texts;
    this.locale = locale;
  }

  Grid fill() {
    List<List<FormCell>> rows = new ArrayList<>();
    for (Form.Row row : form.rows()) {
      if (row instanceof Form.Cells cells) {
        rows.add(cells.cells());
      } else {
        values.keySet().forEach(id -> rows.add(each(id)));
      }
    }
    // how many rows further down a cell above still reaches, by column
    int[] taken = new int[form.widths().size()];
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (List<FormCell> row : rows) {
      lines.add(line(row, taken));
    }
    return new Grid(form.sheet(), form.landscape(), form.widths(), lines);
  }

  private List<FormCell> each(String indicator) {
    return form.columns().stream().map(what -> FormCell.of(indicator, what)).toList();
  }

  private List<Grid.Cell> line(List<FormCell> row, int[] taken) {
    List<Grid.Cell> line = new ArrayList<>();
    int[] next = new int[taken.length];
    for (int c = 0; c < taken.length; c++) {
      next[c] = Math.max(0, taken[c] - 1);
    }
    int column = 0;
    for (FormCell cell : row) {
      while (column < taken.length && taken[column] > 0) {
        column++;
      }
      if (column + cell.span() > taken.length) {
        throw new IllegalArgumentException(
            "form " + form.id() + ": a row has more cells than the form has columns");
      }
      line.add(filled(cell, column));
      for (int c = column; c < column + cell.span(); c++) {
        next[c] = Math.max(next[c], cell.rows() - 1);
      }
      column += cell.span();
    }
    System.arraycopy(next, 0, taken, 0, taken.length);
    return line;
  }

  private Grid.Cell filled(FormCell cell, int column) {
    BigDecimal number = null;
    String text;
    if (cell.text() != null) {
      text = replaced(cell.text());
    } else if (cell.pattern() != null) {
      text = pattern(cell);
    } else {
      ReportValue value = values.get(cell.value());
      number = value == null || asWord(cell, value) ? null : number(value, cell.of());
      text = value == null ? cell.blank() : text(cell, value);
    }
    return new Grid.Cell(column, cell.span(), cell.rows(), cell.style(), number, text);
  }

  private String replaced(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(texts.getOrDefault(found.group(1), "")));
  }

  private String pattern(FormCell cell) {
    boolean any =
        REFERENCE
            .matcher(cell.pattern())
            .results()
            .anyMatch(found -> printed(values.get(found.group(1))) != null);
    return any
        ? REFERENCE
            .matcher(cell.pattern())
            .replaceAll(
                found -> {
                  String printed = printed(values.get(found.group(1)));
                  return Matcher.quoteReplacement(printed == null ? "–" : printed);
                })
        : cell.blank();
  }

  private static String printed(ReportValue value) {
    return value == null ? null : plain(stated(value));
  }

  /** What is stated: what a person declared goes before what was computed as its evidence. */
  static BigDecimal stated(ReportValue value) {
    return value.value();
  }

  private static BigDecimal number(ReportValue value, String of) {
    return switch (of) {
      case "value" -> stated(value);
      case "numerator" -> value.numerator();
      case "denominator" -> value.denominator();
      default -> null;
    };
  }

  /** Whether it is printed as 是 or 否. */
  private static boolean asWord(FormCell cell, ReportValue value) {
    boolean said = cell.yesNo() || (cell.byUnit() && "yes/no".equals(value.unit()));
    return said && cell.of().equals("value");
  }

  private String text(FormCell cell, ReportValue value) {
    String text =
        switch (cell.of()) {
          case "value" -> asWord(cell, value) ? yes(stated(value)) : text(value);
          case "numerator" -> plain(value.numerator());
          case "denominator" -> plain(value.denominator());
          case "unit" -> value.unit();
          case "target" -> target(value);
          case "met" ->
              value.met() == null ? null : yes(value.met() ? BigDecimal.ONE : BigDecimal.ZERO);
          case "basis" -> basis(value);
          case "declared" -> value.declared() == null ? null : value.declared().value();
          case "coverage" -> percent(value.coverage());
          case "note" -> words(value.note());
          case "reading" -> words(value.reading());
          case "name" -> words(value.name());
          case "indicator" -> value.indicator();
          default ->
              throw new IllegalArgumentException(
                  "form " + form.id() + ": a value has no '" + cell.of() + "'");
        };
    return text == null ? cell.blank() : text;
  }

  /** A number, or what was declared where that is none. */
  private static String text(ReportValue value) {
    return stated(value) == null && value.declared() != null
        ? value.declared().value()
        : plain(stated(value));
  }

  private String words(Words words) {
    return words == null ? null : words.in(locale);
  }

  private boolean chinese() {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private String yes(BigDecimal value) {
    if (value == null) {
      return null;
    }
    boolean yes = value.signum() > 0;
    if (chinese()) {
      return yes ? "是" : "否";
    }
    return yes ? "yes" : "no";
  }

  private String basis(ReportValue value) {
    if (value.basis() == null || !chinese()) {
      return value.basis();
    }
    return switch (value.basis()) {
      case "computed" -> "计算";
      case "declared" -> "申报";
      default -> "待确认";
    };
  }

  private static String target(ReportValue value) {
    if (value.target() == null) {
      return null;
    }
    if (value.target().most() != null) {
      return plain(value.target().value()) + '–' + plain(value.target().most());
    }
    String sign =
        switch (value.target().comparison()) {
          case "at-least" -> "≥";
          case "at-most" -> "≤";
          default -> "=";
        };
    return sign + plain(value.target().value());
  }

  private static String percent(BigDecimal share) {
    return share == null
        ? null
        : plain(share.movePointRight(2).setScale(0, java.math.RoundingMode.DOWN)) + "%";
  }

  private static String plain(BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }
}

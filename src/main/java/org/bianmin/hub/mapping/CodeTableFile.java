package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code mappings/codes/<table>.csv}, as people save it from Excel: what Excel only writes
 * otherwise is read, what it has changed is an error that says how to get it back.
 */
final class CodeTableFile {

  static final String HEADER = "source,code,target,display,comment";

  /** The columns of a table whose codes hold for a time only. */
  static final String DATED_HEADER = HEADER + ",from,to";

  private static final int LEAST_COLUMNS = 3;
  private static final int FROM = 5;
  private static final int TO = 6;

  /** A file that is wrong throughout is not wrong in a more interesting way on line 51. */
  private static final int NAMED_PROBLEMS = 50;

  private static final Map<Character, String> SEPARATORS =
      Map.of(
          ';', "semicolons: the computer that saved it has ';' as its list separator",
          '，', "full-width commas");

  private final String file;
  private final CodeTable table;
  private final List<MappingProblem> problems = new ArrayList<>();
  private int columns;

  private CodeTableFile(String name, String file) {
    this.file = file;
    this.table = new CodeTable(name);
  }

  static CodeTable read(Path path, String file, List<MappingProblem> problems) throws IOException {
    String name = path.getFileName().toString().replaceFirst("\\.csv$", "");
    CodeTableFile reader = new CodeTableFile(name, file);
    reader.read(CsvText.decode(Files.readAllBytes(path)));
    reader.problems.addAll(LostZeros.problems(reader.table, file));
    problems.addAll(few(reader.problems, file));
    return reader.table;
  }

  /** The first problems of a file, and how many more there are. */
  static List<MappingProblem> few(List<MappingProblem> found, String file) {
    if (found.size() <= NAMED_PROBLEMS) {
      return found;
    }
    List<MappingProblem> few = new ArrayList<>(found.subList(0, NAMED_PROBLEMS));
    few.add(
        new MappingProblem(
            file, 0, "has " + (found.size() - NAMED_PROBLEMS) + " more problems like these"));
    return few;
  }

  private void read(String text) {
    if (text == null) {
      problem(0, "is neither UTF-8 nor GBK; save it as CSV UTF-8");
      return;
    }
    if (text.indexOf('\0') >= 0) {
      problem(0, "is UTF-16 without byte order mark; save it as CSV UTF-8");
      return;
    }
    int end = text.indexOf('\n') < 0 ? text.indexOf('\r') : text.indexOf('\n');
    String head = end < 0 ? text : text.substring(0, end);
    // Excel's "Unicode text" and "Text" are separated by tabs
    CsvText csv = new CsvText(text, head.indexOf('\t') >= 0 ? '\t' : ',');
    CsvText.Line header = csv.next();
    if (header == null || !header(header, head)) {
      return;
    }
    for (CsvText.Line line = csv.next(); line != null; line = csv.next()) {
      if (!line.closed()) {
        problem(
            line.line(),
            "a quote (\") is opened in this line and never closed; close it, or write \"\" for a"
                + " quote in a quoted cell");
        return;
      }
      row(line);
    }
  }

  private boolean header(CsvText.Line line, String head) {
    List<CsvText.Cell> cells = filled(line.cells());
    String names = String.join(",", cells.stream().map(CsvText.Cell::value).toList());
    if (names.equals(HEADER) || names.equals(DATED_HEADER)) {
      columns = cells.size();
      return true;
    }
    for (Map.Entry<Character, String> separator : SEPARATORS.entrySet()) {
      if (head.indexOf(separator.getKey()) >= 0) {
        problem(
            1,
            "the cells are separated by "
                + separator.getValue()
                + "; save it as CSV UTF-8 with commas. The first line has to be: "
                + HEADER);
        return false;
      }
    }
    problem(
        1,
        "the first line has to be: "
            + HEADER
            + " (or "
            + DATED_HEADER
            + " where codes hold for a time only)");
    return false;
  }

  /** Without the empty cells at the end that Excel adds, or leaves out. */
  private static List<CsvText.Cell> filled(List<CsvText.Cell> cells) {
    int size = cells.size();
    while (size > 0 && cells.get(size - 1).value().isEmpty()) {
      size--;
    }
    return cells.subList(0, size);
  }

  private void row(CsvText.Line line) {
    List<CsvText.Cell> cells = filled(line.cells());
    if (cells.isEmpty()) {
      return;
    }
    if (line.cells().size() < LEAST_COLUMNS || cells.size() > columns) {
      problem(
          line.line(),
          "has "
              + Math.max(cells.size(), Math.min(line.cells().size(), columns))
              + " columns instead of "
              + columns
              + ": "
              + (columns == TO + 1 ? DATED_HEADER : HEADER)
              + "; a cell that holds a comma is written in quotes");
      return;
    }
    CsvText.Cell code = cell(cells, 1);
    String source = cell(cells, 0).value();
    String target = truth(cell(cells, 2).value());
    if (source.isEmpty() || code.value().isEmpty() || target.isEmpty()) {
      problem(
          line.line(),
          "source, code and target may not be empty: source '*' stands for all sources, target"
              + " '=' takes the code as it is, target '-' leaves the attribute out");
      return;
    }
    CodeTable.Period period = period(cells, line.line());
    boolean sound = ExcelHabits.sound(cell(cells, 0), "source", line.line(), this::problem);
    sound &= ExcelHabits.sound(code, "code", line.line(), this::problem);
    sound &= ExcelHabits.sound(cell(cells, 2), "target", line.line(), this::problem);
    if (period == null || !sound) {
      return;
    }
    CodeTable.Row row =
        new CodeTable.Row(source, code.value(), target, period, code.text(), line.line());
    CodeTable.Row first = table.add(row);
    if (first != null) {
      problem(line.line(), twice(first, row));
    }
  }

  private static String twice(CodeTable.Row first, CodeTable.Row row) {
    boolean always =
        first.period().equals(CodeTable.Period.ALWAYS)
            && row.period().equals(CodeTable.Period.ALWAYS);
    if (!always) {
      return "code '"
          + row.code()
          + "' holds here for "
          + row.period()
          + " and in line "
          + first.line()
          + " for "
          + first.period()
          + "; let the earlier row end ('to') the day before the later one begins ('from')";
    }
    String zero =
        LostZeros.isNumber(row.code())
            ? ", or if one of them was '0" + row.code() + "' get its zero back (columns as text)"
            : "";
    return "code '" + row.code() + "' stands in line " + first.line() + " already; keep one" + zero;
  }

  /** Excel writes true and false in capitals. */
  private static String truth(String target) {
    return switch (target) {
      case "TRUE" -> "true";
      case "FALSE" -> "false";
      default -> target;
    };
  }

  private static CsvText.Cell cell(List<CsvText.Cell> cells, int column) {
    return column < cells.size() ? cells.get(column) : new CsvText.Cell("", false);
  }

  private CodeTable.Period period(List<CsvText.Cell> cells, int line) {
    String from = cell(cells, FROM).value();
    String to = cell(cells, TO).value();
    if (from.isEmpty() && to.isEmpty()) {
      return CodeTable.Period.ALWAYS;
    }
    Long first = from.isEmpty() ? Long.valueOf(Long.MIN_VALUE) : ExcelHabits.day(from);
    Long last = to.isEmpty() ? Long.valueOf(Long.MAX_VALUE) : ExcelHabits.day(to);
    if (first == null || last == null) {
      problem(
          line,
          "'"
              + (first == null ? from : to)
              + "' is no day; write it as 2026-01-31 (Excel's 2026/1/31 will do)");
      return null;
    }
    if (first > last) {
      problem(line, "'from' " + from + " is after 'to' " + to + "; 'to' is the last day it holds");
      return null;
    }
    return new CodeTable.Period(first, last);
  }

  private void problem(int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}

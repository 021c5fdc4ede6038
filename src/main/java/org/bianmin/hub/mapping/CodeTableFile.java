package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code mappings/codes/<table>.csv}, as people save it from Excel: what Excel only writes
 * otherwise is read, what it has changed is an error that says how to get it back.
 */
final class CodeTableFile {

  static final String HEADER = "source,code,target,display,comment";

  /** The columns of a table whose codes hold for a time only. */
  static final String DATED_HEADER = HEADER + ",from,to";

  private static final int FROM = 5;
  private static final int TO = 6;

  /** A file that is wrong throughout is not wrong in a more interesting way on line 51. */
  private static final int NAMED_PROBLEMS = 50;

  private static final CsvTable.Form FORM =
      new CsvTable.Form(
          List.of(HEADER, DATED_HEADER),
          3,
          HEADER + " (or " + DATED_HEADER + " where codes hold for a time only)");

  private final String file;
  private final CodeTable table;
  private final List<MappingProblem> problems = new ArrayList<>();

  private CodeTableFile(String name, String file) {
    this.file = file;
    this.table = new CodeTable(name);
  }

  static CodeTable read(Path path, String file, List<MappingProblem> problems) throws IOException {
    String name = path.getFileName().toString().replaceFirst("\\.csv$", "");
    CodeTableFile reader = new CodeTableFile(name, file);
    CsvTable.read(Files.readAllBytes(path), FORM, reader::problem, reader::row);
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

  private void row(CsvTable.Row line) {
    CsvText.Cell code = line.cell(1);
    String source = line.cell(0).value();
    String target = truth(line.cell(2).value());
    if (source.isEmpty() || code.value().isEmpty() || target.isEmpty()) {
      problem(
          line.line(),
          "source, code and target may not be empty: source '*' stands for all sources, target"
              + " '=' takes the code as it is, target '-' leaves the attribute out");
      return;
    }
    CodeTable.Period period = period(line);
    boolean sound = ExcelHabits.sound(line.cell(0), "source", line.line(), this::problem);
    sound &= ExcelHabits.sound(code, "code", line.line(), this::problem);
    sound &= ExcelHabits.sound(line.cell(2), "target", line.line(), this::problem);
    if (period == null || !sound) {
      return;
    }
    CodeTable.Row row =
        new CodeTable.Row(
            source,
            code.value(),
            target,
            period,
            code.text(),
            line.line(),
            line.cell(3).value(),
            line.cell(4).value());
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

  private CodeTable.Period period(CsvTable.Row line) {
    String from = line.cell(FROM).value();
    String to = line.cell(TO).value();
    if (from.isEmpty() && to.isEmpty()) {
      return CodeTable.Period.ALWAYS;
    }
    Long first = from.isEmpty() ? Long.valueOf(Long.MIN_VALUE) : ExcelHabits.day(from);
    Long last = to.isEmpty() ? Long.valueOf(Long.MAX_VALUE) : ExcelHabits.day(to);
    if (first == null || last == null) {
      problem(
          line.line(),
          "'"
              + (first == null ? from : to)
              + "' is no day; write it as 2026-01-31 (Excel's 2026/1/31 will do)");
      return null;
    }
    if (first > last) {
      problem(
          line.line(),
          "'from' " + from + " is after 'to' " + to + "; 'to' is the last day it holds");
      return null;
    }
    return new CodeTable.Period(first, last);
  }

  private void problem(int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}

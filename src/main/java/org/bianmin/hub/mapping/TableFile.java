package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A table with named columns, as people save it from Excel. Its last column, {@code comment}, may
 * be left out. Public, since indicator programmes have tables of their own.
 *
 * @param <T> what a row says
 */
public final class TableFile<T> {

  /** What a row says, and where it stands. */
  public record Told<T>(T row, int line) {}

  /**
   * The rows that are in order.
   *
   * @param codes the codes of the columns that hold some, as they are written
   */
  public record Read<T>(List<Told<T>> rows, CodeTable codes) {

    public List<T> values() {
      return rows.stream().map(Told::row).toList();
    }
  }

  /** Makes a record of a row; what it answers counts only where the row is sound. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(NamedRow row);
  }

  private static final String COMMENT = ",comment";

  private final String file;
  private final List<String> columns;
  private final List<String> codeColumns;
  private final RowReader<T> reader;
  private final List<MappingProblem> problems = new ArrayList<>();
  private final List<Told<T>> rows = new ArrayList<>();
  private final CodeTable codes;

  /**
   * A table.
   *
   * @param columns without {@code comment}
   * @param codeColumns those whose cells are codes, which may have zeros to lose
   */
  public TableFile(
      String file, List<String> columns, List<String> codeColumns, RowReader<T> reader) {
    this.file = file;
    this.columns = columns;
    this.codeColumns = codeColumns;
    this.reader = reader;
    this.codes = new CodeTable(file);
  }

  /** Reads the table; it is empty where there is no such file. */
  public Read<T> read(Path path, List<MappingProblem> found) throws IOException {
    if (Files.exists(path)) {
      String header = String.join(",", columns);
      CsvTable.Form form =
          new CsvTable.Form(List.of(header, header + COMMENT), 2, header + " (or …,comment)");
      CsvTable.read(Files.readAllBytes(path), form, this::problem, this::row);
      problems.addAll(LostZeros.problems(codes, file));
      found.addAll(CodeTableFile.few(problems, file));
    }
    return new Read<>(rows, codes);
  }

  private void row(CsvTable.Row cells) {
    NamedRow row = new NamedRow(columns, cells, this::problem);
    T told = reader.read(row);
    if (row.sound()) {
      rows.add(new Told<>(told, row.line()));
      for (String column : codeColumns) {
        CsvText.Cell code = row.cell(column);
        CodeTable.Row shadow =
            new CodeTable.Row(
                column,
                code.value(),
                CodeTable.AS_IS,
                CodeTable.Period.ALWAYS,
                code.text(),
                row.line(),
                "",
                "");
        // a code may stand in many rows: only its writing matters here
        CodeTable.Row unused = codes.add(shadow);
      }
    }
  }

  private void problem(int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }

  /** Rows that say something of one thing for the same day. */
  public static <T> void refuseOverlaps(
      String file,
      Read<T> table,
      Function<T, String> thing,
      Function<T, Days> days,
      List<MappingProblem> problems) {
    Map<String, List<Told<T>>> byThing = new HashMap<>();
    List<MappingProblem> found = new ArrayList<>();
    for (Told<T> told : table.rows()) {
      List<Told<T>> before =
          byThing.computeIfAbsent(thing.apply(told.row()), t -> new ArrayList<>(1));
      before.stream()
          .filter(other -> days.apply(other.row()).overlaps(days.apply(told.row())))
          .findFirst()
          .ifPresent(other -> found.add(overlap(file, told, other, thing, days)));
      before.add(told);
    }
    problems.addAll(CodeTableFile.few(found, file));
  }

  private static <T> MappingProblem overlap(
      String file, Told<T> row, Told<T> first, Function<T, String> thing, Function<T, Days> days) {
    Days here = days.apply(row.row());
    Days there = days.apply(first.row());
    String what = thing.apply(row.row());
    return new MappingProblem(
        file,
        row.line(),
        here.equals(there)
            ? what + " stands in line " + first.line() + " already; keep one"
            : what
                + " holds here for "
                + here
                + " and in line "
                + first.line()
                + " for "
                + there
                + "; let the earlier row end ('to') the day before the later one begins ('from')");
  }
}

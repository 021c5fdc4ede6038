package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that hold for a time. */
class CodePeriodsTest {

  @TempDir private Path temp;

  private final List<MappingProblem> problems = new ArrayList<>();

  @Test
  void translatesOnTheDaysOnWhichARowHolds() throws IOException {
    CodeTable table =
        read(
            CodeTableFile.DATED_HEADER
                + "\n*,A,old,,,,2026-06-30\n*,A,new,,,2026/7/1,\n*,B,b,,,2026-01-01,2026-12-31\n"
                + "his,A,own,,,2026-07-01,2026-07-31\n*,*,rest,,\n");

    assertThat(problems).isEmpty();
    assertThat(table.isDated()).isTrue();
    assertThat(code(table, "lis", "A", "2026-06-30")).isEqualTo("old");
    assertThat(code(table, "lis", "A", "2026-07-01")).isEqualTo("new");
    assertThat(code(table, "his", "A", "2026-07-31")).isEqualTo("own");
    assertThat(code(table, "his", "A", "2026-08-01")).isEqualTo("new");
    assertThat(code(table, "his", "B", "2025-12-31")).isEqualTo("rest");
    assertThat(code(table, "his", "B", "2026-12-31")).isEqualTo("b");
  }

  @Test
  void namesBothLinesOfPeriodsThatOverlap() throws IOException {
    read(
        CodeTableFile.DATED_HEADER
            + "\n*,A,o,,,,2026-06-30\n*,A,n,,,2026-07-01,\n*,A,n,,,2026-08-01,2026-08-31\n");

    assertThat(reasons())
        .singleElement()
        .asString()
        .startsWith(
            "4: code 'A' holds here for 2026-08-01 to 2026-08-31 and in line 3 for 2026-07-01 to ");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1/7/2026,|2: '1/7/2026' is no day; write it as 2026-01-31",
        "46204,|2: '46204' is no day",
        "2026-02-30,|2: '2026-02-30' is no day",
        "2026-07-01,2026-06-30|2: 'from' 2026-07-01 is after 'to' 2026-06-30",
      })
  void refusesDaysThatAreNone(String days, String reason) throws IOException {
    read(CodeTableFile.DATED_HEADER + "\n*,A,n,,," + days + "\n");

    assertThat(reasons()).singleElement().asString().startsWith(reason);
  }

  private CodeTable read(String text) throws IOException {
    Path path = temp.resolve("kind.csv");
    Files.writeString(path, text);
    return CodeTableFile.read(path, "codes/kind.csv", problems);
  }

  private List<String> reasons() {
    return problems.stream().map(p -> p.line() + ": " + p.reason()).toList();
  }

  private static String code(CodeTable table, String source, String code, String day) {
    return ((CodeTable.Mapped) table.translate(source, code, LocalDate.parse(day).toEpochDay()))
        .code();
  }
}

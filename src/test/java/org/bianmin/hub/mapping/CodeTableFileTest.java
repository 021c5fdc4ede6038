package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Excel makes of a code table is read, or refused with its line and what to do. */
class CodeTableFileTest {

  private static final String FILE = "codes/kind.csv";
  private static final String HEADER = CodeTableFile.HEADER + "\n";
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir private Path temp;

  private final List<MappingProblem> problems = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
  void readsTheCharsetsThatExcelSavesIn(String charset) throws IOException {
    CodeTable table = read((HEADER + "*,門诊,O,门诊,東側\r\n").getBytes(Charset.forName(charset)));

    assertThat(problems).isEmpty();
    assertThat(code(table, "門诊")).isEqualTo("O");
  }

  @Test
  void readsCsvUtf8WithItsByteOrderMark() throws IOException {
    CodeTable table = read("\uFEFF" + HEADER.replace("\n", "\r\n") + "*,门诊,O,,\r\n");

    assertThat(problems).isEmpty();
    assertThat(code(table, "门诊")).isEqualTo("O");
  }

  @Test
  void readsUnicodeTextThatIsSeparatedByTabs() throws IOException {
    String text = "\uFEFF" + (HEADER + "*,门诊,O,\"门诊\t部\",\n").replace(',', '\t');

    CodeTable table = read(text.getBytes(StandardCharsets.UTF_16LE));

    assertThat(problems).isEmpty();
    assertThat(code(table, "门诊")).isEqualTo("O");
    assertThat(code(read(text.getBytes(StandardCharsets.UTF_16BE)), "门诊")).isEqualTo("O");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void countsLinesWhateverEndsThem(String end) throws IOException {
    read(
        (HEADER + "*,A,O,\"说\n明\",\"a \"\"word\"\", and more\"\n*,B,O,,\n*,A,E,,\n")
            .replace("\n", end));

    assertThat(reasons()).containsExactly("5: code 'A' stands in line 2 already; keep one");
  }

  @Test
  void readsQuotedCellsWithCommasAndQuotes() throws IOException {
    CodeTable table = read(HEADER + "his,\"门诊,夜间\",O,\"说 \"\"夜间\"\"\",\n");

    assertThat(problems).isEmpty();
    assertThat(code(table, "his", "门诊,夜间")).isEqualTo("O");
  }

  @Test
  void namesTheLineOfAQuoteThatIsNeverClosed() throws IOException {
    read(HEADER + "*,A,O,,\n*,\"B,O,,\n*,C,O,,\n");

    assertThat(reasons()).singleElement().asString().startsWith("3: a quote (\") is opened");
  }

  @Test
  void passesOverTheEmptyColumnsAndRowsThatExcelAddsAndLeavesOut() throws IOException {
    CodeTable table =
        read("source,code,target,display,comment,,\n*,A,O,,,,\n*,B,O\n,,,,,,\n,,\n\n");

    assertThat(problems).isEmpty();
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void stripsSpacesThatPeopleDoNotSee() throws IOException {
    CodeTable table = read(HEADER + "* ,\u00A0A\u3000, O\u00A0,,\n");

    assertThat(problems).isEmpty();
    assertThat(code(table, "A")).isEqualTo("O");
  }

  @Test
  void readsWhatIsWrittenSoThatExcelKeepsItAsText() throws IOException {
    CodeTable table =
        read(HEADER + "*,=\"01\",O,,\n*,\"=\"\"02\"\"\",O,,\n*,'03,O,,\n*,=\"2-Jan\",O,,\n");

    assertThat(problems).isEmpty();
    assertThat(table.rows())
        .extracting(CodeTable.Row::code)
        .containsExactly("01", "02", "03", "2-Jan");
  }

  @Test
  void readsTheTruthAsExcelWritesIt() throws IOException {
    CodeTable table = read(HEADER + "*,EP,TRUE,,\n*,NO,FALSE,,\n");

    assertThat(code(table, "EP")).isEqualTo("true");
    assertThat(code(table, "NO")).isEqualTo("false");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1.23E+11|code '1.23E+11' is what Excel makes of a long number",
        "2-Jan|code '2-Jan' is a date that Excel has made of a code such as 1-2",
        "Jan-02|code 'Jan-02' is a date",
        "1月2日|code '1月2日' is a date",
        "2026/1/2|code '2026/1/2' is a date",
        "#NAME?|code '#NAME?' is an error of Excel's and no code",
        "??|code '??' has lost its characters when it was saved",
      })
  void refusesWhatExcelHasChanged(String code, String reason) throws IOException {
    read(HEADER + "*,A,O,,\n*," + code + ",O,,\n");

    assertThat(reasons()).singleElement().asString().startsWith("3: " + reason);
  }

  @Test
  void saysHowACodeIsKeptFromExcel() throws IOException {
    read(HEADER + "*,1.23E+11,O,,\n");

    assertThat(reasons())
        .singleElement()
        .asString()
        .endsWith("format the column as text (设置为文本格式) and enter it again, or write it as =\"…\"");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "source;code;target;display;comment|the cells are separated by semicolons",
        "source，code，target，display，comment|the cells are separated by full-width commas",
        "源,代码,目标,名称,备注|the first line has to be: source,code,target,display,comment",
        "source,code,target|the first line has to be: source,code,target,display,comment",
      })
  void saysWhatIsWrongWithTheFirstLine(String header, String reason) throws IOException {
    read(header + "\n*,A,O,,\n");

    assertThat(reasons()).singleElement().asString().startsWith("1: " + reason);
  }

  @Test
  void refusesABreakInsideOfACode() throws IOException {
    read(HEADER + "*,\"A\nB\",O,,\n");

    assertThat(reasons()).singleElement().asString().startsWith("2: code 'A B' holds a line break");
  }

  @Test
  void findsTheZerosThatExcelHasTakenFromSomeCodes() throws IOException {
    read(HEADER + "*,01,a,,\n*,02,a,,\n*,3,a,,\n*,10,a,,\n*,NI,a,,\n");

    assertThat(reasons())
        .singleElement()
        .asString()
        .startsWith("4: '3' stands where '03' is meant: Excel took the zero; format the column as");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*,1,a,,\n*,2,a,,\n*,10,a,,\n",
        "*,01,a,,\n*,02,a,,\n*,03,a,,\n*,=\"1\",a,,\n",
        "*,01,a,,\n*,02,a,,\n*,1,a,,\n",
        "*,0,a,,\n*,1,a,,\n*,2,a,,\n*,9,a,,\n",
        "his,01,a,,\nhis,02,a,,\nlis,1,a,,\nlis,2,a,,\n",
        "*,73.59,a,,\n*,72.0,a,,\n*,114,a,,\n",
      })
  void findsNoLostZerosWhereNoneAreLost(String rows) throws IOException {
    read(HEADER + rows);

    assertThat(problems).isEmpty();
  }

  @Test
  void findsTheZerosThatExcelHasTakenFromAllCodesByTheTableBefore() throws IOException {
    CodeTable before = read(HEADER + "*,01,a,,\n*,02,a,,\n");
    CodeTable now = read(HEADER + "*,1,a,,\n*,=\"2\",a,,\n*,3,a,,\n");

    assertThat(problems).isEmpty();
    assertThat(LostZeros.problems(before, now, FILE))
        .singleElement()
        .asString()
        .startsWith(FILE + ":2: '1' stands where '01' is meant");
  }

  @Test
  void namesFiftyProblemsOfAFileThatIsWrongThroughout() throws IOException {
    read(HEADER + "*,2-Jan,O,,\n".repeat(1000));

    assertThat(problems).hasSize(51);
    assertThat(problems.get(50).reason()).isEqualTo("has 950 more problems like these");
  }

  @Test
  void readsAHundredThousandRowsInOnePass() throws IOException {
    String rows =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "*,L%06d,P%d,检验项目,\"a, b\"".formatted(i, i % 500))
            .collect(Collectors.joining("\r\n"));
    long start = System.nanoTime();

    CodeTable table = read((HEADER + rows).getBytes(GBK));

    assertThat(problems).isEmpty();
    assertThat(table.size()).isEqualTo(100_000);
    assertThat(code(table, "L099999")).isEqualTo("P499");
    // some 0.2 s; a reader that looks at all rows for each row takes minutes
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  private CodeTable read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private CodeTable read(byte[] bytes) throws IOException {
    Path path = temp.resolve("kind.csv");
    Files.write(path, bytes);
    return CodeTableFile.read(path, FILE, problems);
  }

  private List<String> reasons() {
    return problems.stream().map(p -> p.line() + ": " + p.reason()).toList();
  }

  private static String code(CodeTable table, String code) {
    return code(table, "his", code);
  }

  private static String code(CodeTable table, String source, String code) {
    return ((CodeTable.Mapped) table.translate(source, code, 0)).code();
  }
}

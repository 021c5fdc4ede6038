package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** The tables of mutual recognition, as people save them from Excel. */
class RecognitionFilesTest {

  private static final String CATALOGUE = RecognitionFiles.CATALOGUE;
  private static final String SCOPES = RecognitionFiles.SCOPES;
  private static final String FACILITIES = RecognitionFiles.FACILITIES;
  private static final String FEES = RecognitionFiles.FEES;
  private static final String ITEMS =
      "item,name,kind,loinc,valid-days,counts-from,negative,levels,conditions,from,to\n";
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @Test
  void areEmptyWhereThereIsNoFolder() throws IOException {
    assertThat(FileSystemUtils.deleteRecursively(folder.file("recognition"))).isTrue();

    RecognitionTables tables = tables();
    assertThat(tables.catalogue()).isEmpty();
    assertThat(tables.scopes()).isEmpty();
    assertThat(tables.facility("123400000000000000")).isEmpty();
    assertThat(tables.fee("lab-glu", DAY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
  void areReadInTheCharsetsThatExcelSavesIn(String charset) throws IOException {
    String text = "\r\n25,葡萄糖,lab,,30,collected,FALSE,same,specimen＝血清｜血浆；method=HK,2026/1/1,\r\n";
    Files.write(folder.file(CATALOGUE), (ITEMS.strip() + text).getBytes(Charset.forName(charset)));

    assertThat(tables().catalogue())
        .containsExactly(
            new CatalogueItem(
                "25",
                "葡萄糖",
                "lab",
                null,
                30,
                CountsFrom.COLLECTED,
                null,
                false,
                Levels.SAME,
                List.of(
                    new ItemCondition("specimen", List.of("血清", "血浆")),
                    new ItemCondition("method", List.of("HK"))),
                new Days(LocalDate.of(2026, 1, 1), null)));
  }

  @Test
  void areReadWithByteOrderMarkEmptyRowsAndAShorterLastCell() throws IOException {
    Files.writeString(
        folder.file(CATALOGUE),
        "\uFEFF" + ITEMS + "=\"0025\",葡萄糖,lab,,30,collected\n,,,\n25,x,lab,,0,reported,,,,,\n");
    keepOnly(CATALOGUE);

    assertThat(tables().catalogue()).extracting(CatalogueItem::code).containsExactly("0025", "25");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "25,n,lab,,,collected,,,,,|'valid-days' is empty; fill it",
        "25,n,lab,,30,,,,,,|'counts-from' is empty; fill it",
        "25,,lab,,30,collected,,,,,|'name' is empty; fill it",
        "25,n,labor,,30,collected,,,,,|kind 'labor' is unknown; known are ecg, endoscopy",
        "25,n,lab,,30d,collected,,,,,|valid-days '30d' is no whole number from 0 to 36500",
        "25,n,lab,,-1,collected,,,,,|valid-days '-1' is no whole number",
        "25,n,lab,,30,taken,,,,,|counts-from 'taken' is unknown; known are collected, performed",
        "25,n,lab,,30,collected,maybe,,,,|negative 'maybe' is neither true nor false",
        "25,n,lab,,30,collected,,lower,,,|levels 'lower' is unknown; known are any, same",
        "25,n,lab,,30,collected,,,specimen,,|condition 'specimen' is not written as attribute=",
        "25,n,lab,,30,collected,,,specimen=;,,|condition 'specimen=' is not written as",
        "25,n,lab,,30,collected,,,sample=a,,|condition 'sample=a' names no attribute of a report",
        "25,n,lab,,30,collected,,,,1.1.2026,|'1.1.2026' is no day; write it as 2026-01-31",
        "25,n,lab,,30,collected,,,,2026-02-01,2026-01-01|'from' 2026-02-01 is after 'to'",
        "2-Jan,n,lab,,30,collected,,,,,|item '2-Jan' is a date that Excel has made of a code",
        "1.2E+17,n,lab,,30,collected,,,,,|item '1.2E+17' is what Excel makes of a long number",
        "kind:lab,n,lab,,30,collected,,,,,|an item code may not begin with 'kind:'",
      })
  void nameLineReasonAndRemedyOfWhatIsWrong(String row, String reason) throws IOException {
    Files.writeString(folder.file(CATALOGUE), ITEMS + "1,ok,lab,,1,reported\n" + row + "\n");
    keepOnly(CATALOGUE);

    assertThat(problems()).singleElement().asString().startsWith(CATALOGUE + ":3: " + reason);
  }

  @Test
  void nameBothLinesOfRowsThatHoldForTheSameDay() throws IOException {
    Files.writeString(
        folder.file(CATALOGUE),
        ITEMS
            + "25,n,lab,,30,collected,,,,2026-01-01,2026-06-30\n"
            + "25,n,lab,,14,collected,,,,2026-06-30,\n"
            + "26,n,lab,,14,collected\n"
            + "26,n,lab,,14,collected\n"
            + "27,n,lab,,14,collected,,,,,2026-06-30\n"
            + "27,n,lab,,14,collected,,,,2026-07-01,\n");
    keepOnly(CATALOGUE);

    assertThat(problems())
        .containsExactly(
            CATALOGUE
                + ":3: item '25' holds here for 2026-06-30 to … and in line 2 for 2026-01-01 to"
                + " 2026-06-30; let the earlier row end ('to') the day before the later one begins"
                + " ('from')",
            CATALOGUE + ":5: item '26' stands in line 4 already; keep one");
  }

  @Test
  void findTheZerosThatExcelHasTaken() throws IOException {
    Files.writeString(
        folder.file(CATALOGUE),
        ITEMS + "0025,a,lab,,1,reported\n0026,b,lab,,1,reported\n27,c,lab,,1,reported\n");
    Files.writeString(folder.file(FEES), "item,fen,from,to\n25,100,,\n");
    Files.writeString(
        folder.file(FACILITIES), "facility,aliases,name,level,city,province\n012,,n\n");
    Files.writeString(
        folder.file(SCOPES),
        "facility,item,scope,label,certificate,from,to\n12,26,city,市HR\n012,=\"25\",city,市HR\n");

    assertThat(problems())
        .extracting(
            problem -> problem.replaceFirst(" stands where ", "<").replaceFirst(" is .*", ""))
        .containsExactlyInAnyOrder(
            CATALOGUE + ":4: '27'<'0027'",
            FEES + ":2: '25'<'0025'",
            SCOPES + ":2: '26'<'0026'",
            SCOPES + ":2: '12'<'012'");
  }

  @Test
  void findTheZerosThatExcelHasTakenFromAllCodesByTheTableBefore() throws IOException {
    Files.writeString(folder.file(CATALOGUE), ITEMS + "0025,a,lab,,1,reported\n");
    keepOnly(CATALOGUE);
    Mappings mappings = folder.mappings();

    Files.writeString(folder.file(CATALOGUE), ITEMS + "25,a,lab,,1,reported\n");

    assertThat(mappings.reload())
        .singleElement()
        .asString()
        .startsWith(CATALOGUE + ":2: '25' stands where '0025' is meant");
    assertThat(mappings.inForce().recognition().catalogue().get(0).code()).isEqualTo("0025");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "recognition/scopes.csv|H1,glu,none,x,,,|scope 'none' is unknown; known are national, region",
        "recognition/scopes.csv|H1,kind:labor,city,x,,,|kind 'labor' is unknown",
        "recognition/scopes.csv|H1,glu,city,,,,|'label' is empty; fill it",
        "recognition/scopes.csv|,glu,city,x,,,|'facility' is empty; fill it",
        "recognition/facilities.csv|H1,,n,best,,|level 'best' is unknown; known are ems",
        "recognition/facilities.csv|H9,试用医院,n,,,|'试用医院' stands in line 2 already; keep one",
        "recognition/facilities.csv|TRIAL,,n,,,|'TRIAL' stands in line 2 already; keep one",
        "recognition/fees.csv|x,,,|'fen' is empty; fill it",
        "recognition/fees.csv|x,4.50,,|fen '4.50' is no whole number",
        "recognition/fees.csv|lab-k,600,2026-01-01,|item 'lab-k' holds here for 2026-01-01 to",
      })
  void nameWhatIsWrongWithScopesInstitutionsAndFees(String file, String row, String reason)
      throws IOException {
    int line = folder.append(file, row);

    assertThat(problems()).singleElement().asString().startsWith(file + ":" + line + ": " + reason);
  }

  @Test
  void letCertificatesOverlapWhereOneIsRenewedAndRefuseTheSameTwice() throws IOException {
    folder.append(SCOPES, "H1,glu,city,市HR,C1,2026-01-01,2026-06-30");
    folder.append(SCOPES, "H1,glu,city,市HR,C2,2026-06-01,");
    assertThat(problems()).isEmpty();

    folder.append(SCOPES, "H1,glu,city,市HR,C2,2026-07-01,");
    assertThat(problems()).singleElement().asString().contains("glu of H1 (市HR, C2) holds here");
  }

  @Test
  void findInstitutionsByAnyWayOfWritingThemAndScopesByItemAndKind() throws IOException {
    folder.append(FACILITIES, "H2,二院|ER YUAN,二院,secondary");
    folder.append(SCOPES, "H2,kind:lab,city,市HR");
    RecognitionTables tables = tables();

    assertThat(tables.facility(" ER YUAN "))
        .hasValueSatisfying(f -> assertThat(f.id()).isEqualTo("H2"));
    assertThat(tables.facility("er yuan")).isEmpty();
    assertThat(tables.widest("H2", "lab-glu", "lab", DAY)).isPresent();
    assertThat(tables.widest("H2", "lab-glu", "imaging", DAY)).isEmpty();
    assertThat(tables.widest("123400000000000000", "lab-glu", "lab", DAY))
        .hasValueSatisfying(scope -> assertThat(scope.label()).isEqualTo("全国HR"));
    assertThat(tables.fee("lab-glu", DAY)).hasValue(500);
    assertThat(tables.fee("lab-glu", LocalDate.of(2020, 1, 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"recognition/catalogue.csv", "recognition/scopes.csv", "recognition/fees.csv"})
  void arePartOfTheContentHashOfTheSet(String file) throws IOException {
    String before = MappingLoader.load(folder.root()).set().hash();

    folder.append(file, ",,");

    assertThat(MappingLoader.load(folder.root()).set().hash()).isNotEqualTo(before);
  }

  @Test
  void warnOfWhatFitsNothing() throws IOException {
    folder.append(CATALOGUE, "lab-new,n,lab,,1,reported");
    int scope = folder.append(SCOPES, "H9,lab-old,city,市HR");
    folder.append(FEES, "lab-older,100");
    int code = folder.append("codes/lab-item.csv", "lis,Q,lab-none,,");
    Files.writeString(folder.file("recognition/scope.csv"), "x\n");

    assertThat(MappingWarnings.of(MappingLoader.load(folder.root()).set(), folder.root()))
        .extracting(Object::toString)
        .contains(
            CATALOGUE + ": no row of codes/lab-item.csv leads to 'lab-new'",
            "codes/lab-item.csv:"
                + code
                + ": target 'lab-none' is not in recognition/catalogue.csv, so only a platform can"
                + " list it",
            SCOPES
                + ":"
                + scope
                + ": item 'lab-old' is not in recognition/catalogue.csv, so only a platform can"
                + " list it",
            FEES
                + ": item 'lab-older' is not in recognition/catalogue.csv, so only a platform can"
                + " list it",
            SCOPES
                + ":"
                + scope
                + ": facility 'H9' is not in recognition/facilities.csv, so its level and the ways"
                + " in which reports write it are not known",
            "recognition/scope.csv: is not read; save it as CSV UTF-8, name.csv");
  }

  private void keepOnly(String file) throws IOException {
    for (String other : List.of(CATALOGUE, SCOPES, FACILITIES, FEES)) {
      if (!other.equals(file)) {
        Files.delete(folder.file(other));
      }
    }
  }

  private RecognitionTables tables() {
    assertThat(problems()).isEmpty();
    return MappingLoader.load(folder.root()).set().recognition();
  }

  private List<String> problems() {
    Stream<MappingProblem> problems = MappingLoader.load(folder.root()).problems().stream();
    return problems.map(Object::toString).toList();
  }
}

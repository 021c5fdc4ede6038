package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.UnmappedCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDocumentsTest {

  private static final String EVENT =
      """
      event: test.run
      name: {zh: 试, en: Test run}
      ledger: [HAI-01]
      occurs: startAt
      person: optional
      attributes:
        startAt: {type: time, required: true}
        station: {type: text, required: true}
        kind: {type: code, values: test-kind}
        score: {type: value}
        crew: {type: integer}
        cancelled: {type: boolean}
        totalFen: {type: amount}
        stops: {type: group, by: place, items: {place: {type: text}, at: {type: time}}}
        tags: {type: group, by: tag, items: {tag: {type: code, values: test-kind}}}
      """;
  private static final long RECEIVED = Instant.parse("2026-11-03T01:00:00Z").toEpochMilli();
  private static final Reading READING =
      new Reading(
          "his",
          "H001",
          ZoneId.of("Asia/Shanghai"),
          10,
          7,
          0,
          "m",
          RECEIVED,
          0,
          "c1",
          42L,
          0,
          List.of());

  @TempDir private static Path folder;
  private static EventDocuments documents;

  @BeforeAll
  static void load() throws IOException {
    Path shipped = Path.of("mappings");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(f -> !f.startsWith(shipped.resolve("examples"))).toList()) {
        Path copy = folder.resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Files.writeString(folder.resolve("events/test.run.yaml"), EVENT);
    Path sets = folder.resolve("value-sets.yaml");
    Files.writeString(
        sets, Files.readString(sets) + "\ntest-kind:\n  a: {zh: 甲, en: a}\n  b: {zh: 乙, en: b}\n");
    Files.writeString(
        folder.resolve("codes/test-kind.csv"),
        "source,code,target,display,comment\nhis,1,a,甲,\nhis,9,-,无,\nlis,2,b,乙,\n");
    MappingCheck.Report report = MappingCheck.report(folder);
    assertThat(report.problems()).isEmpty();
    documents = new EventDocuments(report.set());
  }

  private static Assertion json(String text) {
    return documents.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), false, READING);
  }

  private static Assertion row(String text) {
    return documents.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), true, READING);
  }

  private static String run(String attributes) {
    return "{'type':'test.run','key':'R1','attributes':{'startAt':'2026-11-03T08:30:00+08:00',"
        + "'station':'S1'"
        + (attributes.isEmpty() ? "" : "," + attributes)
        + "}}";
  }

  @Test
  void readsEveryTypeOfAttributeByItsName() {
    Assertion told =
        json(
            "{'type':'test.run','key':'R1','facility':'H002','recordedAt':'2026-11-03T09:00:00Z',"
                + "'occurredAt':'2026-11-03 08:31:00','patient':{'id':'P1'},'attributes':{"
                + "'startAt':'2026-11-03T00:30:00Z','station':'S1','kind':'b','score':5.10,"
                + "'crew':3,'cancelled':false,'totalFen':1250,"
                + "'stops':[{'place':'x','at':'2026-11-03 08:40'},{'place':'y'}],'tags':['a','b']}}");

    assertThat(told.key().toString()).isEqualTo("test.run:H002:R1");
    assertThat(told.action()).isEqualTo(Action.RECORD);
    assertThat(told.source().recordedAt())
        .isEqualTo(Instant.parse("2026-11-03T09:00:00Z").toEpochMilli());
    assertThat(told.occurredAt()).isEqualTo(Instant.parse("2026-11-03T00:31:00Z").toEpochMilli());
    assertThat(told.patient().facility()).isEqualTo("H002");
    assertThat(told.patient().id()).isEqualTo("P1");
    assertThat(told.attributes())
        .isEqualTo(
            Map.of(
                "startAt",
                "2026-11-03T08:30:00+08:00",
                "station",
                "S1",
                "kind",
                "b",
                "score",
                "5.10",
                "crew",
                3L,
                "cancelled",
                false,
                "totalFen",
                1250L,
                "stops",
                Map.of(
                    "x",
                    Map.of("place", "x", "at", "2026-11-03T08:40:00+08:00", "#", 1),
                    "y",
                    Map.of("place", "y", "#", 2)),
                "tags",
                Map.of("a", Map.of("tag", "a", "#", 1), "b", Map.of("tag", "b", "#", 2))));
  }

  @Test
  void takesTheAttributeThatOccursNamesAndTheTimeOfReceiptWhereNoTimesAreTold() {
    Assertion told = json(run(""));

    assertThat(told.occurredAt()).isEqualTo(Instant.parse("2026-11-03T00:30:00Z").toEpochMilli());
    assertThat(told.source().recordedAt()).isEqualTo(RECEIVED);
    assertThat(told.key().facility()).isEqualTo("H001");
    assertThat(told.patient()).isNull();
  }

  @Test
  void translatesCodesByTheTableOfTheValueSetAndGuessesNone() {
    assertThat(json(run("'kind':'1'")).attributes()).containsEntry("kind", "a");
    assertThat(json(run("'kind':'2'")).attributes()).containsEntry("kind", UnmappedCode.of("2"));
    assertThat(json(run("'kind':'9'")).attributes()).doesNotContainKey("kind");
  }

  @Test
  void keepsNumbersOfAnotherKindOfIdentifierApart() {
    String document = run("").replace("'key'", "'patient':{'idType':'01','id':'P1'},'key'");

    assertThat(json(document).patient().id()).isEqualTo("01:P1");
    assertThat(json(document.replace("'01'", "'身份证'")).patient().id()).isEqualTo("01:P1");
    assertThat(json(document.replace("'01'", "'EMP'")).patient().id()).isEqualTo("EMP:P1");
  }

  @Test
  void amendsWithoutRequiredAttributesAndEmptiesWithNull() {
    Assertion told =
        json("{'type':'test.run','key':'R1','action':'amend','attributes':{'score':null}}");

    assertThat(told.action()).isEqualTo(Action.AMEND);
    assertThat(told.occurredAt()).isNull();
    assertThat(told.attributes()).containsOnlyKeys("score").containsEntry("score", null);
  }

  @Test
  void voidsByTheKeyAlone() {
    Assertion told = json("{'type':'test.run','key':'R1','action':'void'}");

    assertThat(told.action()).isEqualTo(Action.VOID);
    assertThat(told.attributes()).isEmpty();
  }

  @Test
  void readsColumnsInWhateverCaseAndAmountsInYuan() {
    Assertion told =
        row(
            "{'type':'test.run','key':'R1','attributes':{'START_AT':'2026-11-03 08:30:00',"
                + "'STATION':12,'KIND':1,'CREW':3.00,'CANCELLED':'N','TOTAL_YUAN':'12.5',"
                + "'SCORE':''}}");

    assertThat(told.attributes())
        .containsEntry("startAt", "2026-11-03T08:30:00+08:00")
        .containsEntry("station", "12")
        .containsEntry("kind", "a")
        .containsEntry("crew", 3L)
        .containsEntry("cancelled", false)
        .containsEntry("totalFen", 1250L)
        .containsEntry("score", null);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "'nope':1; /attributes/nope; known are startAt",
        "'crew':'3'; /attributes/crew; a whole number",
        "'crew':3.5; /attributes/crew; a whole number",
        "'cancelled':'Y'; /attributes/cancelled; true or false",
        "'totalFen':12.5; /attributes/totalFen; a whole number of fen",
        "'totalYuan':12; /attributes/totalYuan; known are",
        "'kind':1; /attributes/kind; a code",
        "'score':[1]; /attributes/score; a number",
        "'stops':{}; /attributes/stops; an array",
        "'stops':[{'at':'2026-11-03'}]; /attributes/stops/0/place; is missing",
        "'stops':[{'place':'x','at':'2026-02-30'}]; /attributes/stops/0/at; is not a time",
        "'tags':[{'a/b':1}]; /attributes/tags/0/a~1b; known are tag"
      })
  void namesThePlaceAndTheRemedyOfAWrongAttribute(String attribute, String place, String reason) {
    assertThatThrownBy(() -> json(run(attribute)))
        .isInstanceOfSatisfying(
            CannotMap.class,
            e -> {
              assertThat(e.parked().location()).isEqualTo(place);
              assertThat(e.parked().reason()).contains(place, reason);
            });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{'type':'no.such','key':'R1'}; map; /type",
        "{'type':'test.run','action':'void'}; map; /key",
        "{'type':'test.run','key':'R1','action':'delete'}; map; /action",
        "{'type':'test.run','key':'R1','action':'void','x':1}; map; /x",
        "{'type':'test.run','key':'R1','action':'void','recordedAt':'yesterday'}; map; /recordedAt",
        "{'type':'test.run','key':'R1','action':'void','patient':{}}; map; /patient/id",
        "{'type':'test.run','key':'R1','attributes':{'station':'S'}}; map; /attributes/startAt",
        "{'key':'R1','key':'R2'}; parse; `line 1, column 17`",
        "{} {}; parse; `line 1, column 4`",
        "[]; parse;"
      })
  void parksADocumentThatIsNoEvent(String document, String stage, String place) {
    assertThatThrownBy(() -> json(document))
        .isInstanceOfSatisfying(
            CannotMap.class,
            e -> {
              assertThat(e.parked().stage()).isEqualTo(stage);
              if (place != null) {
                assertThat(e.parked().location()).isNotNull();
                if (stage.equals("map")) {
                  assertThat(e.parked().location()).isEqualTo(place);
                }
              }
            });
  }

  @Test
  void namesEveryWrongPlaceAtOnceAndNoValue() {
    assertThatThrownBy(() -> json(run("'crew':'secret','cancelled':'secret'")))
        .hasMessageContaining("/attributes/crew")
        .hasMessageContaining("/attributes/cancelled")
        .hasMessageNotContaining("secret");
  }

  @Test
  void parksBytesThatAreNotUtf8() {
    byte[] gbk = "{\"type\":\"试\"}".getBytes(Charset.forName("GBK"));

    assertThatThrownBy(() -> documents.read(gbk, false, READING))
        .isInstanceOfSatisfying(
            CannotMap.class, e -> assertThat(e.parked().stage()).isEqualTo("decode"));
  }
}

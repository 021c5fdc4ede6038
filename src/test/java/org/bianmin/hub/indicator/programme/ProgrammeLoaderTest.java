package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Files of programmes are read whole, and what is wrong with them is told with file and line. */
class ProgrammeLoaderTest {

  @TempDir private Path temp;
  private TestProgrammes files;

  @BeforeEach
  void copy() throws IOException {
    files = TestProgrammes.copyTo(temp);
  }

  @Test
  void readAProgrammeWithItsReportsAndItsLedger() {
    ProgrammeLoader.Loaded loaded = files.load();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    Programme programme = loaded.set().programme("test-2026").orElseThrow();
    assertThat(programme.name()).isEqualTo(new Words("试用方案", "A programme to try"));
    assertThat(programme.issued().number()).isEqualTo("某卫〔2026〕1号");
    assertThat(programme.to()).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(programme.indicators())
        .extracting(IndicatorDefinition::id)
        .containsExactly("T-01", "T-02", "T-03", "T-04", "T-05", "T-06");
    ProgrammeReport report = programme.report("half-year").orElseThrow();
    assertThat(report.due().daysAfterEnd()).isEqualTo(10);
    assertThat(report.due().dates()).containsExactly(LocalDate.of(2026, 7, 5));
    assertThat(report.scope()).isEqualTo("city");
    assertThat(programme.ledger())
        .extracting(LedgerRow::id, LedgerRow::how)
        .contains(tuple("TL-1", LedgerRow.How.COMPUTED), tuple("TL-4", LedgerRow.How.OUT_OF_REACH));
    assertThat(programme.ledger().get(0).refs()).containsExactly("T-01", "T-02", "T-05");
  }

  @Test
  void readAShareWithItsJoinSwitchAndTarget() {
    IndicatorDefinition settled = indicator("T-01");

    assertThat(settled.definitionVersion()).matches("2-[0-9a-f]{8}");
    assertThat(settled.target())
        .isEqualTo(new Target(Target.Is.AT_LEAST, new BigDecimal(20), "TL-1"));
    assertThat(settled.applies()).containsExactly("class2plus", "tertiary+lead");
    assertThat(settled.chosen(Map.of())).isEqualTo(Map.of("deaths", "kept"));
    Formula.Share share = (Formula.Share) settled.measure().formula();
    FactSet.Member member = share.set().members().get(0);
    assertThat(member.event()).isEqualTo("discharge.made");
    assertThat(member.time()).isEqualTo(at("dischargeAt"));
    assertThat(member.reach()).isEqualTo(Reach.days(60, 0));
    assertThat(member.where())
        .containsExactly(
            new Condition.When(
                Map.of("deaths", "left-out"), new Condition.NotIn(at("disposition"), Set.of("5"))),
            new Condition.Item(at("diagnoses"), "code", Set.of(), List.of("I10")));
    assertThat(member.joins())
        .containsExactly(
            new Join(
                "settled",
                "settlement.inpatient",
                List.of(new Join.By(at("admissionRef"), at("$key"))),
                List.of(
                    new Condition.In(at("kind"), Set.of("final")),
                    new Condition.NotAfter(at("this.dischargeAt"), at("at"))),
                new Reach(Duration.ofHours(12), Duration.ofDays(31)),
                Join.Pick.LAST));
    assertThat(share.numerator())
        .containsExactly(
            new Condition.SameDay(at("settled.at"), at("dischargeAt")),
            new Condition.Joined("settled", Bounds.atLeast(1)));
    assertThat(settled.beside())
        .singleElement()
        .satisfies(part -> assertThat(part.unit()).isEqualTo("count"));
  }

  @Test
  void readATargetOfTwoBoundsAndWhatMustNotBe() throws java.io.IOException {
    files.replace("test-2026/T-01.yaml", "at-least: 20", "at-least: 20, at-most: 80");
    files.replace(
        "test-2026/T-02.yaml",
        "yes: {at-least: 4}",
        "yes: {at-least: 4, without: {from: appt.cancelled}}");

    assertThat(files.problems()).isEmpty();
    assertThat(indicator("T-01").target())
        .isEqualTo(new Target(Target.Is.BETWEEN, new BigDecimal(20), new BigDecimal(80), "TL-1"));
    assertThat(indicator("T-02").measure().without().members().get(0).event())
        .isEqualTo("appt.cancelled");
  }

  @Test
  void readEveryOtherMeasure() {
    assertThat(indicator("T-02").measure())
        .satisfies(
            cells -> {
              assertThat(((Formula.Cells) cells.formula()).rows()).hasSize(2);
              assertThat(cells.yes()).isEqualTo(Bounds.atLeast(4));
            });
    assertThat(indicator("T-03").measure()).isNull();
    assertThat(indicator("T-03").declared().value()).isEqualTo(Declaration.Kind.YES_NO);
    Formula.Measured mean = (Formula.Measured) indicator("T-04").measure().formula();
    assertThat(mean.shown())
        .extracting(Formula.Shown::code)
        .containsExactly("median", "p95", "max");
    assertThat(mean.of())
        .isEqualTo(
            new Quantity.Between(
                Quantity.Unit.MINUTES,
                new Quantity.Moment(List.of(at("at"), at("$occurredAt"))),
                Quantity.Moment.of("called.at")));
    Formula.StayDays days = (Formula.StayDays) indicator("T-05").measure().formula();
    assertThat(days.minuteOfDay()).isEqualTo(480);
    assertThat(days.covered().by()).isEqualTo("encounterRef");
    assertThat(days.covered().count()).isEqualTo(Bounds.between(1, 1));
    assertThat(indicator("T-06").beside())
        .extracting(beside -> beside.measure().formula().getClass().getSimpleName())
        .containsExactly(
            "Distinct", "Weeks", "PerDay", "Ratio", "Stock", "Measured", "Measured", "Distinct");
  }

  @Test
  void readTheRosterTheHolidaysAndTheFeeds() {
    ProgrammeSet set = files.load().set();

    Roster.Institution lead = set.roster().find("H1", LocalDate.EPOCH).orElseThrow();
    assertThat(lead.terms()).containsExactlyInAnyOrder("class2plus", "tertiary", "lead");
    assertThat(lead.parameters()).isEqualTo(Map.of("duty-share", "100"));
    assertThat(set.roster().find("P1", LocalDate.of(2025, 12, 31))).isEmpty();
    assertThat(set.holidays().holiday(LocalDate.of(2026, 10, 1).toEpochDay())).isTrue();
    assertThat(set.holidays().workingDay(LocalDate.of(2026, 10, 10).toEpochDay())).isTrue();
    assertThat(set.feeds().expected("H1", "visit.registered")).isEqualTo(Feeds.Days.WORKING_DAYS);
    assertThat(set.feeds().expected("P1", "visit.registered")).isEqualTo(Feeds.Days.EVERY_DAY);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvFileSource(resources = "/programmes/problems.csv", delimiter = '|', quoteCharacter = '`')
  void tellWhatIsWrongWithFileLineAndRemedy(String file, String text, String wrong, String problem)
      throws IOException {
    files.replace(file, text, wrong == null ? "" : wrong);

    assertThat(files.problems())
        .as("of %s", file)
        .anySatisfy(told -> assertThat(told).startsWith("programmes/" + file + ":" + problem));
    assertThat(files.load().set()).isNull();
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvFileSource(resources = "/programmes/warnings.csv", delimiter = '|', quoteCharacter = '`')
  void warnOfWhatWorksAndIsProbablyNotMeant(String file, String text, String wrong, String warning)
      throws IOException {
    files.replace(file, text, wrong == null ? "" : wrong);

    assertThat(files.problems()).isEmpty();
    assertThat(files.warnings()).anySatisfy(told -> assertThat(told).contains(warning));
  }

  @Test
  void tellAllProblemsAtOnce() throws IOException {
    files.replace("roster.csv", "primary,", "primery,");
    files.replace("test-2026/T-01.yaml", "disposition,", "dispositon,");
    files.replace("test-2026/ledger.csv", "T-03", "T-33");

    assertThat(files.problems()).hasSize(3);
  }

  @Test
  void readTablesAsExcelSavesThem() throws IOException {
    for (String table :
        List.of("roster.csv", "holidays.csv", "feeds.csv", "test-2026/ledger.csv")) {
      String text = files.text(table).replace("2026-10-01,", "2026/10/1,").replace("\n", "\r\n");
      Files.write(files.file(table), (text + ",,\r\n").getBytes(Charset.forName("GBK")));
    }

    assertThat(files.problems()).isEmpty();
    assertThat(files.load().set().roster().institutions().get(0).name()).isEqualTo("甲医院");
  }

  @Test
  void haveAnotherHashAfterAnyChange() throws IOException {
    String before = files.load().set().hash();
    String definition = indicator("T-02").hash();
    assertThat(files.load().set().hash()).isEqualTo(before);

    files.replace("test-2026/T-01.yaml", "choose: kept", "choose: left-out");

    assertThat(files.load().set().hash()).isNotEqualTo(before);
    assertThat(indicator("T-02").hash()).isEqualTo(definition);
  }

  @Test
  void askForNothingWhereThereIsNoSuchFolder() {
    assertThat(ProgrammeLoader.load(temp.resolve("other"), TestProgrammes.SHIPPED).set())
        .isSameAs(ProgrammeSet.none());
  }

  private IndicatorDefinition indicator(String id) {
    return files.load().set().programme("test-2026").orElseThrow().indicator(id).orElseThrow();
  }

  private static org.bianmin.hub.indicator.programme.Path at(String text) {
    return org.bianmin.hub.indicator.programme.Path.parse(text);
  }
}

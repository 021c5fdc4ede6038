package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.mapping.Levels;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.bianmin.hub.mapping.RecognitionTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a report may be recognised elsewhere, and every reason why not. */
class JudgeTest {

  private static final List<RecognitionFacility> FACILITIES =
      List.of(
          new RecognitionFacility("H1", List.of("本院"), "本院", "tertiary", null, null),
          new RecognitionFacility("H2", List.of("二院", "ER YUAN"), "二院", "secondary", null, null));

  private final List<CatalogueItem> catalogue =
      new ArrayList<>(
          List.of(
              Reports.item("glu", 30, CountsFrom.COLLECTED),
              Reports.item("k", 7, CountsFrom.REPORTED),
              Reports.item("img-ct", "imaging", 30, CountsFrom.PERFORMED, false, List.of())));
  private final List<HrScope> scopes =
      new ArrayList<>(
          List.of(
              Reports.scope("glu", "province", "2026-01-01", "2026-12-31"),
              Reports.scope("k", "city", null, null),
              Reports.scope("img-ct", "province", null, null)));
  private boolean legalId = true;
  private boolean auditRequired;

  @Test
  void recognisesAnItemThatMeetsEverythingAndSaysScopeLabelAndExpiry() {
    ItemJudgement glucose = item(Reports.lab().item("glu"));

    assertThat(glucose.recognisable()).isTrue();
    assertThat(glucose)
        .isEqualTo(
            new ItemJudgement(
                "glu",
                "province",
                "provinceHR",
                Reports.millis("2026-07-02T00:00") - 1,
                List.of()));
  }

  @Test
  void saysByWhichEditionAndTablesItWasJudged() {
    Judgement judgement = judge(Reports.lab().item("glu").item("k"));

    assertThat(judgement.edition()).isEqualTo("2026-06");
    assertThat(judgement.tables()).isEqualTo("set");
    assertThat(judgement.report()).isNull();
    assertThat(judgement.items()).extracting(ItemJudgement::item).containsExactly("glu", "k");
    // the last of glucose, which is valid for longer
    assertThat(judgement.expiresAt()).isEqualTo(Reports.millis("2026-07-02T00:00") - 1);
  }

  /** Collected late on 1 June, performed on 31 May, reported on 2 June, Shanghai time. */
  @ParameterizedTest
  @CsvSource({
    "COLLECTED, 0, 2026-06-02T00:00",
    "COLLECTED, 1, 2026-06-03T00:00",
    "COLLECTED, 30, 2026-07-02T00:00",
    "PERFORMED, 0, 2026-06-01T00:00",
    "PERFORMED, 30, 2026-07-01T00:00",
    "REPORTED, 0, 2026-06-03T00:00",
    "REPORTED, 30, 2026-07-03T00:00",
  })
  void endsWithTheDayThatLiesTheDaysOfValidityAfterTheDayItCountsFrom(
      CountsFrom from, int days, String nextDay) {
    catalogue.set(0, Reports.item("glu", days, from));
    // times of other zones are days of the hub's zone: 31 May 17:00 UTC is 1 June in Shanghai
    Reports report =
        Reports.lab()
            .with("performedAt", "2026-05-31T15:59:59Z")
            .with("collectedAt", "2026-05-31T17:00:00Z");

    assertThat(item(report.item("glu")).expiresAt()).isEqualTo(Reports.millis(nextDay) - 1);
  }

  @ParameterizedTest
  @CsvSource({"COLLECTED, collectedAt", "PERFORMED, performedAt"})
  void doesNotGuessATimeThatIsNotTold(CountsFrom from, String attribute) {
    catalogue.set(0, Reports.item("glu", 30, from));

    assertThat(item(Reports.lab().item("glu").without(attribute)).obstacles())
        .containsExactly(Obstacle.NO_TIME);
  }

  @Test
  void asksForTheScopeOnTheDayOfTheReportAndNotOfTheCollection() {
    scopes.set(0, Reports.scope("glu", "province", "2026-01-01", "2026-06-01"));
    assertThat(item(Reports.lab().item("glu")).obstacles()).containsExactly(Obstacle.NO_SCOPE);

    scopes.set(0, Reports.scope("glu", "province", "2026-06-02", null));
    assertThat(item(Reports.lab().item("glu")).recognisable()).isTrue();
  }

  @Test
  void countsTheLastDayOfAScopeAndNotTheNext() {
    scopes.set(0, Reports.scope("glu", "province", null, "2026-06-02"));

    assertThat(item(late("2026-06-02T23:59:59+08:00")).recognisable()).isTrue();
    assertThat(item(late("2026-06-03T00:00:00+08:00")).obstacles())
        .containsExactly(Obstacle.NO_SCOPE);
  }

  private static Reports late(String reportedAt) {
    return Reports.lab().with("reportedAt", reportedAt).item("glu");
  }

  @Test
  void givesItemsOfOneReportTheScopesOfTheirOwn() {
    scopes.add(Reports.scope("kind:lab", "alliance", null, null));
    catalogue.add(Reports.item("na", 7, CountsFrom.COLLECTED));

    assertThat(judge(Reports.lab().item("glu").item("na").item("k").item("crp")).items())
        .extracting(ItemJudgement::scope)
        .containsExactly("province", "alliance", "city", "none");
  }

  @Test
  void takesTheWidestOfSeveralScopes() {
    scopes.add(Reports.scope("glu", "national", "2026-05-01", "2026-06-30"));
    scopes.add(Reports.scope("kind:lab", "city", null, null));

    assertThat(item(Reports.lab().item("glu")).label()).isEqualTo("nationalHR");
    // outside of the certificate the next best one counts
    assertThat(item(late("2026-07-01T08:00:00+08:00")).label()).isEqualTo("provinceHR");
  }

  @Test
  void letsTheOrderOfRowsChangeNothing() {
    Random random = new Random(7);
    List<String> widths = HrScope.WIDTHS;
    for (int i = 0; i < 40; i++) {
      String code = random.nextBoolean() ? "glu" : random.nextBoolean() ? "k" : "kind:lab";
      String from = "2026-0" + (1 + random.nextInt(6)) + "-01";
      String label = "HR" + random.nextInt(3);
      scopes.add(
          new HrScope(
              "H1",
              code,
              widths.get(random.nextInt(5)),
              label,
              "C" + random.nextInt(3),
              Reports.days(from, "2026-1" + random.nextInt(3) + "-28"),
              i));
    }
    for (int month = 1; month < 7; month++) {
      catalogue.add(dated("na", month, "2026-0" + month + "-01", "2026-0" + month + "-28"));
    }
    Reports report = Reports.lab().item("glu").item("k").item("na").item("x");
    Judgement expected = judge(report);
    assertThat(expected.items()).filteredOn(ItemJudgement::recognisable).hasSize(3);

    for (int i = 0; i < 200; i++) {
      Collections.shuffle(scopes, random);
      Collections.shuffle(catalogue, random);

      assertThat(judge(report)).isEqualTo(expected);
    }
  }

  @Test
  void takesTheRowOfTheCatalogueThatHoldsOnTheDayOfTheReport() {
    catalogue.set(0, dated("glu", 30, "2026-01-01", "2026-06-01"));
    assertThat(item(Reports.lab().item("glu")).obstacles())
        .containsExactly(Obstacle.NOT_IN_CATALOGUE);

    catalogue.add(dated("glu", 3, "2026-06-02", null));
    assertThat(item(Reports.lab().item("glu")).expiresAt())
        .isEqualTo(Reports.millis("2026-06-05T00:00") - 1);
  }

  private static CatalogueItem dated(String code, int days, String from, String to) {
    return new CatalogueItem(
        code,
        code,
        "lab",
        null,
        days,
        CountsFrom.COLLECTED,
        null,
        false,
        Levels.ANY,
        List.of(),
        Reports.days(from, to));
  }

  @Test
  void doesNotRecogniseACodeThatNoTableCovers() {
    Reports report = Reports.lab().item(UnmappedCode.of("GLU9"), Map.of()).item(null, Map.of());

    assertThat(judge(report).items())
        .allSatisfy(
            item -> {
              assertThat(item.item()).isNull();
              assertThat(item.obstacles()).containsExactly(Obstacle.NOT_MAPPED);
            });
  }

  @Test
  void doesNotRecogniseAPatientWhoIsKnownByAHospitalCardOnly() {
    legalId = false;

    assertThat(item(Reports.lab().item("glu")).obstacles()).containsExactly(Obstacle.NO_LEGAL_ID);
    assertThat(judge(Reports.exam()).report().obstacles()).containsExactly(Obstacle.NO_LEGAL_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "R", "S", "preliminary", "registered"})
  void doesNotRecogniseWhatIsNotFinal(String status) {
    assertThat(item(Reports.lab().item("glu", Map.of("status", status))).obstacles())
        .containsExactly(Obstacle.NOT_FINAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F", "C", "A", "final", "amended", "corrected"})
  void recognisesWhatIsFinalOrCorrected(String status) {
    assertThat(item(Reports.lab().item("glu", Map.of("status", status))).recognisable()).isTrue();
  }

  @Test
  void recognisesNothingOfAReportThatIsWithdrawn() {
    Reports report = Reports.lab().item("glu");
    report.status = EventStatus.VOID;

    assertThat(judge(report).items().get(0).obstacles()).containsExactly(Obstacle.NOT_FINAL);
    assertThat(judge(report).expiresAt()).isNull();
  }

  @Test
  void asksForAnAuditOnlyWhereTheProvinceDoes() {
    assertThat(item(Reports.lab().item("glu")).recognisable()).isTrue();

    auditRequired = true;
    assertThat(item(Reports.lab().item("glu")).obstacles()).containsExactly(Obstacle.NOT_AUDITED);
    assertThat(item(Reports.lab().with("auditDoctor", "D9").item("glu")).recognisable()).isTrue();
    assertThat(
            item(Reports.lab().with("auditedAt", "2026-06-02T07:00:00+08:00").item("glu"))
                .recognisable())
        .isTrue();
  }

  @Test
  void keepsTheNegativeList() {
    catalogue.set(0, Reports.item("glu", "lab", 0, CountsFrom.COLLECTED, true, List.of()));

    assertThat(item(Reports.lab().item("glu")).obstacles()).containsExactly(Obstacle.NEGATIVE_LIST);
  }

  @Test
  void asksForTheConditionsOfTheCatalogueInItemAndReport() {
    List<ItemCondition> conditions =
        List.of(
            new ItemCondition("specimen", List.of("serum", "plasma")),
            new ItemCondition("method", List.of("HK")));
    catalogue.set(0, Reports.item("glu", "lab", 30, CountsFrom.COLLECTED, false, conditions));

    assertThat(condition("Serum", "HK")).isEmpty();
    assertThat(condition("plasma", "hk")).isEmpty();
    assertThat(condition("urine", "HK")).containsExactly(Obstacle.CONDITION);
    assertThat(condition("serum", "GOD")).containsExactly(Obstacle.CONDITION);
    assertThat(condition(null, "HK")).containsExactly(Obstacle.CONDITION);
    assertThat(condition(UnmappedCode.of("serum"), "HK")).containsExactly(Obstacle.CONDITION);
  }

  private List<Obstacle> condition(Object specimen, String method) {
    return item(Reports.lab().with("specimen", specimen).item("glu", Map.of("method", method)))
        .obstacles();
  }

  @Test
  void asksForTheScopesOfWhoPerformedItWhereTheReportSaysSo() {
    assertThat(performed(null)).isEmpty();
    assertThat(performed("H1")).isEmpty();
    assertThat(performed("本院")).isEmpty();
    assertThat(performed(" ")).isEmpty();
    assertThat(performed("二院")).containsExactly(Obstacle.NO_SCOPE);
    assertThat(performed("nobody knows")).containsExactly(Obstacle.NO_SCOPE);

    scopes.add(new HrScope("H2", "glu", "city", "市HR", null, Days.ALWAYS, 9));
    assertThat(performed("二院")).isEmpty();
    assertThat(performed("ER YUAN")).isEmpty();
    assertThat(performed("H2")).isEmpty();
  }

  private List<Obstacle> performed(String org) {
    return item(Reports.lab().with("performingOrg", org).item("glu")).obstacles();
  }

  @Test
  void missesAValue() {
    assertThat(item(Reports.lab().item("glu", Map.of("value", " "))).obstacles())
        .containsExactly(Obstacle.NO_VALUE);
  }

  @Test
  void judgesAnExaminationAsAWhole() {
    Judgement judgement = judge(Reports.exam());

    assertThat(judgement.items()).isEmpty();
    assertThat(judgement.report())
        .isEqualTo(
            new ItemJudgement(
                "img-ct",
                "province",
                "provinceHR",
                Reports.millis("2026-07-02T00:00") - 1,
                List.of()));
    assertThat(judge(Reports.exam().without("studyUid")).report().obstacles())
        .containsExactly(Obstacle.NO_VALUE);
    assertThat(judge(Reports.exam().without("studyUid").with("conclusion", "无殊")).report())
        .matches(ItemJudgement::recognisable);
    assertThat(judge(Reports.exam().without("recognitionItemCode")).report().obstacles())
        .containsExactly(Obstacle.NOT_MAPPED);
    assertThat(judge(Reports.exam().without("performedAt")).report().obstacles())
        .containsExactly(Obstacle.NO_TIME);
  }

  @Test
  void namesEveryObstacleAndNotOnlyTheFirst() {
    legalId = false;
    auditRequired = true;
    catalogue.set(
        0,
        Reports.item(
            "glu",
            "lab",
            30,
            CountsFrom.COLLECTED,
            true,
            List.of(new ItemCondition("specimen", List.of("serum")))));
    Reports report =
        Reports.lab()
            .without("collectedAt")
            .with("performingOrg", "?")
            .item("glu", Map.of("status", "P", "value", ""));

    assertThat(item(report).obstacles())
        .containsExactlyInAnyOrder(
            Obstacle.NOT_FINAL,
            Obstacle.NOT_AUDITED,
            Obstacle.NEGATIVE_LIST,
            Obstacle.CONDITION,
            Obstacle.NO_SCOPE,
            Obstacle.NO_LEGAL_ID,
            Obstacle.NO_TIME,
            Obstacle.NO_VALUE);
    assertThat(item(report).scope()).isEqualTo("none");
    assertThat(item(report).label()).isNull();
    assertThat(item(report).expiresAt()).isNull();
  }

  @Test
  void judgesEachOf300Items() {
    Reports report = Reports.lab();
    IntStream.range(0, 300).forEach(i -> report.item(i % 2 == 0 ? "glu" : "unlisted"));

    assertThat(judge(report).items())
        .hasSize(300)
        .filteredOn(ItemJudgement::recognisable)
        .hasSize(150);
  }

  private ItemJudgement item(Reports report) {
    return judge(report).items().get(0);
  }

  private Judgement judge(Reports report) {
    return new Judge(Reports.ZONE, auditRequired)
        .judge(
            report.event(),
            legalId,
            new Catalogue("2026-06", catalogue),
            new RecognitionTables(List.of(), scopes, FACILITIES, List.of()),
            "set");
  }
}

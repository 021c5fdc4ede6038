package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.ItemCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a report may be recognised elsewhere, and every reason why not. */
class JudgeTest extends JudgeFixture {

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
}

package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.Levels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which day still counts, and which scope holds on it. */
class JudgeDaysTest extends JudgeFixture {

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
}

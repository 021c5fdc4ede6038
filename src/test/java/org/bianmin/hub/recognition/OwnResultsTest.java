package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the local index answers. */
class OwnResultsTest {

  private static final long DAY = 86_400_000;
  private static final long NOW = 1_793_667_900_000L;

  @EachEngine
  void offersTheItemsThatWereJudgedRecognisableAndHaveNotExpired(TestStore store) throws Exception {
    fill(
        store,
        report(
            1,
            "H1",
            "R1",
            "p",
            "ACTIVE",
            NOW - DAY,
            item("lab-glu", NOW + DAY),
            item("lab-k", NOW - 1)));

    assertThat(of(store, Set.of(), Set.of()))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.reportKey()).isEqualTo("result.issued:H1:R1");
              assertThat(c.itemCode()).isEqualTo("lab-glu");
              assertThat(c.value()).isEqualTo("1.0");
              assertThat(c.unit()).isEqualTo("mmol/L");
              assertThat(c.label()).isEqualTo("全国HR");
              assertThat(c.reportedAt()).isEqualTo(NOW - DAY);
            });
  }

  @EachEngine
  void leavesOutWhatIsVoidAnotherPersonsExpiredOrReportedAfterTheOrder(TestStore store)
      throws Exception {
    fill(
        store,
        report(1, "H1", "VOID", "p", "VOID", NOW - DAY, item("lab-glu", NOW + DAY)),
        report(2, "H1", "OTHER", "q", "ACTIVE", NOW - DAY, item("lab-glu", NOW + DAY)),
        report(3, "H1", "EXPIRED", "p", "ACTIVE", NOW - DAY, item("lab-glu", NOW - 1)),
        report(4, "H1", "LATER", "p", "ACTIVE", NOW + 1, item("lab-glu", NOW + DAY)));

    assertThat(of(store, Set.of(), Set.of())).isEmpty();
  }

  @EachEngine
  void theLastMomentOfItsValidityCounts(TestStore store) throws Exception {
    fill(store, report(1, "H1", "R1", "p", "ACTIVE", NOW - DAY, item("lab-glu", NOW)));

    assertThat(of(store, Set.of("lab-glu"), Set.of())).hasSize(1);
  }

  @EachEngine
  void aLocalCodeIsThatOfTheAskingFacilityOnly(TestStore store) throws Exception {
    fill(
        store,
        report(1, "H1", "MINE", "p", "ACTIVE", NOW - DAY, item("lab-glu", NOW + DAY)),
        report(2, "H2", "YOURS", "p", "ACTIVE", NOW - 2 * DAY, item("lab-glu", NOW + DAY)));

    assertThat(of(store, Set.of(), Set.of("L-lab-glu")))
        .extracting(Candidate::reportNo)
        .containsExactly("MINE");
    assertThat(of(store, Set.of("lab-glu"), Set.of()))
        .extracting(Candidate::reportNo)
        .containsExactly("MINE", "YOURS");
  }

  private static List<Candidate> of(TestStore store, Set<String> items, Set<String> local) {
    var beans = new StaticListableBeanFactory();
    var others =
        new OrderTime(
            beans.getBeanProvider(Persons.class),
            beans.getBeanProvider(SearchPlatform.class),
            beans.getBeanProvider(RecognitionRules.class),
            null);
    return new OwnResults(new ReportIndex(store.queries()), others)
        .of(new Candidates.Question("H1", "p", items, local, NOW));
  }

  private record Report(
      long id,
      String facility,
      String no,
      String person,
      String status,
      long at,
      List<ItemJudgement> items) {}

  private static Report report(
      long id,
      String facility,
      String no,
      String person,
      String status,
      long at,
      ItemJudgement... items) {
    return new Report(id, facility, no, person, status, at, List.of(items));
  }

  private static ItemJudgement item(String code, long expiresAt) {
    return new ItemJudgement(code, "national", "全国HR", expiresAt, List.of());
  }

  private static void fill(TestStore store, Report... reports) {
    store.commits().start();
    new Commands(store.commits())
        .execute(
            session -> {
              for (Report report : reports) {
                insert(session, report);
              }
              return null;
            });
  }

  private static void insert(org.bianmin.hub.store.Session session, Report report)
      throws SQLException {
    Judgement judgement = new Judgement("2026-10", "0", null, report.items());
    StringBuilder items = new StringBuilder();
    int n = 0;
    for (ItemJudgement item : report.items()) {
      n++;
      items
          .append(n == 1 ? "" : ",")
          .append(
              "\"L-%1$s\":{\"#\":%2$d,\"localCode\":\"L-%1$s\",\"localName\":\"n\",\"value\":\"%2$d.0\",\"unit\":\"mmol/L\"}"
                  .formatted(item.item(), n));
    }
    SeededReports.insert(
        session,
        new SeededReports.Row(
            report.id(),
            report.facility(),
            report.no(),
            report.person(),
            report.status(),
            report.at(),
            "{\"items\":{" + items + "}}",
            judgement));
  }
}

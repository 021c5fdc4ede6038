package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked every few seconds reads by an index what it needs, whatever years of records are
 * there. The planner of SQLite says so without statistics, as in the hub.
 */
class ReconciliationPlansTest {

  /** The names by which the statements call the tables that grow. */
  private static final Pattern BIG =
      Pattern.compile("SCAN (c|r|x|f|g|settlement_record|reconciliation_(case|figure))\\b.*");

  /** Of these a whole index is read: it has nothing but what is counted. */
  private static final Pattern PARTIAL =
      Pattern.compile(".* INDEX (settlement_record_(waiting|stuck)|reconciliation_case_open)");

  @TempDir private Path folder;
  private TestStore store;

  @BeforeEach
  void open() {
    store = TestStore.embedded(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> plan(String sql) {
    int params = (int) sql.chars().filter(c -> c == '?').count();
    return store
        .queries()
        .sql("explain query plan " + sql)
        .params(IntStream.range(0, params).mapToObj(i -> (Object) 0L).toList())
        .query((row, n) -> row.getString("detail"))
        .list();
  }

  private void readsNoBigTable(String sql) {
    assertThat(plan(sql))
        .as(sql)
        .isNotEmpty()
        .allSatisfy(
            step ->
                assertThat(BIG.matcher(step).matches() && !PARTIAL.matcher(step).matches())
                    .as(step)
                    .isFalse());
  }

  @Test
  void theScannerOfPlansSeesAScan() {
    assertThat(plan("select c.id from reconciliation_case c where c.due = ?"))
        .anyMatch(step -> BIG.matcher(step).matches() && !PARTIAL.matcher(step).matches());
  }

  @Test
  void alertsAreLookedForByIndexes() {
    readsNoBigTable(SettlementAlerts.PAYMENTS);
    readsNoBigTable(SettlementAlerts.SETTLED);
    readsNoBigTable(SettlementAlerts.OVER);
    readsNoBigTable(SettlementAlerts.LASTING);
  }

  @Test
  void theFiguresAndTheClosingOfADayReadThatDay() {
    readsNoBigTable(ReconciliationDays.FIGURES);
    readsNoBigTable(ReconciliationDays.WAITING);
    readsNoBigTable(ReconciliationDays.NOT_ON_BILL);
    readsNoBigTable(ReconciliationDayWork.WAITING);
    readsNoBigTable(ReconciliationDayWork.ELSEWHERE);
    assertThat(plan(ReconciliationDays.WAITING))
        .singleElement()
        .asString()
        .contains("reconciliation_case_open_day (day=? AND facility=? AND since>?)");
  }

  @Test
  void theLoadIsCountedInPartialIndexes() {
    for (String sql : Reconciliation.LOAD) {
      readsNoBigTable(sql);
    }
  }

  @Test
  void otherRulesAndBillsLookAgainAtWhatTheyMayTouchOnly() {
    readsNoBigTable(RuleTurn.PAGE);
    readsNoBigTable(Bills.AGAIN);
    readsNoBigTable(FirstPayments.AGAIN);
  }

  @Test
  void listsOfCasesComeInTheOrderOfAnIndex() {
    LocalDate day = LocalDate.parse("2026-11-03");
    for (CaseFilter.State state : CaseFilter.State.values()) {
      readsNoBigTable(page(new CaseFilter("H1", day, state, null, null, null, null)));
      readsNoBigTable(
          page(new CaseFilter("H1", day, state, null, Finding.NOT_ON_BILL, null, null)));
      readsNoBigTable(
          page(new CaseFilter(null, day, state, null, Finding.NOT_ON_BILL, null, null)));
    }
    assertThat(plan(page(new CaseFilter("H1", day, CaseFilter.State.OPEN, null, null, null, null))))
        .as("one day's open differences, without sorting")
        .singleElement()
        .asString()
        .contains("reconciliation_case_open_day");
    readsNoBigTable(page(CaseFilter.open("H1")));
  }

  private static String page(CaseFilter filter) {
    return CaseSelect.page(filter, new CaseLine.Cursor(1, 1), 1, 10).sql();
  }
}

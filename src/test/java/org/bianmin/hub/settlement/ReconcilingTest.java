// size: one table of claims about cases, with the few lines that each of them needs
package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bianmin.hub.settlement.Told.at;
import static org.bianmin.hub.settlement.Told.inpatient;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;
import static org.bianmin.hub.settlement.Told.refund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Cases as facts come, change and go; on both engines. */
class ReconcilingTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-03");
  private static final long NINE = on3rd("09:00");
  private static final long FIVE_PAST = on3rd("09:05");

  private static Told paid(String number, long fen, Object... more) {
    return told(payment("wechat/" + number, NINE, fen), more);
  }

  private static Told settled(String number, long fen, Object... more) {
    return told(outpatient(number, FIVE_PAST, fen), more);
  }

  private static Told told(Told base, Object... more) {
    java.util.Map<String, Object> attributes = new java.util.LinkedHashMap<>(base.attributes());
    String patient = base.patient();
    for (int i = 0; i < more.length; i += 2) {
      if (more[i].equals("patient")) {
        patient = (String) more[i + 1];
      } else {
        attributes.put((String) more[i], more[i + 1]);
      }
    }
    return new Told(
        base.action(), base.type(), base.number(), base.rank(), base.at(), patient, attributes);
  }

  @EachEngine
  void numbersThatLinkRecordsBringThemIntoOneCase(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told byOrder = settled("S1", 100, "outTradeNo", "O1");
    Told byKey = settled("S2", 100, "paymentKeys", keys("wechat/2"));
    Told byTransaction = settled("S3", 100, "paymentKeys", keys("3"));
    Told byReference = settled("S4", 100);
    Told bySettlementAsOrder = settled("S5", 100);
    room.reconciled(
        paid("1", 100, "outTradeNo", "O1"),
        paid("2", 100),
        paid("3", 100),
        paid("4", 100, "settlementRef", "S4"),
        paid("5", 100, "outTradeNo", "S5"),
        byOrder,
        byKey,
        byTransaction,
        byReference,
        bySettlementAsOrder);
    for (Told told : List.of(byOrder, byKey, byTransaction, byReference, bySettlementAsOrder)) {
      assertThat(room.caseOf(told).line().outcome()).as(told.number()).isEqualTo(Outcome.MATCHED);
      assertThat(room.caseOf(told).records()).hasSize(2);
    }
    assertThat(room.days.day("H1", DAY).fen("payment")).isEqualTo(500);
    assertThat(room.days.day("H1", DAY).cases(Outcome.MATCHED)).isEqualTo(5);
  }

  private static Object keys(String key) {
    java.util.Map<String, Object> item = new java.util.LinkedHashMap<>();
    item.put("#", 0L);
    item.put("key", key);
    return new java.util.LinkedHashMap<>(java.util.Map.of(key, item));
  }

  @EachEngine
  void casesMergeWhenANumberComesAndSplitWhenItGoes(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told one = settled("S1", 60, "outTradeNo", "O1");
    Told other = settled("S2", 40);
    Told payment = paid("1", 100, "outTradeNo", "O1");
    room.reconciled(one, other, payment);
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.AMOUNT_DIFFERS);
    assertThat(room.caseOf(other).line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
    long first = room.caseOf(payment).line().id();

    room.reconciled(told(other, "outTradeNo", "O1"));
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.MATCHED);
    assertThat(room.caseOf(payment).records()).hasSize(3);
    assertThat(room.caseOf(payment).line().id()).isEqualTo(first);
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(1);

    room.reconciled(told(other, "outTradeNo", "O9"));
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.AMOUNT_DIFFERS);
    assertThat(room.caseOf(other).line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
    assertThat(room.days.day("H1", DAY).openFen()).isEqualTo(80);
  }

  @EachEngine
  void aVoidFactLeavesItsCaseAndComesBackWhenItIsRecordedAgain(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "outTradeNo", "O1");
    Told settlement = settled("S1", 100, "outTradeNo", "O1");
    room.reconciled(payment, settlement);
    room.reconciled(settlement.cancelled());
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.PAID_NOT_SETTLED);
    assertThat(room.queries.caseOf(settlement.key())).isEmpty();
    assertThat(room.days.day("H1", DAY).count("settlement")).isZero();

    room.reconciled(settlement);
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.MATCHED);
    room.reconciled(payment.cancelled(), settlement.cancelled());
    assertThat(store.count("select count(*) from reconciliation_case")).isZero();
    assertThat(store.count("select count(*) from settlement_link")).isZero();
    assertThat(room.figures()).isEmpty();
  }

  @EachEngine
  void rulesJoinWhatNamesTheVisitOrThePatientAndNothingElse(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told visit = settled("S1", 100, "visitRef", "V1");
    Told sum = settled("S2", 70, "visitRef", "V2");
    Told patient = settled("S3", 50, "patient", "P3");
    Told nobody = settled("S4", 10);
    room.reconciled(
        paid("1", 100, "visitRef", "V1"),
        paid("2", 30, "visitRef", "V2"),
        paid("3", 40, "visitRef", "V2"),
        paid("4", 50, "patient", "P3"),
        paid("5", 10),
        visit,
        sum,
        patient,
        nobody);
    assertThat(room.caseOf(visit).line().rule()).isEqualTo("visit-equal");
    assertThat(room.caseOf(sum).line().rule()).isEqualTo("visit-sum");
    assertThat(room.caseOf(sum).records()).hasSize(3);
    assertThat(room.caseOf(patient).line().rule()).isEqualTo("patient-equal");
    CaseView alone = room.caseOf(nobody);
    assertThat(alone.line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
    // it is offered to a person
    assertThat(room.queries.candidates(alone.line().id()))
        .singleElement()
        .satisfies(c -> assertThat(c.outcome()).isEqualTo(Outcome.PAID_NOT_SETTLED));
  }

  @EachEngine
  void whatARuleJoinedComesApartWhenALaterFactNamesTheNumber(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told settlement = settled("S1", 100, "visitRef", "V1", "outTradeNo", "O2");
    Told guessed = paid("1", 100, "visitRef", "V1");
    room.reconciled(settlement, guessed);
    assertThat(room.caseOf(guessed).line().rule()).isEqualTo("visit-equal");

    Told named = paid("2", 100, "visitRef", "V1", "outTradeNo", "O2");
    room.reconciled(named);
    assertThat(room.caseOf(settlement).records()).hasSize(2);
    assertThat(room.caseOf(named).line().rule()).isNull();
    assertThat(room.caseOf(guessed).line().outcome()).isEqualTo(Outcome.PAID_NOT_SETTLED);
  }

  @EachEngine
  void paymentsOfTheRightAmountAreTakenInTheOrderOfTimeAndWithinTheWindow(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told first = told(payment("wechat/1", NINE - 60_000, 100), "visitRef", "V1");
    Told second = paid("2", 100, "visitRef", "V1");
    Told far = told(payment("wechat/3", on3rd("12:00"), 100), "visitRef", "V1");
    Told settlement = settled("S1", 100, "visitRef", "V1");
    room.reconciled(far, second);
    room.reconciled(settlement);
    assertThat(room.caseOf(settlement).records()).extracting(r -> r.key()).contains(second.key());
    room.reconciled(first);
    assertThat(room.caseOf(settlement).records()).extracting(r -> r.key()).contains(first.key());
    assertThat(room.caseOf(second).line().outcome()).isEqualTo(Outcome.PAID_NOT_SETTLED);
    assertThat(room.caseOf(far).line().outcome()).isEqualTo(Outcome.PAID_NOT_SETTLED);
  }

  @EachEngine
  void aNumberThatEverybodyHasLinksNobodyAndAPatientWhomEverybodyIsIsNotJoined(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> many = new ArrayList<>();
    for (int i = 0; i <= LinkRows.MOST; i++) {
      many.add(paid("c" + i, 100 + i, "outTradeNo", "NONE"));
    }
    room.tell(many.subList(0, LinkRows.MOST));
    room.worker.work();
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(1);
    room.reconciled(many.get(LinkRows.MOST));
    assertThat(store.count("select count(*) from reconciliation_case"))
        .isEqualTo(LinkRows.MOST + 1);
    room.reconciled(many.get(3).cancelled());
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(1);

    Told settlement = settled("S1", 77, "patient", "ANON");
    Told payment = paid("p", 77, "patient", "ANON");
    room.reconciled(settlement, payment);
    assertThat(room.caseOf(payment).line().rule()).isEqualTo("patient-equal");
    List<Told> crowd = new ArrayList<>();
    for (int i = 0; i < Groups.MOST - 1; i++) {
      crowd.add(paid("a" + i, 1_000 + i, "patient", "ANON"));
    }
    room.tell(crowd);
    room.worker.work();
    assertThat(room.caseOf(payment).line().rule()).isNull();
    room.reconciled(crowd.get(5).cancelled());
    assertThat(room.caseOf(payment).line().rule()).isEqualTo("patient-equal");
  }

  @EachEngine
  void recordsOfAnAdmissionAreOneCaseAndOutpatientVisitsAreNot(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told deposit = paid("1", 500, "scene", "deposit", "encounterRef", "A1");
    Told last = told(inpatient("F1", on3rd("15:00"), 450), "kind", "final", "admissionRef", "A1");
    Told balance = told(refund("cash/9", on3rd("15:10"), 50L), "encounterRef", "A1");
    room.reconciled(deposit);
    assertThat(room.caseOf(deposit).line().outcome()).isEqualTo(Outcome.OPEN);
    room.reconciled(last, balance);
    assertThat(room.caseOf(deposit).records()).hasSize(3);
    assertThat(room.caseOf(deposit).line().outcome()).isEqualTo(Outcome.MATCHED);

    Told one = paid("2", 10, "visitRef", "V1", "outTradeNo", "O1");
    Told other = paid("3", 20, "visitRef", "V1", "outTradeNo", "O2");
    room.reconciled(one, other);
    assertThat(room.caseOf(one).line().id()).isNotEqualTo(room.caseOf(other).line().id());
  }

  @EachEngine
  void otherRulesAreAppliedToWhatWasReconciledBefore(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.rules = List.of();
    Told settlement = settled("S1", 100, "visitRef", "V1");
    room.reconciled(settlement, paid("1", 100, "visitRef", "V1"));
    assertThat(room.caseOf(settlement).line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
    room.rules = SettlementRoom.RULES;
    room.worker.work();
    assertThat(room.caseOf(settlement).line().rule()).isEqualTo("visit-equal");
    room.rules = List.of();
    room.worker.work();
    assertThat(room.caseOf(settlement).line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
  }

  @EachEngine
  void aBillSaysWhatItDoesNotHaveOnceItIsThere(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told one = paid("1", 100, "evidence", "notification", "outTradeNo", "O1", "method", "wechat");
    Told missing =
        paid("2", 50, "evidence", "notification", "outTradeNo", "O2", "method", "wechat");
    room.reconciled(
        one,
        missing,
        settled("S1", 100, "outTradeNo", "O1"),
        settled("S2", 50, "outTradeNo", "O2"));
    assertThat(room.days.day("H1", DAY).notOnBill()).isZero();
    assertThat(room.queries.notOnBill("H1", DAY, 0, 10)).isEmpty();

    room.reconciled(told(one, "billedFen", 100L));
    // its other lines may still come
    assertThat(room.days.day("H1", DAY).notOnBill()).isZero();
    room.billsAreThere();
    assertThat(room.days.day("H1", DAY).notOnBill()).isEqualTo(1);
    assertThat(room.queries.notOnBill("H1", DAY, 0, 10))
        .extracting(RecordLine::key)
        .containsExactly(missing.key());
    assertThat(room.caseOf(missing).line().findings()).contains(Finding.NOT_ON_BILL);
    CaseFilter filter =
        new CaseFilter("H1", DAY, CaseFilter.State.ALL, null, Finding.NOT_ON_BILL, null, null);
    assertThat(room.queries.cases(filter, null, 10)).hasSize(1);
    assertThatThrownBy(
            () ->
                room.queries.cases(
                    new CaseFilter(
                        "H1", null, CaseFilter.State.ALL, null, Finding.NOT_ON_BILL, null, null),
                    null,
                    10))
        .hasMessageContaining("give day");
  }

  @EachEngine
  void listsOpenDifferencesOldestFirstInPagesAndLeavesOutWhatIsStillAwaited(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(told(payment("cash/" + i, NINE + i * 60_000L, 100 + i), "outTradeNo", "O" + i));
    }
    room.tell(all);
    room.worker.work();
    // the last two are younger than fifteen minutes
    room.now = NINE + 4 * 60_000L + 15 * 60_000L;
    List<Long> seen = new ArrayList<>();
    CaseLine.Cursor after = null;
    for (int page = 0; page < 4; page++) {
      List<CaseLine> lines = room.queries.cases(CaseFilter.open("H1"), after, 2);
      lines.forEach(line -> seen.add(line.paid()));
      after = lines.isEmpty() ? after : CaseLine.Cursor.parse(lines.get(lines.size() - 1).cursor());
    }
    assertThat(seen).containsExactly(100L, 101L, 102L, 103L, 104L);
    assertThat(room.caseOf(all.get(6)).line().waiting()).isTrue();
    DayFigures day = room.days.day("H1", DAY);
    assertThat(day.openDifferences()).isEqualTo(5);
    assertThat(day.waitingCases()).isEqualTo(2);
    CaseFilter ofDay =
        new CaseFilter(
            "H1", DAY, CaseFilter.State.ALL, Outcome.PAID_NOT_SETTLED, null, "", NINE + 120_000);
    assertThat(room.queries.cases(ofDay, null, 10)).hasSize(2);
  }

  @EachEngine
  void factsFromBeforeTheHubReconciledAreNotedOnce(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "outTradeNo", "O1");
    room.tell(payment, settled("S1", 100, "outTradeNo", "O1"));
    room.commands.execute(
        session -> session.prepare("delete from settlement_record").executeUpdate());
    EarlierFacts earlier = room.earlier;
    earlier.note();
    room.worker.work();
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.MATCHED);
    room.commands.execute(
        session -> session.prepare("delete from settlement_record").executeUpdate());
    earlier.note();
    assertThat(store.count("select count(*) from settlement_record")).isZero();
    earlier.forget();
    earlier.note();
    assertThat(store.count("select count(*) from settlement_record")).isEqualTo(2);
  }

  @EachEngine
  void aLateSettlementIsListedUnderTheDayOfThePayment(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "outTradeNo", "O1");
    Told settlement = told(outpatient("S1", at("2026-11-04T08:00"), 100), "outTradeNo", "O1");
    room.reconciled(payment, settlement);
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.LATE);
    assertThat(room.caseOf(payment).line().day()).isEqualTo(DAY);
    assertThat(room.caseOf(payment).line().open()).isFalse();
  }
}

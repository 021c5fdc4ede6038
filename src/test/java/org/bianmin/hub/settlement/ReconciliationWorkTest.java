package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;

import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What persons do with differences and days; on both engines. */
class ReconciliationWorkTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-03");
  private static final long NINE = on3rd("09:00");

  private static Told paid(String number, long fen, String order) {
    return payment("wechat/" + number, NINE, fen, "outTradeNo", order);
  }

  @EachEngine
  void notesFollowTheRecordsIntoOtherCases(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "O1");
    Told settlement = outpatient("S1", NINE, 100);
    room.reconciled(payment, settlement);
    long id = room.caseOf(payment).line().id();
    assertThat(room.work.assign(id, "li", "wang").orElseThrow().assignee()).isEqualTo("wang");
    assertThat(room.work.comment(room.caseOf(settlement).line().id(), "wang", "asked the desk"))
        .isPresent();

    room.reconciled(outpatient("S1", NINE, 100, "outTradeNo", "O1"));
    CaseView merged = room.caseOf(payment);
    assertThat(merged.records()).hasSize(2);
    assertThat(merged.line().assignee()).isEqualTo("wang");
    assertThat(merged.notes())
        .extracting(Note::kind, Note::who, Note::value, Note::comment)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("assigned", "li", "wang", null),
            org.assertj.core.groups.Tuple.tuple("commented", "wang", null, "asked the desk"));

    room.reconciled(outpatient("S1", NINE, 100, "outTradeNo", "O9"));
    assertThat(room.caseOf(payment).notes()).hasSize(1);
    assertThat(room.caseOf(settlement).notes())
        .singleElement()
        .satisfies(note -> assertThat(note.comment()).isEqualTo("asked the desk"));
    assertThat(room.caseOf(settlement).line().assignee()).isNull();
  }

  @EachEngine
  void aClosedDifferenceIsOpenAgainWhenItsCaseChangesAndClosedWhenItIsAsItWas(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "O1");
    room.reconciled(payment);
    long id = room.caseOf(payment).line().id();
    CaseLine closed = room.work.close(id, "li", ClosingReason.TEST, null).orElseThrow();
    assertThat(closed.open()).isFalse();
    assertThat(closed.reason()).isEqualTo(ClosingReason.TEST);
    assertThat(room.days.day("H1", DAY).openDifferences()).isZero();
    // a bill that agrees is no change
    room.reconciled(payment("wechat/1", NINE, 100, "outTradeNo", "O1", "billedFen", 100L));
    assertThat(room.caseOf(payment).line().open()).isFalse();

    Told settlement = outpatient("S1", NINE, 90, "outTradeNo", "O1");
    room.reconciled(settlement);
    assertThat(room.caseOf(payment).line().open()).isTrue();
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.AMOUNT_DIFFERS);
    room.reconciled(settlement.cancelled());
    assertThat(room.caseOf(payment).line().open()).isFalse();
    assertThat(room.work.reopen(id, "li", null).orElseThrow().open()).isTrue();
    assertThat(room.days.day("H1", DAY).openDifferences()).isEqualTo(1);
  }

  @EachEngine
  void refusesWhatMakesNoSense(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "O1");
    room.reconciled(payment);
    long id = room.caseOf(payment).line().id();
    assertThatThrownBy(() -> room.work.close(id, "li", ClosingReason.OTHER, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comment");
    assertThatThrownBy(() -> room.work.reopen(id, "li", null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> room.work.comment(id, "li", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> room.work.link(payment.key(), payment.key(), "li", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(room.work.assign(999_999, "li", "wang")).isEmpty();
    assertThat(store.count("select count(*) from reconciliation_note")).isZero();
  }

  @EachEngine
  void aLinkMadeByHandHoldsThroughNewVersionsUntilItIsTakenBack(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "O1");
    Told settlement = outpatient("S1", NINE, 100);
    room.reconciled(payment, settlement);
    CaseLine linked =
        room.work.link(payment.key(), settlement.key(), "li", "same slip").orElseThrow();
    assertThat(linked.outcome()).isEqualTo(Outcome.MATCHED);
    assertThat(room.work.link(payment.key(), settlement.key(), "li", null)).isPresent();
    assertThat(room.caseOf(payment).notes())
        .extracting(Note::kind, Note::value)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("linked", "S1"),
            org.assertj.core.groups.Tuple.tuple("linked", "wechat/1"));

    room.reconciled(outpatient("S1", NINE, 90));
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.AMOUNT_DIFFERS);
    room.reconciled(settlement.cancelled());
    room.reconciled(outpatient("S1", NINE, 100));
    assertThat(room.caseOf(payment).records()).hasSize(2);

    room.work.unlink(settlement.key(), payment.key(), "li", null);
    assertThat(room.caseOf(payment).records()).hasSize(1);
    assertThatThrownBy(() -> room.work.unlink(settlement.key(), payment.key(), "li", null))
        .isInstanceOf(IllegalStateException.class);
  }

  @EachEngine
  void aDayIsClosedByAPersonAndReopenedByALateFact(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 100, "O1");
    room.tell(payment);
    assertThat(room.dayWork.close("H1", DAY, "li", null, false).hindrance())
        .contains("being reconciled");
    room.worker.work();
    DayClosing refused = room.dayWork.close("H1", DAY, "li", null, false);
    assertThat(refused.closed()).isFalse();
    assertThat(refused.open()).isEqualTo(1);
    assertThat(room.dayWork.close("H1", LocalDate.now(Told.ZONE), "li", null, true).hindrance())
        .contains("not over");
    assertThat(room.dayWork.close("H1", DAY, "li", "known", true).closed()).isTrue();
    assertThat(room.days.day("H1", DAY).closedBy()).isEqualTo("li");

    // settled on the day after: of the closed day nothing is other than it was told
    Told settlement = outpatient("S1", Told.at("2026-11-04T08:00"), 100, "outTradeNo", "O1");
    room.reconciled(settlement);
    assertThat(room.caseOf(payment).line().outcome()).isEqualTo(Outcome.LATE);
    assertThat(room.days.day("H1", DAY).closed()).isTrue();

    Told late = paid("2", 30, "O2");
    room.reconciled(late);
    assertThat(room.days.day("H1", DAY).closed()).isFalse();
    List<DayEvent> history = room.days.history("H1", DAY);
    assertThat(history).extracting(DayEvent::kind).containsExactly("closed", "reopened");
    assertThat(history.get(0).figures()).contains("\"what\":\"payment\"");
    assertThat(history.get(1).eventKey()).isEqualTo(late.key().toString());

    assertThat(room.dayWork.close("H1", DAY, "li", null, true).closed()).isTrue();
    assertThat(room.dayWork.close("H1", DAY, "li", null, true).hindrance()).contains("already");
    // another difference of the day, by a fact of the day after
    room.reconciled(outpatient("S1", Told.at("2026-11-04T08:00"), 80, "outTradeNo", "O1"));
    assertThat(room.days.day("H1", DAY).closed()).isFalse();
    assertThat(room.dayWork.close("H1", DAY, "li", null, true).closed()).isTrue();
    assertThat(room.dayWork.reopen("H1", DAY, "li", "look again")).isTrue();
    assertThat(room.dayWork.reopen("H1", DAY, "li", null)).isFalse();
  }

  @EachEngine
  void alertsWhenAPaymentWaitsTooLongAndWhenADayDiffersTooMuch(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = paid("1", 120_000, "O1");
    room.reconciled(payment);
    room.now = NINE + 15 * 60_000 - 1;
    room.alerts.look();
    assertThat(room.queries.alerts(true, null, 10)).isEmpty();

    room.now = NINE + 15 * 60_000;
    room.alerts.look();
    room.alerts.look();
    assertThat(room.queries.alerts(true, null, 10))
        .extracting(AlertLine::kind, AlertLine::fen, AlertLine::caseId)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "unsettled", 120_000L, room.caseOf(payment).line().id()),
            org.assertj.core.groups.Tuple.tuple("difference", 120_000L, null));
    assertThat(room.queries.load().alerts()).isEqualTo(2);

    room.reconciled(outpatient("S1", NINE, 120_000, "outTradeNo", "O1"));
    room.now += 1;
    room.alerts.look();
    assertThat(room.queries.alerts(true, null, 10)).isEmpty();
    assertThat(room.queries.alerts(false, null, 10))
        .hasSize(2)
        .allSatisfy(alert -> assertThat(alert.resolvedAt()).isEqualTo(room.now));
  }
}

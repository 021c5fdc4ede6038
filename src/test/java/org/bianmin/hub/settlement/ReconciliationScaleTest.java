package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.settlement.Told.at;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Many records, other rules, several nodes; on both engines. */
class ReconciliationScaleTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-03");
  private static final long NINE = on3rd("09:00");
  private static final int MANY = 600;

  @EachEngine
  void everyPaymentThatWaitsHasItsOneAlertHoweverManyWaitBeforeIt(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(payment("wechat/" + i, NINE + i, 100, "outTradeNo", "O" + i));
    }
    room.tell(all);
    room.worker.work();
    room.now = NINE + 3_600_000;
    room.alerts.look();
    room.alerts.look();
    String open = "select count(*) from reconciliation_alert where resolved_at is null and kind = ";
    assertThat(store.count(open + "'unsettled'")).isEqualTo(MANY);
    assertThat(store.count("select count(distinct event_id) from reconciliation_alert"))
        .isEqualTo(MANY);

    room.reconciled(
        outpatient("S1", NINE, 100, "outTradeNo", "O3"),
        payment("wechat/last", NINE + MANY, 100, "outTradeNo", "O-last"));
    room.alerts.look();
    assertThat(store.count(open + "'unsettled'")).isEqualTo(MANY);
    assertThat(
            store.count(
                "select count(*) from reconciliation_alert a join settlement_record r"
                    + " on r.event_id = a.event_id where r.number = 'wechat/last'"))
        .isEqualTo(1);
  }

  @EachEngine
  void otherRulesLookAtOpenDaysOfTheLastWeeksInPagesAndLeaveTheRest(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.rules = List.of();
    List<Told> days = new ArrayList<>();
    for (String day : List.of("2026-09-01", "2026-11-02", "2026-11-03", "2026-11-04")) {
      Told settlement = outpatient("S" + day, at(day + "T09:00"), 100, "visitRef", day);
      days.add(settlement);
      room.tell(settlement, payment("wechat/" + day, at(day + "T09:01"), 100, "visitRef", day));
    }
    room.worker.work();
    assertThat(room.dayWork.close("H1", LocalDate.parse("2026-11-02"), "li", null, true).closed())
        .isTrue();

    room.rules = SettlementRoom.RULES;
    // a page of three at a time: the newest days first
    int begun = 3;
    while (begun == 3) {
      begun = room.commands.execute(session -> room.reconciler.pass(session, 3, room.now));
    }
    assertThat(days.stream().map(told -> room.caseOf(told).line().outcome()))
        .containsExactly(
            Outcome.SETTLED_NOT_PAID, Outcome.SETTLED_NOT_PAID, Outcome.MATCHED, Outcome.MATCHED);
    assertThat(room.days.day("H1", LocalDate.parse("2026-11-02")).closed()).isTrue();
    assertThat(store.count("select count(*) from reconciliation_turn where again_day is null"))
        .isEqualTo(1);
  }

  @EachEngine
  void nodesWithOtherRulesDoNotMakeEachOtherLookAgainForEver(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    EntryReading reading = new EntryReading(Told.ZONE);
    Reconciler other =
        new Reconciler(
            store.commits(),
            reading,
            new Judge(reading, SettlementRoom.SETTINGS.lateAfter()),
            List::of);
    room.reconciled(
        outpatient("S1", NINE, 100, "visitRef", "V1"),
        payment("wechat/1", NINE, 100, "visitRef", "V1"));
    int looks = 0;
    for (int i = 0; i < 20; i++) {
      Reconciler node = i % 2 == 0 ? other : room.reconciler;
      if (room.commands.execute(session -> node.pass(session, 10, room.now)) > 0) {
        looks++;
      }
    }
    assertThat(looks).isLessThan(4);
  }

  @EachEngine
  void moreRecordsThanACaseMayHaveStandAloneAndSaySoUntilTheyAreFewer(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> payments = new ArrayList<>();
    for (int i = 0; i < Reach.MOST; i++) {
      payments.add(payment("wechat/" + i, NINE + i, 100, "outTradeNo", "O" + i / 400));
    }
    room.tell(payments);
    room.worker.work();
    room.reconciled(settlement(4));
    assertThat(room.caseOf(payments.get(0)).records()).hasSize(4 * 400 + 1);
    assertThat(room.caseOf(payments.get(1999)).records()).hasSize(400);

    room.reconciled(settlement(5));
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(Reach.MOST + 1);
    assertThat(room.caseOf(payments.get(1999)).line().findings()).contains(Finding.TOO_MANY);
    assertThat(room.days.day("H1", DAY).count("finding")).isGreaterThanOrEqualTo(Reach.MOST + 1);
    // one more stands alone as well, and takes no part of the others with it
    Told more = payment("wechat/more", NINE, 100, "outTradeNo", "O1");
    room.reconciled(more);
    assertThat(room.caseOf(more).line().findings()).contains(Finding.TOO_MANY);
    assertThat(room.caseOf(more).records()).hasSize(1);

    room.reconciled(more.cancelled(), payments.get(7).cancelled());
    assertThat(room.caseOf(payments.get(0)).records()).hasSize(Reach.MOST);
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(1);
    assertThat(room.caseOf(payments.get(0)).line().findings()).doesNotContain(Finding.TOO_MANY);
  }

  /** It names the orders that it was paid by. */
  private static Told settlement(int orders) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (int i = 0; i < orders; i++) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("#", (long) i);
      item.put("key", "O" + i);
      keys.put("O" + i, item);
    }
    return outpatient("S1", NINE, 200_000, "paymentKeys", keys);
  }

  @EachEngine
  void aLongStayWithMoreDepositsThanANumberMayHaveIsOneCase(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> deposits = new ArrayList<>();
    for (int i = 0; i <= LinkRows.MOST + 100; i++) {
      deposits.add(payment("cash/" + i, NINE + i, 100, "scene", "deposit", "encounterRef", "A1"));
    }
    room.tell(deposits);
    room.worker.work();
    assertThat(room.caseOf(deposits.get(0)).records()).hasSize(deposits.size());
    assertThat(room.caseOf(deposits.get(0)).line().outcome()).isEqualTo(Outcome.OPEN);

    List<Told> beyond = new ArrayList<>();
    for (int i = deposits.size(); i <= Reach.MOST; i++) {
      beyond.add(payment("cash/" + i, NINE + i, 100, "scene", "deposit", "encounterRef", "A1"));
    }
    room.tell(beyond);
    room.worker.work();
    assertThat(room.caseOf(deposits.get(0)).records()).hasSize(1);
    assertThat(room.caseOf(deposits.get(0)).line().findings()).containsExactly(Finding.TOO_MANY);
    room.reconciled(beyond.get(0).cancelled());
    assertThat(room.caseOf(deposits.get(0)).records()).hasSize(Reach.MOST);
    assertThat(room.caseOf(deposits.get(0)).line().findings()).isEmpty();
  }

  @EachEngine
  void ofTwoNotesTheLaterOneStandsWhateverTheirIds(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told payment = payment("wechat/1", NINE, 100);
    room.reconciled(payment);
    long record = room.caseOf(payment).records().get(0).eventId();
    NoteRows.Standing standing =
        room.commands.execute(
            session -> {
              NoteRows notes = room.reconciler.notes();
              notes.add(session, assigned("later"), List.of(record), 2_000);
              notes.add(session, assigned("earlier"), List.of(record), 1_000);
              return notes.standing(session, List.of(record));
            });
    assertThat(standing.assignee()).isEqualTo("later");
  }

  private static NoteRows.New assigned(String who) {
    return new NoteRows.New(NoteRows.ASSIGNED, "li", who, null, null);
  }
}

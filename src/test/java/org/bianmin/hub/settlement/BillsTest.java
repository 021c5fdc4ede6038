package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.settlement.Told.at;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What a provider's bill does not have is a difference as any other; on both engines. */
class BillsTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-03");
  private static final long NINE = on3rd("09:00");
  private static final int STORIES = 30;

  private static Told paid(String number, Object... more) {
    return with(
        payment("wechat/" + number, NINE, 100, "evidence", "notification", "method", "wechat"),
        more);
  }

  private static Told with(Told told, Object... more) {
    java.util.Map<String, Object> attributes = new java.util.LinkedHashMap<>(told.attributes());
    for (int i = 0; i < more.length; i += 2) {
      attributes.put((String) more[i], more[i + 1]);
    }
    return new Told(
        told.action(),
        told.type(),
        told.number(),
        told.rank(),
        told.at(),
        told.patient(),
        attributes);
  }

  private static CaseFilter missing(CaseFilter.State state) {
    return new CaseFilter("H1", DAY, state, null, Finding.NOT_ON_BILL, null, null);
  }

  @EachEngine
  void whatTheBillDoesNotHaveIsAnOpenDifferenceOfTheDayThatAPersonCloses(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told billed = paid("1", "outTradeNo", "O1");
    Told missing = paid("2", "outTradeNo", "O2");
    room.reconciled(
        billed,
        missing,
        outpatient("S1", NINE, 100, "outTradeNo", "O1"),
        outpatient("S2", NINE, 100, "outTradeNo", "O2"));
    assertThat(room.dayWork.close("H1", DAY, "li", null, false).closed()).isTrue();

    room.reconciled(with(billed, "billedFen", 100L));
    assertThat(room.days.day("H1", DAY).closed()).as("the bill is still read").isTrue();
    room.billsAreThere();
    assertThat(room.days.day("H1", DAY).closed()).isFalse();
    assertThat(room.days.history("H1", DAY).get(1).eventKey()).isEqualTo(missing.key().toString());

    assertThat(room.queries.cases(missing(CaseFilter.State.OPEN), null, 10))
        .singleElement()
        .satisfies(line -> assertThat(line.findings()).containsExactly(Finding.NOT_ON_BILL));
    DayClosing refused = room.dayWork.close("H1", DAY, "li", null, false);
    assertThat(refused.open()).isEqualTo(1);
    assertThat(refused.hindrance()).contains("1 differences of the day are open");

    long id = room.caseOf(missing).line().id();
    assertThat(room.work.close(id, "li", ClosingReason.OTHER, "not theirs")).isPresent();
    assertThat(room.dayWork.close("H1", DAY, "li", null, false).closed()).isTrue();
    assertThat(room.days.day("H1", DAY).notOnBill()).isEqualTo(1);

    // its line comes after all
    room.reconciled(with(missing, "billedFen", 100L));
    assertThat(room.caseOf(missing).line().findings()).isEmpty();
    assertThat(room.days.day("H1", DAY).notOnBill()).isZero();
    assertThat(room.days.day("H1", DAY).closed()).isTrue();
  }

  @EachEngine
  void aPaymentThatComesAfterItsBillIsMissingAtOnceAndABillThatIsTakenBackMissesNothing(
      TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told billed = paid("1", "billedFen", 100L);
    room.reconciled(billed);
    room.billsAreThere();
    Told late = paid("2");
    room.reconciled(late);
    assertThat(room.caseOf(late).line().findings()).containsExactly(Finding.NOT_ON_BILL);
    room.reconciled(billed.cancelled());
    room.billsAreThere();
    assertThat(room.caseOf(late).line().findings()).isEmpty();
    assertThat(store.count("select count(*) from settlement_record where missing = 1")).isZero();
  }

  @EachEngine
  void aCaseOfTheDayBeforeIsListedUnderTheDayOfTheBillAndStandsInTheWayOfItsClosing(
      TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told settlement = outpatient("S1", at("2026-11-02T17:00"), 100, "outTradeNo", "O1");
    Told payment = paid("1", "outTradeNo", "O1");
    Told billed = paid("2", "outTradeNo", "O2", "billedFen", 100L);
    room.reconciled(settlement, payment, billed, outpatient("S2", NINE, 100, "outTradeNo", "O2"));
    assertThat(room.dayWork.close("H1", DAY, "li", null, false).hindrance())
        .contains("a bill of the day is being read");
    room.billsAreThere();
    assertThat(room.caseOf(payment).line().day()).isEqualTo(DAY.minusDays(1));
    for (CaseFilter.State state : List.of(CaseFilter.State.OPEN, CaseFilter.State.ALL)) {
      assertThat(room.queries.cases(missing(state), null, 10))
          .extracting(CaseLine::id)
          .containsExactly(room.caseOf(payment).line().id());
    }
    assertThat(room.dayWork.close("H1", DAY, "li", null, false).open()).isEqualTo(1);
  }

  @EachEngine
  void whatIsMissingIsTheSameInWhateverOrderRecordsAndBillsCome(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    for (int round = 1; round <= 6; round++) {
      String day = "2026-11-0" + round;
      List<Told> all = day(round, at(day + "T10:00"));
      Random random = new Random(round);
      Collections.shuffle(all, random);
      for (Told told : all) {
        room.tell(told);
        if (random.nextInt(4) == 0) {
          room.worker.work();
        }
        if (random.nextInt(8) == 0) {
          room.billsAreThere();
        }
      }
      room.worker.work();
      room.billsAreThere();
      List<String> missing =
          store
              .queries()
              .sql("select number from settlement_record where missing = 1 and day = ?")
              .param(day)
              .query(String.class)
              .list();
      assertThat(missing).as(day).hasSize(STORIES / 3).allMatch(number -> number.endsWith("-0"));
      DayFigures figures = room.days.day("H1", LocalDate.parse(day));
      assertThat(figures.openDifferences()).as(day).isEqualTo(STORIES / 3);
      assertThat(figures.notOnBill()).as(day).isEqualTo(STORIES / 3);
    }
  }

  /** Paid and settled orders; each third one is not on the bill, and its number ends in -0. */
  private static List<Told> day(int round, long at) {
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < STORIES; i++) {
      String number = round + "-" + i + "-" + i % 3;
      String order = "O" + number;
      all.add(outpatient("S" + number, at, 100, "outTradeNo", order));
      all.add(
          payment("wechat/" + number, at, 100, "outTradeNo", order, "evidence", "notification"));
      if (i % 3 != 0) {
        all.add(
            payment(
                "wechat/" + number,
                at,
                100,
                "outTradeNo",
                order,
                "evidence",
                "bill",
                "billedFen",
                100L));
      }
    }
    return all;
  }

  @EachEngine
  void aBillOfOneMerchantNumberSaysNothingOfAnother(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told billed = paid("1", "platform", "M1", "billedFen", 100L);
    Told same = paid("2", "platform", "M1");
    Told other = paid("3", "platform", "M2");
    Told untold = paid("4");
    room.reconciled(billed, same, other, untold);
    room.billsAreThere();
    assertThat(room.queries.notOnBill("H1", DAY, 0, 10))
        .extracting(RecordLine::key)
        .containsExactlyInAnyOrder(same.key(), untold.key());
    room.reconciled(paid("5", "platform", "M2", "billedFen", 100L));
    room.billsAreThere();
    assertThat(room.days.day("H1", DAY).notOnBill()).isEqualTo(3);
  }
}

// size: stories with what is to come of them, to be read one by one
package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.settlement.Told.inpatient;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;
import static org.bianmin.hub.settlement.Told.refund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/**
 * What becomes of money that several sources tell, each in its own way. What is to come of a story
 * is written with it, and computed by nobody.
 */
class PaymentStoriesTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-03");
  private static final long NINE = on3rd("09:00");
  private static final long FIVE_PAST = on3rd("09:05");

  private static final Told MIXED =
      payment(
          "wechat/MIX1",
          NINE,
          100,
          "method",
          "wechat",
          "evidence",
          "notification",
          "selfFen",
          60,
          "insuranceFen",
          40,
          "outTradeNo",
          "O1",
          "settlementRef",
          "S1");
  private static final Told SETTLED =
      outpatient("S1", FIVE_PAST, 100, "selfFen", 60, "insuranceFen", 40);

  private static Told bill(String number, long fen, Object... more) {
    return with(
        payment("wechat/" + number, NINE, fen, "method", "wechat", "evidence", "bill"),
        "billedFen",
        fen,
        "feeFen",
        1L,
        more);
  }

  private static Told notified(String number, long fen, Object... more) {
    return with(
        payment("wechat/" + number, NINE, fen, "method", "wechat", "evidence", "notification"),
        more);
  }

  private static Told his(String number, long fen, Object... more) {
    String method = number.substring(0, number.indexOf('/'));
    return with(payment(number, NINE, fen, "method", method), more);
  }

  private static Told given(String number, Long fen, String evidence, Object... more) {
    String method = number.substring(0, number.indexOf('/'));
    return with(refund(number, FIVE_PAST, fen, "method", method, "evidence", evidence), more);
  }

  private static Told with(Told base, Object... more) {
    Map<String, Object> attributes = new LinkedHashMap<>(base.attributes());
    List<Object> all = new ArrayList<>();
    for (Object one : more) {
      all.addAll(one instanceof Object[] nested ? List.of(nested) : List.of(one));
    }
    for (int i = 0; i < all.size(); i += 2) {
      attributes.put((String) all.get(i), all.get(i + 1));
    }
    return new Told(
        base.action(),
        base.type(),
        base.number(),
        base.rank(),
        base.at(),
        base.patient(),
        attributes);
  }

  private static Map<String, Object> keys(String key) {
    return new LinkedHashMap<>(Map.of(key, new LinkedHashMap<>(Map.of("#", 0L, "key", key))));
  }

  /** A room in which a story was told, whatever the order. */
  private static SettlementRoom told(TestStore store, Told... told) {
    SettlementRoom room = new SettlementRoom(store);
    List<Told> all = new ArrayList<>(List.of(told));
    Collections.shuffle(all, new Random(told.length));
    all.forEach(one -> room.reconciled(one));
    return room;
  }

  private static String judged(SettlementRoom room, Told told) {
    CaseLine line = room.caseOf(told).line();
    return line.outcome().code()
        + " "
        + line.difference()
        + " paid "
        + line.paid()
        + "+"
        + line.insurancePaid()
        + " back "
        + line.refunded()
        + " "
        + line.findings();
  }

  @EachEngine
  void aMixedPaymentAndItsCashPartOnTheBillAreOneAndHaveOneBillLine(TestStore store) {
    SettlementRoom room =
        told(store, MIXED, bill("4200", 60, "outTradeNo", "O1"), bill("4999", 7), SETTLED);
    room.billsAreThere();
    assertThat(judged(room, MIXED)).isEqualTo("matched 0 paid 60+40 back 0 []");
    assertThat(room.caseOf(MIXED).line().payments()).isEqualTo(1);
    assertThat(room.days.day("H1", DAY).notOnBill()).isZero();
    assertThat(room.figures())
        .contains(
            "H1|2026-11-03|payment|wechat|matched|1|60|40|1|1|60|",
            "H1|2026-11-03|twin|wechat|matched|1|60|0|0|0|0|");
  }

  @EachEngine
  void aCashPartWithANotificationOfItsOwnIsTheSameMoneyToo(TestStore store) {
    Told cash = notified("4200", 60, "outTradeNo", "O1");
    SettlementRoom room = told(store, MIXED, cash, SETTLED);
    assertThat(judged(room, MIXED)).isEqualTo("matched 0 paid 60+40 back 0 []");
    // the bill of the day has others, and not this one: it is missing once
    room.reconciled(bill("4999", 7));
    room.billsAreThere();
    assertThat(room.queries.notOnBill("H1", DAY, 0, 10))
        .extracting(RecordLine::key)
        .containsExactly(MIXED.key());
    room.reconciled(bill("4200", 60, "outTradeNo", "O1"));
    assertThat(room.queries.notOnBill("H1", DAY, 0, 10)).isEmpty();
    // a second one of that order was paid twice, and is on no bill yet
    Told again = notified("4201", 60, "outTradeNo", "O1");
    room.reconciled(again);
    assertThat(judged(room, MIXED))
        .isEqualTo("amount-differs 60 paid 120+40 back 0 [PAID_TWICE, NOT_ON_BILL]");
  }

  @EachEngine
  void theInsurancesPartIsOnNoBillAndABillOfTheSelfPartDoesNotDiffer(TestStore store) {
    Told only = notified("MIX2", 40, "insuranceFen", 40L, "outTradeNo", "O2");
    Told settled = outpatient("S2", FIVE_PAST, 40, "insuranceFen", 40, "outTradeNo", "O2");
    SettlementRoom room =
        told(store, only, settled, with(MIXED, "billedFen", 60L), SETTLED, bill("4999", 7));
    room.billsAreThere();
    assertThat(judged(room, only)).isEqualTo("matched 0 paid 0+40 back 0 []");
    assertThat(judged(room, MIXED)).isEqualTo("matched 0 paid 60+40 back 0 []");
    assertThat(room.days.day("H1", DAY).notOnBill()).isZero();
    room.reconciled(with(MIXED, "billedFen", 59L));
    assertThat(judged(room, MIXED)).isEqualTo("matched 0 paid 60+40 back 0 [BILL_DIFFERS]");
  }

  @EachEngine
  void whatHisTellsAsPaidByTheInsuranceIsInTheMixedPayment(TestStore store) {
    Told pool = his("med-ins-pool/H1", 30, "outTradeNo", "O1");
    // HIS knows the settlement, and not the order
    Told account = his("med-ins-account/H2", 10, "settlementRef", "S1");
    Told cash = his("wechat/H3", 60, "settlementRef", "S1");
    SettlementRoom room = told(store, MIXED, pool, account, cash, SETTLED);
    assertThat(judged(room, MIXED)).isEqualTo("matched 0 paid 60+40 back 0 []");
    assertThat(room.caseOf(pool).records()).hasSize(5);
    // what the insurance takes back is a part of what the provider gives back
    room.reconciled(
        given("wechat/R1", 100L, "notification", "originalKey", "wechat/MIX1"),
        given("wechat/HR1", 60L, "his", "originalKey", "wechat/H3"),
        given("med-ins-pool/HR2", 40L, "his", "originalKey", "med-ins-pool/H1"));
    assertThat(judged(room, MIXED))
        .isEqualTo("settled-not-paid -60 paid 60+0 back 60 [INSURANCE_DIFFERS]");
  }

  @EachEngine
  void numbersOfOneKindAreNotTakenForThoseOfAnother(TestStore store) {
    Told one = notified("77", 100);
    Told other = with(payment("alipay/77", NINE, 100, "method", "alipay", "evidence", "copy"));
    Told orderOf77 = his("cash/1", 30, "outTradeNo", "77");
    Told numbered77 = outpatient("77", FIVE_PAST, 5);
    Told inpatient77 = inpatient("77", FIVE_PAST, 6, "kind", "final", "admissionRef", "A1");
    SettlementRoom room = told(store, one, other);
    assertThat(room.caseOf(one).records()).hasSize(1);
    assertThat(room.caseOf(other).records()).hasSize(1);
    room.reconciled(numbered77, inpatient77);
    assertThat(room.caseOf(one).records()).hasSize(1);
    assertThat(room.caseOf(numbered77).records()).hasSize(1);
    assertThat(room.caseOf(inpatient77).records()).hasSize(1);
    // of which of the two is said by the scene
    room.reconciled(with(orderOf77, "scene", "outpatient"));
    assertThat(room.caseOf(orderOf77).records()).hasSize(2);
    assertThat(room.caseOf(numbered77).records()).hasSize(2);
    // who names a payment does not meet whose number looks like it
    Told names77 = outpatient("S9", FIVE_PAST, 100, "paymentKeys", keys("wechat/77"));
    room.reconciled(names77);
    assertThat(judged(room, one)).startsWith("matched 0 ");
    assertThat(room.caseOf(one).records()).hasSize(2);
  }

  @EachEngine
  void paymentsOfOneSettlementMeetThroughItAndPartWhenItGoes(TestStore store) {
    Told one = his("cash/1", 40, "settlementRef", "S1");
    Told other = his("bank-card/2", 60, "outTradeNo", "S1");
    Told settled = outpatient("S1", FIVE_PAST, 100);
    SettlementRoom room = told(store, one, other);
    assertThat(room.caseOf(one).records()).hasSize(1);
    room.reconciled(settled);
    assertThat(judged(room, one)).isEqualTo("matched 0 paid 100+0 back 0 []");
    room.reconciled(settled.cancelled());
    assertThat(judged(room, one)).isEqualTo("paid-not-settled 40 paid 40+0 back 0 []");
    assertThat(room.caseOf(other).records()).hasSize(1);
    // those of one order are one case without it: paid twice
    Told again = his("cash/3", 60, "outTradeNo", "S1");
    room.reconciled(again);
    assertThat(judged(room, other))
        .isEqualTo("paid-not-settled 120 paid 120+0 back 0 [PAID_TWICE]");
  }

  @EachEngine
  void refundsOfHisAndProviderArePairedAndWhatIsLeftAddsUp(TestStore store) {
    Told payment = notified("1", 100, "outTradeNo", "O1");
    Object[] of = {"originalKey", "wechat/1"};
    SettlementRoom room =
        told(
            store,
            payment,
            given("wechat/R1", 30L, "notification", of),
            given("wechat/HR1", 30L, "his", of),
            given("wechat/HR2", 20L, "his", of));
    // 30 are told twice; the 20 of HIS are told by HIS alone
    assertThat(judged(room, payment)).isEqualTo("paid-not-settled 50 paid 100+0 back 50 []");
    room.reconciled(given("wechat/R2", 10L, "notification", of));
    assertThat(judged(room, payment)).isEqualTo("paid-not-settled 40 paid 100+0 back 60 []");
    // now one of HIS is two of the provider
    room.reconciled(given("wechat/R3", 10L, "notification", of));
    assertThat(judged(room, payment)).isEqualTo("paid-not-settled 50 paid 100+0 back 50 []");
  }

  @EachEngine
  void whatAlipayGaveBackInAllCoversWhatHisTellsOfIt(TestStore store) {
    Told payment = payment("alipay/1", NINE, 100, "method", "alipay", "evidence", "notification");
    Object[] of = {"originalKey", "alipay/1"};
    Object[] total = {"originalKey", "alipay/1", "refundedTotalFen", 50L};
    SettlementRoom room =
        told(
            store,
            payment,
            given("alipay/R1", null, "notification", total),
            given("alipay/HR1", 20L, "his", of));
    assertThat(judged(room, payment)).isEqualTo("paid-not-settled 50 paid 100+0 back 50 []");
    room.reconciled(given("alipay/HR2", 40L, "his", of));
    assertThat(judged(room, payment)).isEqualTo("paid-not-settled 40 paid 100+0 back 60 []");
  }

  @EachEngine
  void whatTheInsurancePaidAndNobodySettledIsADifferenceAndSeeksItsSettlement(TestStore store) {
    Told only = notified("MIX2", 40, "insuranceFen", 40L, "visitRef", "V1");
    SettlementRoom room = told(store, only, MIXED);
    assertThat(judged(room, only)).isEqualTo("paid-not-settled 40 paid 0+40 back 0 []");
    assertThat(judged(room, MIXED)).isEqualTo("paid-not-settled 100 paid 60+40 back 0 []");
    // the patient has his part back
    room.reconciled(given("wechat/R1", 60L, "notification", "originalKey", "wechat/MIX1"));
    assertThat(judged(room, MIXED)).isEqualTo("paid-not-settled 40 paid 60+40 back 60 []");
    Told settled = outpatient("S2", FIVE_PAST, 40, "visitRef", "V1");
    room.reconciled(settled);
    assertThat(room.caseOf(only).line().rule()).isEqualTo("visit-equal");
    assertThat(judged(room, only)).isEqualTo("matched 0 paid 40+0 back 0 []");
  }

  @EachEngine
  void whatHisToldAndTheBillConfirmedIsNoTwinOfAnother(TestStore store) {
    Told ofHis =
        payment("wechat/1", NINE, 100, "method", "wechat", "evidence", "his", "outTradeNo", "O1");
    Told other = notified("2", 100, "outTradeNo", "O1");
    Told settled = outpatient("S1", FIVE_PAST, 100, "outTradeNo", "O1");
    SettlementRoom room = told(store, ofHis, other, settled);
    assertThat(judged(room, ofHis)).isEqualTo("matched 0 paid 100+0 back 0 []");
    room.reconciled(bill("1", 100, "outTradeNo", "O1"));
    room.billsAreThere();
    assertThat(judged(room, ofHis))
        .isEqualTo("amount-differs 100 paid 200+0 back 0 [PAID_TWICE, NOT_ON_BILL]");
  }

  @EachEngine
  void aNumberThatIsNoneLinksNobodyAndMakesNoTwin(TestStore store) {
    List<Told> all = new ArrayList<>();
    for (String none : List.of("NULL", "null", "无", "N/A", "/", "-", "　", "0000")) {
      Object[] order = {"outTradeNo", none, "settlementRef", none};
      all.add(notified("a" + all.size(), 100, order));
      all.add(his("wechat/b" + all.size(), 100, order));
      all.add(given("wechat/c" + all.size(), 100L, "his", "originalKey", none));
      all.add(outpatient("d" + all.size(), FIVE_PAST, 100, "outTradeNo", none));
      all.add(outpatient("e" + all.size(), FIVE_PAST, 100, "paymentKeys", keys(none)));
    }
    SettlementRoom room = told(store, all.toArray(Told[]::new));
    assertThat(store.count("select count(*) from reconciliation_case")).isEqualTo(all.size());
    assertThat(room.days.day("H1", DAY).count("twin")).isZero();
  }

  @EachEngine
  void anAdmissionIsKnownByAnyNameOfItAndADepositWaitsForOne(TestStore store) {
    Told deposit = notified("1", 500, "scene", "deposit", "visitRef", "V1", "encounterRef", "A1");
    Told last = inpatient("F1", on3rd("15:00"), 500, "kind", "final", "admissionRef", "A1");
    Told nameless = notified("2", 300, "scene", "deposit");
    SettlementRoom room = told(store, deposit, last, nameless);
    assertThat(judged(room, deposit)).isEqualTo("matched 0 paid 500+0 back 0 []");
    assertThat(judged(room, nameless)).isEqualTo("open 300 paid 300+0 back 0 []");
    assertThat(room.caseOf(nameless).line().open()).isFalse();
  }

  @EachEngine
  void facilitiesHaveTheirOwnNumbers(TestStore store) {
    Told here = notified("1", 100, "outTradeNo", "O1");
    Told there = outpatient("S1", FIVE_PAST, 100, "outTradeNo", "O1").of("H2");
    SettlementRoom room = told(store, here, here.of("H3"), there);
    assertThat(judged(room, here)).startsWith("paid-not-settled 100 ");
    assertThat(judged(room, there)).startsWith("settled-not-paid -100 ");
    assertThat(room.caseOf(here).records()).hasSize(1);
  }
}

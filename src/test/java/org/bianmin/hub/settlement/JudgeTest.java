// size: the table has a row for each outcome, finding and boundary
package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.settlement.Told.at;
import static org.bianmin.hub.settlement.Told.inpatient;
import static org.bianmin.hub.settlement.Told.on3rd;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;
import static org.bianmin.hub.settlement.Told.refund;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is judged of records, as one table. */
class JudgeTest {

  private static final long NINE = on3rd("09:00");
  private static final long FIVE_PAST = on3rd("09:05");

  private static final EntryReading READING = new EntryReading(Told.ZONE);
  private static final Judge JUDGE = new Judge(READING, Duration.ofMinutes(30));

  /** Records, and what is judged of them. */
  private record Row(String claim, Outcome outcome, long difference, List<Finding> findings) {}

  private final List<DynamicTest> tests = new ArrayList<>();

  private void row(String claim, Outcome outcome, long difference, List<Told> told) {
    row(claim, outcome, difference, List.of(), told);
  }

  private void row(
      String claim, Outcome outcome, long difference, List<Finding> findings, List<Told> told) {
    tests.add(
        DynamicTest.dynamicTest(
            claim,
            () -> {
              Judged judged = judge(told);
              assertThat(new Row(claim, judged.outcome(), judged.difference(), judged.findings()))
                  .isEqualTo(new Row(claim, outcome, difference, findings));
              sumsAgree(judged);
              List<Told> others = new ArrayList<>(told);
              Collections.shuffle(others, new Random(7));
              assertThat(judge(others).findings()).isEqualTo(findings);
              assertThat(judge(others).outcome()).isEqualTo(outcome);
            }));
  }

  /** What each record counts is what the case counts, to the fen. */
  private static void sumsAgree(Judged judged) {
    long paid = 0;
    long given = 0;
    long settled = 0;
    for (Map.Entry<Item, Judged.Counted> counted : judged.counted().entrySet()) {
      long fen = counted.getValue().sum();
      switch (counted.getKey().kind()) {
        case PAYMENT -> paid += fen;
        case REFUND -> given += fen;
        case SETTLEMENT -> settled += fen;
      }
    }
    assertThat(judged.paid() + judged.insurancePaid() - judged.refunded()).isEqualTo(paid - given);
    assertThat(judged.due() + judged.insuranceDue()).isEqualTo(settled);
  }

  private static Judged judge(List<Told> told) {
    List<Item> items = new ArrayList<>();
    for (Told one : told) {
      Entry entry = READING.read(items.size() + 1L, one.event());
      items.add(new Item(entry, List.of(), true, false, Item.Result.NONE));
    }
    items.sort(Component.ITEMS);
    return JUDGE.judge(items);
  }

  private static Told wechat(String number, long at, long fen, Object... more) {
    return provider("wechat", number, at, fen, "notification", more);
  }

  private static Told provider(
      String method, String number, long at, long fen, String evidence, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(more));
    all.addAll(List.of("method", method, "evidence", evidence));
    return payment(method + "/" + number, at, fen, all.toArray());
  }

  private static Told settled(String number, long at, long fen, Object... more) {
    return outpatient(number, at, fen, more);
  }

  @TestFactory
  Stream<DynamicTest> outcomes() {
    row(
        "one payment for one settlement",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", NINE, 100), settled("S1", FIVE_PAST, 100)));
    row(
        "a fen too little",
        Outcome.AMOUNT_DIFFERS,
        -1,
        List.of(wechat("1", NINE, 99), settled("S1", FIVE_PAST, 100)));
    row("a payment alone", Outcome.PAID_NOT_SETTLED, 100, List.of(wechat("1", NINE, 100)));
    row("a settlement alone", Outcome.SETTLED_NOT_PAID, -100, List.of(settled("S1", NINE, 100)));
    row("a settlement of nothing", Outcome.MATCHED, 0, List.of(settled("S1", NINE, 0)));
    row(
        "a settlement that the insurance pays",
        Outcome.MATCHED,
        0,
        List.of(settled("S1", NINE, 100, "insuranceFen", 100)));
    row(
        "a refund alone",
        Outcome.REFUND_WITHOUT_ORIGINAL,
        -30,
        List.of(refund("wechat/r1", NINE, 30L, "originalKey", "wechat/9")));
    row(
        "a refund and a settlement, and no payment",
        Outcome.REFUND_WITHOUT_ORIGINAL,
        -130,
        List.of(refund("wechat/r1", NINE, 30L, "outTradeNo", "O"), settled("S1", NINE, 100)));
    row(
        "a payment that was given back",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100), refund("wechat/r1", NINE, 100L, "originalKey", "wechat/1")));
    row(
        "a payment that was given back though it is settled",
        Outcome.SETTLED_NOT_PAID,
        -100,
        List.of(
            wechat("1", NINE, 100),
            settled("S1", FIVE_PAST, 100),
            refund("wechat/r1", FIVE_PAST, 100L, "originalKey", "wechat/1")));
    row(
        "several payments for one settlement",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 60),
            payment("cash/2", NINE, 40, "method", "cash"),
            settled("S1", FIVE_PAST, 100)));
    row(
        "one payment for several settlements",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100), settled("S1", FIVE_PAST, 70), settled("S2", FIVE_PAST, 30)));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> times() {
    row(
        "settled thirty minutes after the payment is in time",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", NINE, 100), settled("S1", NINE + 1_800_000, 100)));
    row(
        "settled a millisecond later is late",
        Outcome.LATE,
        0,
        List.of(wechat("1", NINE, 100), settled("S1", NINE + 1_800_001, 100)));
    row(
        "settled after midnight is late, however near",
        Outcome.LATE,
        0,
        List.of(
            wechat("1", on3rd("23:59:59"), 100), settled("S1", at("2026-11-04T00:00:00"), 100)));
    row(
        "the last second before midnight is of the day",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", on3rd("23:59:58"), 100), settled("S1", on3rd("23:59:59"), 100)));
    row(
        "paid long after the settlement on the same day is in time",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", on3rd("17:00"), 100), settled("S1", NINE, 100)));
    row(
        "paid on the day after is late",
        Outcome.LATE,
        0,
        List.of(wechat("1", at("2026-11-04T09:00"), 100), settled("S1", NINE, 100)));
    row(
        "a payment that was given back does not make it late",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", at("2026-11-02T09:00"), 100),
            refund("wechat/r1", NINE, 100L, "originalKey", "wechat/1"),
            wechat("2", NINE, 100),
            settled("S1", FIVE_PAST, 100)));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> insurance() {
    row(
        "the self part faces the self part",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100, "selfFen", 60, "insuranceFen", 40),
            settled("S1", FIVE_PAST, 100, "selfFen", 60, "insuranceFen", 40)));
    row(
        "the self part is what the insurance leaves",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", NINE, 60), settled("S1", FIVE_PAST, 100, "insuranceFen", 40)));
    row(
        "a part of another payer is not the patient's",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 60),
            settled("S1", FIVE_PAST, 110, "selfFen", 60, "insuranceFen", 40)));
    row(
        "parts of the insurance that differ are a finding",
        Outcome.MATCHED,
        0,
        List.of(Finding.INSURANCE_DIFFERS),
        List.of(
            wechat("1", NINE, 99, "selfFen", 60, "insuranceFen", 39),
            settled("S1", FIVE_PAST, 100, "selfFen", 60, "insuranceFen", 40)));
    row(
        "the insurance's own payment is its part",
        Outcome.MATCHED,
        0,
        List.of(
            payment("cash/1", NINE, 60, "method", "cash"),
            payment("med-ins-pool/2", NINE, 40, "method", "med-ins-pool"),
            settled("S1", FIVE_PAST, 100, "selfFen", 60, "insuranceFen", 40)));
    row(
        "where no settlement tells parts the whole faces the whole",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100, "selfFen", 60, "insuranceFen", 40),
            settled("S1", FIVE_PAST, 100)));
    row(
        "what was reversed is taken off the self part first",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 60),
            refund("wechat/r1", FIVE_PAST, 30L, "originalKey", "wechat/1"),
            settled(
                "S1", FIVE_PAST, 70, "selfFen", 60, "insuranceFen", 40, "reversals", taken(30))));
    row(
        "and then off the insurance",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100, "selfFen", 60, "insuranceFen", 40),
            refund("wechat/r1", FIVE_PAST, 80L, "originalKey", "wechat/1"),
            settled(
                "S1", FIVE_PAST, 20, "selfFen", 60, "insuranceFen", 40, "reversals", taken(80))));
    return tests.stream();
  }

  private static List<Map<String, Object>> taken(long fen) {
    return List.of(Map.of("at", "2026-11-03T09:05:00+08:00", "amountFen", fen));
  }

  @TestFactory
  Stream<DynamicTest> refunds() {
    Told his = refund("wechat/h1", NINE, 30L, "originalKey", "wechat/1", "method", "wechat");
    Told told =
        refund(
            "wechat/r1",
            NINE,
            30L,
            "originalKey",
            "wechat/1",
            "method",
            "wechat",
            "evidence",
            "notification");
    row(
        "a part given back and reversed",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100), told, settled("S1", FIVE_PAST, 70, "reversals", taken(30))));
    row(
        "a refund that HIS and the provider tell counts once",
        Outcome.MATCHED,
        0,
        List.of(wechat("1", NINE, 100), his, told, settled("S1", FIVE_PAST, 70)));
    row(
        "a refund without a method is of that of its payment",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100),
            told,
            refund("77", NINE, 30L, "originalKey", "wechat/1"),
            settled("S1", FIVE_PAST, 70)));
    row(
        "cash given back for a wallet's payment is money of its own",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100),
            told,
            refund("cash/c1", NINE, 20L, "originalKey", "wechat/1", "method", "cash"),
            settled("S1", FIVE_PAST, 50)));
    row(
        "what Alipay gave back in all stands for its refunds",
        Outcome.MATCHED,
        0,
        List.of(
            provider("alipay", "1", NINE, 100, "notification"),
            alipayRefund("a1", null, 20),
            alipayRefund("a2", null, 50),
            settled("S1", FIVE_PAST, 50)));
    row(
        "amounts from the bill do not come on top of it",
        Outcome.MATCHED,
        0,
        List.of(
            provider("alipay", "1", NINE, 100, "notification"),
            alipayRefund("a1", 20L, 20),
            alipayRefund("a2", null, 50),
            settled("S1", FIVE_PAST, 50)));
    row(
        "more given back than was paid",
        Outcome.AMOUNT_DIFFERS,
        -20,
        List.of(Finding.OVER_REFUNDED),
        List.of(
            wechat("1", NINE, 100),
            refund("wechat/r1", FIVE_PAST, 70L, "originalKey", "wechat/1", "method", "wechat"),
            refund("wechat/r2", FIVE_PAST, 50L, "originalKey", "wechat/1", "method", "wechat")));
    return tests.stream();
  }

  private static Told alipayRefund(String number, Long fen, long inAll) {
    return refund(
        "alipay/" + number,
        FIVE_PAST,
        fen,
        "originalKey",
        "alipay/1",
        "method",
        "alipay",
        "evidence",
        "notification",
        "refundedTotalFen",
        inAll);
  }

  @TestFactory
  Stream<DynamicTest> sources() {
    row(
        "a payment that HIS tells with the order of the wallet's is the same money",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100, "outTradeNo", "O1"),
            payment("wechat/H1", NINE, 100, "method", "wechat", "outTradeNo", "O1"),
            settled("S1", FIVE_PAST, 100)));
    row(
        "a refund of the twin is one of the payment",
        Outcome.MATCHED,
        0,
        List.of(
            wechat("1", NINE, 100, "outTradeNo", "O1"),
            payment("wechat/H1", NINE, 100, "method", "wechat", "outTradeNo", "O1"),
            refund("wechat/HR", NINE, 100L, "originalKey", "wechat/H1", "method", "wechat")));
    row(
        "one of another method is not",
        Outcome.AMOUNT_DIFFERS,
        100,
        List.of(Finding.PAID_TWICE),
        List.of(
            wechat("1", NINE, 100, "outTradeNo", "O1"),
            payment("cash/H1", NINE, 100, "method", "cash", "outTradeNo", "O1"),
            settled("S1", FIVE_PAST, 100)));
    row(
        "a line of the bill counts as paid",
        Outcome.MATCHED,
        0,
        List.of(Finding.ONLY_ON_BILL),
        List.of(
            provider("wechat", "1", NINE, 100, "bill", "billedFen", 100),
            settled("S1", FIVE_PAST, 100)));
    row(
        "the bill has another amount",
        Outcome.MATCHED,
        0,
        List.of(Finding.BILL_DIFFERS),
        List.of(wechat("1", NINE, 100, "billedFen", 99), settled("S1", FIVE_PAST, 100)));
    row(
        "paid twice for one settlement",
        Outcome.AMOUNT_DIFFERS,
        100,
        List.of(Finding.PAID_TWICE),
        List.of(wechat("1", NINE, 100), wechat("2", NINE, 100), settled("S1", FIVE_PAST, 100)));
    row(
        "paid twice with one order number, and not settled",
        Outcome.PAID_NOT_SETTLED,
        200,
        List.of(Finding.PAID_TWICE),
        List.of(
            wechat("1", NINE, 100, "outTradeNo", "O1"),
            provider("alipay", "2", NINE, 100, "notification", "outTradeNo", "O1")));
    row(
        "an amount beyond all reason is read as ten billion yuan, and said to be doubtful",
        Outcome.PAID_NOT_SETTLED,
        EntryReading.MOST,
        List.of(Finding.DOUBTFUL_AMOUNT),
        List.of(wechat("1", NINE, Long.MAX_VALUE)));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> admissions() {
    Told deposit =
        wechat("1", at("2026-10-20T10:00"), 500, "scene", "deposit", "encounterRef", "A1");
    Told interim =
        inpatient("I1", at("2026-10-25T10:00"), 200, "kind", "interim", "admissionRef", "A1");
    Told last = inpatient("F1", NINE, 250, "kind", "final", "admissionRef", "A1");
    row("a deposit is no difference while the patient stays", Outcome.OPEN, 500, List.of(deposit));
    row(
        "nor is what an interim settlement leaves of it",
        Outcome.OPEN,
        300,
        List.of(deposit, interim));
    row(
        "the final settlement leaves a balance that was not paid out",
        Outcome.AMOUNT_DIFFERS,
        50,
        List.of(deposit, interim, last));
    row(
        "the balance was paid out",
        Outcome.MATCHED,
        0,
        List.of(
            deposit,
            interim,
            last,
            refund("cash/9", FIVE_PAST, 50L, "method", "cash", "encounterRef", "A1")));
    row(
        "a deposit that was given back",
        Outcome.MATCHED,
        0,
        List.of(deposit, refund("wechat/r", NINE, 500L, "originalKey", "wechat/1")));
    return tests.stream();
  }

  @Test
  void listsACaseUnderTheDayOnWhichItBeganAndAnAdmissionUnderThatOfItsFinalSettlement() {
    assertThat(
            judge(
                    List.of(
                        wechat("1", on3rd("23:59:59"), 100),
                        settled("S1", at("2026-11-04T00:01"), 100)))
                .day())
        .isEqualTo("2026-11-03");
    assertThat(
            judge(
                    List.of(
                        wechat("1", at("2026-10-20T10:00"), 1, "scene", "deposit", "visitRef", "A"),
                        inpatient("F1", NINE, 1, "admissionRef", "A")))
                .day())
        .isEqualTo("2026-11-03");
  }
}

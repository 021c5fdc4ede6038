package org.bianmin.hub.settlement.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.bianmin.hub.settlement.bedside.BedsideExample.NOVEMBER;
import static org.bianmin.hub.settlement.bedside.BedsideExample.discharge;
import static org.bianmin.hub.settlement.bedside.BedsideExample.example;
import static org.bianmin.hub.settlement.bedside.BedsideExample.figure;
import static org.bianmin.hub.settlement.bedside.BedsideExample.november;
import static org.bianmin.hub.settlement.bedside.BedsideExample.number;
import static org.bianmin.hub.settlement.bedside.BedsideExample.parts;
import static org.bianmin.hub.settlement.bedside.BedsideExample.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.recognition.figures.StoredFacts;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** The figures beside the wards against examples that are worked out by hand. */
class BedsideFiguresTest {

  @EachEngine
  void countsDistinctPointsMethodsAndDocuments(TestStore store) {
    StoredFacts stored = example(store);
    String noon = november(10, "12:00:00");
    int no = 0;
    for (String point : List.of("window", "kiosk", "clinic-room", "window")) {
      stored.fact(
          "settlement.outpatient", "O" + no++, noon, "{\"settlementPoint\":\"" + point + "\"}");
    }
    stored.fact(
        "settlement.outpatient", "OX", noon, "{\"settlementPoint\":{\"$unmapped\":\"99\"}}");
    stored.fact("settlement.outpatient", "OY", noon, "{}");
    for (String method : List.of("cash", "wechat", "e-cny")) {
      stored.fact("payment.succeeded", method + "/1", noon, "{\"method\":\"" + method + "\"}");
    }
    stored.fact("visit.registered", "V1", noon, "{\"credentialType\":\"passport\"}");
    stored.fact("appt.booked", "B1", noon, "{\"credentialType\":\"id-card\"}");
    stored.fact("appt.booked", "B2", noon, "{\"credentialType\":\"hospital-card\"}");

    FacilitySettlements facility = november(store);

    // window, kiosk, clinic-room; what is untold or unmapped is no point
    assertThat(figure(facility, "SXN-06").value()).isEqualTo(number("3"));
    assertThat(parts(figure(facility, "SXN-06")))
        .isEqualTo(Map.of("window", 2L, "kiosk", 1L, "clinic-room", 1L));
    assertThat(figure(facility, "SXN-06").target()).isEqualTo(number("3"));
    // bedside, window, nurse-station, kiosk, mobile, and the cart of the interim one
    assertThat(figure(facility, "SXN-07").value()).isEqualTo(number("6"));
    assertThat(parts(figure(facility, "SXN-08"))).isEqualTo(Map.of("passport", 1L, "id-card", 1L));
    // e-CNY is none of the six
    assertThat(parts(figure(facility, "SXN-09"))).isEqualTo(Map.of("cash", 1L, "wechat", 1L));
    // window and nurse station of the final ones
    assertThat(figure(facility, "SXN-12").value()).isEqualTo(number("2"));
  }

  @EachEngine
  void countsPaymentsOfOutpatientVisitsOncePerOrder(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    String noon = november(10, "12:00:00");
    String type = "payment.succeeded";
    for (String visit : List.of("V1", "V2", "V3")) {
      stored.fact("visit.registered", visit, noon, "{\"visitClass\":\"O\"}");
    }
    stored.fact("visit.registered", "E1", noon, "{\"visitClass\":\"E\"}");
    stored.fact(
        StoredFacts.FACILITY, "visit.registered", "V4", noon, 2, "VOID", "{\"visitClass\":\"O\"}");
    String paid = "{\"method\":\"wechat\",\"outTradeNo\":\"%s\",%s}";
    // platform and HIS tell the same order
    stored.fact(type, "wechat/1", noon, paid.formatted("T1", "\"scene\":\"outpatient\""));
    stored.fact(type, "wechat/T1", noon, paid.formatted("T1", "\"visitRef\":\"V1\""));
    stored.fact(type, "wechat/2", noon, paid.formatted("T2", "\"visitRef\":\"V1\""));
    stored.fact(type, "wechat/3", noon, paid.formatted("T3", "\"scene\":\"registration\""));
    stored.fact(type, "wechat/4", noon, paid.formatted("T4", "\"scene\":\"deposit\""));
    // an emergency, and a cancelled visit
    stored.fact(
        type,
        "wechat/5",
        noon,
        paid.formatted("T5", "\"scene\":\"outpatient\",\"visitRef\":\"E1\""));
    stored.fact(type, "wechat/6", noon, paid.formatted("T6", "\"visitRef\":\"V4\""));

    BedsideFigure figure = figure(november(store), "ZDN-01");

    // T1, T2, T3 over V1, V2, V3
    assertThat(figure.numerator()).isEqualTo(3);
    assertThat(figure.denominator()).isEqualTo(3);
    assertThat(figure.value()).isEqualTo(number("1.00"));
  }

  @EachEngine
  void refundsOfDischargedPatientsAreFoundByThePaymentToo(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    discharge(stored, "A1", november(3, "10:00:00"), "ACTIVE", "");
    discharge(stored, "A2", november(3, "10:00:00"), "VOID", "");
    String type = "payment.refunded";
    // half a day later, 99 fen
    stored.fact(type, "r1", november(3, "22:00:00"), "{\"amountFen\":99,\"encounterRef\":\"A1\"}");
    // two days later, one yuan, found by the payment
    stored.fact(
        "payment.succeeded", "wechat/7", november(1, "10:00:00"), "{\"encounterRef\":\"A1\"}");
    stored.fact(
        type, "r2", november(5, "10:00:00"), "{\"billedFen\":100,\"originalKey\":\"wechat/7\"}");
    // of a cancelled discharge, and of nobody who was discharged
    stored.fact(type, "r3", november(5, "10:00:00"), "{\"amountFen\":1,\"encounterRef\":\"A2\"}");
    stored.fact(type, "r4", november(5, "10:00:00"), "{\"amountFen\":1,\"originalKey\":\"x/1\"}");

    BedsideFigure figure = figure(november(store), "HAN-03");

    assertThat(figure.numerator()).isEqualTo(1);
    assertThat(figure.denominator()).isEqualTo(2);
    assertThat(figure.value()).isEqualTo(number("50.00"));
    // 0.5 and 2 days
    assertThat(figure.parts())
        .extracting(BedsideFigure.Part::code, BedsideFigure.Part::value)
        .containsExactly(tuple("median", number("1.25")), tuple("p90", number("2.00")));
  }

  /** The numbers of the facts behind a figure of November, read in pages of two. */
  private static List<String> facts(TestStore store, String id, boolean numerator, String ward) {
    List<String> numbers = new ArrayList<>();
    String after = null;
    do {
      List<CountedFact> page =
          view(store, true).facts(id, numerator, NOVEMBER, "H001", ward, after, 2).orElseThrow();
      page.forEach(fact -> numbers.add(fact.key().businessKey()));
      after = page.isEmpty() ? null : page.get(page.size() - 1).cursor();
    } while (after != null);
    return numbers;
  }

  @EachEngine
  void eachShareLeadsToItsFactsPageByPage(TestStore store) {
    example(store);

    assertThat(facts(store, "AHN-09", false, null)).containsExactly("S1", "S2", "S3", "S6", "S8");
    assertThat(facts(store, "AHN-09", true, null)).containsExactly("S1", "S3", "S8");
    assertThat(facts(store, "AHN-09", true, "")).containsExactly("S8");
    assertThat(facts(store, "AHN-10", true, null)).containsExactly("S1", "S3");
    assertThat(facts(store, "AHN-10", true, "W2")).containsExactly("S3");
    assertThat(facts(store, "HAI-21", false, null)).containsExactly("A1", "A2", "A6", "A3", "A5");
    // A1 is settled before the page on which it is listed begins
    assertThat(facts(store, "HAI-21", true, null)).containsExactly("A1", "A2", "A3");
    assertThat(view(store, true).facts("SXN-06", true, NOVEMBER, null, null, null, 2)).isEmpty();
    assertThatThrownBy(() -> view(store, true).facts("AHN-09", true, NOVEMBER, null, null, "x", 2))
        .hasMessageContaining("next");
  }
}

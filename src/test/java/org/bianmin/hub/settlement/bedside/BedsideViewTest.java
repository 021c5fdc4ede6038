package org.bianmin.hub.settlement.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.bianmin.hub.settlement.bedside.BedsideExample.NOVEMBER;
import static org.bianmin.hub.settlement.bedside.BedsideExample.discharge;
import static org.bianmin.hub.settlement.bedside.BedsideExample.example;
import static org.bianmin.hub.settlement.bedside.BedsideExample.figure;
import static org.bianmin.hub.settlement.bedside.BedsideExample.last;
import static org.bianmin.hub.settlement.bedside.BedsideExample.november;
import static org.bianmin.hub.settlement.bedside.BedsideExample.number;
import static org.bianmin.hub.settlement.bedside.BedsideExample.settled;
import static org.bianmin.hub.settlement.bedside.BedsideExample.view;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.recognition.figures.StoredFacts;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Each column of the bedside view against an example that is worked out by hand. */
class BedsideViewTest {

  private static final String YEARS =
      "insert into measure_event (id, facility, type, business_key, version, status, occurred_at,"
          + " recorded_at, attributes, mapping, updated_at) select 1000000 + n * 20 + t.i, 'H001',"
          + " t.type, 'K' || n, 1, 'ACTIVE', n * 86400000::bigint, 0, '{}', '', 0 from generate_series(1,"
          + " 1000) n, unnest(array['invoice.issued', 'discharge.made', 'payment.refunded',"
          + " 'payment.succeeded', 'settlement.inpatient', 'settlement.outpatient',"
          + " 'visit.registered', 'appt.booked']) with ordinality t(type, i)";

  @EachEngine
  void countsFinalSettlementsWhileTheirDischargeStands(TestStore store) {
    example(store);

    FacilitySettlements facility = november(store);
    WardSettlements all = facility.all();

    // S1, S2, S3, S6, S8
    assertThat(all.settlements()).isEqualTo(5);
    assertThat(all.points())
        .isEqualTo(
            Map.of("bedside", 1L, "window", 1L, "nurse-station", 1L, "kiosk", 1L, "mobile", 1L));
    // S1, S3, S8 of 5
    assertThat(all.atWard()).isEqualTo(new Share(number("60.00"), 3, 5));
    assertThat(all.bedside()).isEqualTo(new Share(number("20.00"), 1, 5));
    assertThat(all.window()).isEqualTo(new Share(number("20.00"), 1, 5));
    assertThat(facility.suspended()).isEqualTo(1);
    assertThat(facility.kindUntold()).isEqualTo(1);
    assertThat(figure(facility, "AHN-09").value()).isEqualTo(number("60.00"));
    assertThat(figure(facility, "AHN-09").parts())
        .containsExactly(new BedsideFigure.Part("bedside", number("20.00"), 1L, 5L, "%"));
  }

  @EachEngine
  void measuresFromTheOrderOrWhereItIsUntoldFromTheDischarge(TestStore store) {
    example(store);

    WardSettlements all = november(store).all();

    // S1 12 min, S2 30 min after the order: median (12 + 30) / 2, second of two at 90 %
    assertThat(all.fromOrder()).isEqualTo(new Delay(2, number("21.00"), number("30.00")));
    // S3 599 s, S6 3600 s after the discharge: (599 + 3600) / 2 s = 34.99 min; S8 has none
    assertThat(all.fromDischarge()).isEqualTo(new Delay(2, number("34.99"), number("60.00")));
    // I1 300 s, I2 301 s, I4 181 s; I3 is void, I5 is not the first
    assertThat(all.toInvoice()).isEqualTo(new Delay(3, number("5.00"), number("5.02")));
    // I1, which is just in time, and I4, of 5 settlements
    assertThat(all.invoiced()).isEqualTo(new Share(number("40.00"), 2, 5));
  }

  @EachEngine
  void anOrderThatIsToldBeforeTheDischargeCounts(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    // an A16 alone: nobody has been discharged yet
    discharge(
        stored,
        "A1",
        november(3, "10:00:00"),
        "PENDING",
        "\"wardCode\":\"W1\",\"orderedAt\":\"2026-11-03T09:00:00+08:00\"");
    settled(stored, "S1", november(3, "09:12:30"), last("A1", "bedside"));
    // the order was taken back (A25)
    discharge(stored, "A2", november(3, "10:00:00"), "PENDING", "\"orderedAt\":\"\"");
    settled(stored, "S2", november(3, "09:12:30"), last("A2", "window"));

    WardSettlements all = november(store).all();

    assertThat(all.settlements()).isEqualTo(2);
    assertThat(all.fromOrder()).isEqualTo(new Delay(1, number("12.50"), number("12.50")));
    assertThat(all.sameDay()).isEqualTo(new Share(null, 0, 0));
  }

  @EachEngine
  void sameDayEndsAtMidnightInShanghai(TestStore store) {
    example(store);

    // A1, A2, A3 of A1, A2, A3, A5, A6: A6 was settled in the first moment of the next day
    assertThat(november(store).all().sameDay()).isEqualTo(new Share(number("60.00"), 3, 5));
    // without A5, who died
    assertThat(view(store, false).of(NOVEMBER, null).facilities().get(0).all().sameDay())
        .isEqualTo(new Share(number("75.00"), 3, 4));
  }

  @EachEngine
  void wardsAreCountedApartAndTheUntoldOneIsLast(TestStore store) {
    example(store);

    List<WardSettlements> wards = november(store).wards();

    assertThat(wards).extracting(WardSettlements::ward).containsExactly("W1", "W2", null);
    WardSettlements first = wards.get(0);
    // S1 and S2; A1 and A2 of A1, A2, A5
    assertThat(first.settlements()).isEqualTo(2);
    assertThat(first.atWard()).isEqualTo(new Share(number("50.00"), 1, 2));
    assertThat(first.sameDay()).isEqualTo(new Share(number("66.67"), 2, 3));
    assertThat(first.fromOrder().median()).isEqualTo(number("21.00"));
    assertThat(first.fromDischarge()).isEqualTo(Delay.NONE);
    // S3 and S6; A3 of A3 and A6
    assertThat(wards.get(1).fromDischarge().median()).isEqualTo(number("34.99"));
    assertThat(wards.get(1).sameDay()).isEqualTo(new Share(number("50.00"), 1, 2));
    // S8
    assertThat(wards.get(2).points()).isEqualTo(Map.of("mobile", 1L));
    assertThat(wards.get(2).sameDay()).isEqualTo(new Share(null, 0, 0));
  }

  @EachEngine
  void nothingToDivideByIsNullAndNeverZero(TestStore store) {
    example(store);

    FacilitySettlements none = view(store, true).of("2019", "H001").facilities().get(0);

    assertThat(none.all().atWard()).isEqualTo(new Share(null, 0, 0));
    assertThat(none.all().toInvoice()).isEqualTo(Delay.NONE);
    assertThat(none.wards()).isEmpty();
    for (String id : List.of("AHN-09", "AHN-10", "HAI-21", "HAN-03", "ZDN-01")) {
      assertThat(figure(none, id).value()).isNull();
      assertThat(figure(none, id).denominator()).isZero();
    }
    assertThat(view(store, true).of("2019", null).facilities()).isEmpty();
    assertThatThrownBy(() -> view(store, true).of("November", null))
        .hasMessageContaining("2026-Q4");
  }

  @EachEngine
  void periodsAndFacilitiesAreCountedApart(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    String type = "settlement.inpatient";
    String attributes = "{" + last("A1", "bedside") + "}";
    stored.fact("H001", type, "S1", "2026-11-03T23:59:59.999+08:00", 1, "ACTIVE", attributes);
    stored.fact("H001", type, "S2", "2026-11-04T00:00:00+08:00", 1, "ACTIVE", attributes);
    // the same numbers elsewhere; the discharge there says nothing of the one here
    stored.fact("H002", type, "S1", "2026-11-03T00:00:00+08:00", 1, "ACTIVE", attributes);
    stored.fact("H002", "discharge.made", "A1", november(3, "01:00:00"), 1, "VOID", "{}");
    BedsideView view = view(store, true);

    assertThat(view.of("2026-11-03", "H001").facilities().get(0).all().settlements()).isEqualTo(1);
    assertThat(view.of("2026-11-04", "H001").facilities().get(0).all().settlements()).isEqualTo(1);
    assertThat(view.of("2026-H2", null).facilities())
        .extracting(FacilitySettlements::facility, f -> f.all().settlements())
        .containsExactly(tuple("H001", 2L), tuple("H002", 0L));
  }

  @EachEngine
  void walksOverTheIndexOfTypeAndTime(TestStore store) {
    new StoredFacts(store);
    if (store.postgres()) {
      // of an empty table it takes any index that begins with the type
      new Commands(store.commits())
          .execute(
              session -> {
                boolean unused = session.prepare(YEARS).execute();
                return session.prepare("analyze measure_event").execute();
              });
    }
    for (String query :
        List.of(
            BedsideSql.COUNTS,
            BedsideSql.POINTS,
            BedsideSql.DELAYS,
            BedsideSql.DISCHARGES,
            BedsideSql.OUTPATIENT_POINTS,
            BedsideSql.CREDENTIALS,
            BedsideSql.PAYMENTS,
            BedsideSql.VISITS,
            BedsideSql.REFUND_COUNTS,
            BedsideSql.REFUND_DELAYS)) {
      String plan =
          String.join(
              "\n",
              store
                  .queries()
                  .sql(
                      (store.postgres() ? "explain " : "explain query plan ")
                          + BedsideSql.text(query, false))
                  .params(
                      Map.of("from", 1L, "to", 2L, "within", 3L, "deaths", 1L, "offset", 28800000L))
                  .query((row, n) -> row.getString(row.getMetaData().getColumnCount()))
                  .list());
      assertThat(plan).contains("measure_event_time").doesNotContain("SCAN measure_event");
    }
  }
}

package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.recognition.figures.StoredFacts;
import org.bianmin.hub.store.TestStore;

/** The example that the tests of the bedside view work out by hand, and what they ask of it. */
final class BedsideExample {

  static final String NOVEMBER = "2026-11";

  private BedsideExample() {}

  static BedsideView view(TestStore store, boolean deaths) {
    return new BedsideView(
        store.snapshot(),
        new BedsideQueries(store.queries()),
        new BedsideLineage(store.queries()),
        new BedsideProperties(Duration.ofMinutes(5), deaths),
        ZoneId.of("Asia/Shanghai"));
  }

  static FacilitySettlements november(TestStore store) {
    return view(store, true).of(NOVEMBER, StoredFacts.FACILITY).facilities().get(0);
  }

  static BedsideFigure figure(FacilitySettlements facility, String id) {
    return facility.figures().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  static Map<String, Long> parts(BedsideFigure figure) {
    return figure.parts().stream()
        .collect(Collectors.toMap(BedsideFigure.Part::code, p -> p.value().longValueExact()));
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static String november(int day, String time) {
    return "2026-11-%02dT%s+08:00".formatted(day, time);
  }

  static void discharge(
      StoredFacts stored, String admission, String at, String status, String rest) {
    stored.fact(StoredFacts.FACILITY, "discharge.made", admission, at, 1, status, "{" + rest + "}");
  }

  static void settled(StoredFacts stored, String no, String at, String attributes) {
    stored.fact("settlement.inpatient", no, at, "{" + attributes + "}");
  }

  static String last(String admission, String point) {
    return "\"admissionRef\":\"%s\",\"kind\":\"final\",\"settlementPoint\":\"%s\""
        .formatted(admission, point);
  }

  static void invoice(StoredFacts stored, String no, String at, String of, String status) {
    stored.fact(
        StoredFacts.FACILITY,
        "invoice.issued",
        no,
        at,
        1,
        status,
        "{\"settlementRef\":\"" + of + "\"}");
  }

  /** Two wards, five counted settlements, and one of each kind that does not count. */
  static StoredFacts example(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    String ordered = ",\"orderedAt\":\"2026-11-03T%s+08:00\"";
    String one = "\"wardCode\":\"W1\"";
    String two = "\"wardCode\":\"W2\"";
    String active = "ACTIVE";
    discharge(stored, "A1", november(3, "10:00:00"), active, one + ordered.formatted("09:00:00"));
    discharge(stored, "A2", november(3, "11:00:00"), active, one + ordered.formatted("09:30:00"));
    discharge(stored, "A3", november(3, "23:50:00"), active, two);
    discharge(stored, "A4", november(4, "08:00:00"), "VOID", two);
    discharge(stored, "A5", november(5, "09:00:00"), active, one + ",\"disposition\":\"5\"");
    discharge(stored, "A6", november(3, "23:00:00"), active, two);
    settled(stored, "S1", november(3, "09:12:00"), last("A1", "bedside") + "," + one);
    // its ward is that of the discharge
    settled(stored, "S2", november(3, "10:00:00"), last("A2", "window"));
    settled(stored, "S3", november(3, "23:59:59"), last("A3", "nurse-station"));
    // the discharge was cancelled
    settled(stored, "S4", november(4, "08:10:00"), last("A4", "bedside"));
    settled(
        stored,
        "S5",
        november(2, "08:10:00"),
        last("A1", "settlement-cart").replace("final", "interim"));
    // the day has changed
    settled(stored, "S6", november(4, "00:00:00"), last("A6", "kiosk"));
    // reversed as a whole
    stored.fact(
        StoredFacts.FACILITY,
        "settlement.inpatient",
        "S7",
        november(3, "09:05:00"),
        2,
        "VOID",
        "{" + last("A1", "bedside") + "}");
    // nobody has told the discharge
    settled(stored, "S8", november(9, "12:00:00"), last("A9", "mobile"));
    settled(stored, "S9", november(9, "12:00:00"), "\"admissionRef\":\"A5\"");
    invoice(stored, "I1", november(3, "09:17:00"), "S1", active);
    invoice(stored, "I2", november(3, "10:05:01"), "S2", active);
    invoice(stored, "I3", november(4, "00:00:10"), "S3", "VOID");
    invoice(stored, "I4", november(4, "00:03:00"), "S3", active);
    invoice(stored, "I5", november(4, "00:30:00"), "S3", active);
    return stored;
  }
}

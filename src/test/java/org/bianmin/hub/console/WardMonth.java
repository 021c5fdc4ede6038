package org.bianmin.hub.console;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A month of discharges from three wards, told as documents. */
final class WardMonth {

  static final String MONTH = "2024-10";
  static final String QUARTER = "2024-Q4";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+08:00'");

  private final List<String> documents = new ArrayList<>();

  /** 24 settlements: 12 of 0301, 8 of 0302, 4 of 0415. */
  List<String> documents() {
    ward("0301", List.of("bedside", "bedside", "nurse-station", "window"), 12, true);
    ward("0302", List.of("window", "bedside", "mobile", "kiosk"), 8, true);
    // orders are not told
    ward("0415", List.of("window", "window", "settlement-cart", "window"), 4, false);
    return documents;
  }

  private void ward(String ward, List<String> points, int n, boolean ordered) {
    for (int i = 0; i < n; i++) {
      LocalDateTime order = LocalDateTime.of(2024, 10, 2 + i, 9, 0);
      // every fourth patient leaves in the evening and is settled the next morning
      boolean next = i % 4 == 3;
      LocalDateTime left = order.plusHours(next ? 11 : 5);
      LocalDateTime settled = next ? order.plusHours(23) : order.plusMinutes(20 + 7 * i);
      String no = ward + "-" + i;
      document(
          "discharge.made",
          no,
          left,
          "\"dischargeAt\": \"%s\", \"wardCode\": \"%s\"%s"
              .formatted(
                  TIME.format(left),
                  ward,
                  ordered ? ", \"orderedAt\": \"" + TIME.format(order) + "\"" : ""));
      document(
          "settlement.inpatient",
          "ST" + no,
          settled,
          """
          "at": "%s", "kind": "final", "totalFen": 100000, "insuranceFen": 100000, "selfFen": 0,
          "settlementPoint": "%s", "admissionRef": "%s\""""
              .formatted(TIME.format(settled), points.get(i % points.size()), no));
      LocalDateTime invoiced = settled.plusSeconds(40 + 50L * i);
      document(
          "invoice.issued",
          "E" + no,
          invoiced,
          "\"at\": \"%s\", \"settlementRef\": \"ST%s\"".formatted(TIME.format(invoiced), no));
    }
  }

  private void document(String type, String key, LocalDateTime at, String attributes) {
    documents.add(
        """
        {"type": "%s", "key": "%s", "recordedAt": "%s", "patient": {"id": "P2"}, "attributes": {%s}}"""
            .formatted(type, key, TIME.format(at), attributes));
  }
}

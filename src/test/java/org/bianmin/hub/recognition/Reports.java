package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.mapping.Levels;

/** Reports, catalogue items and scopes of tests, with everything in order unless changed. */
final class Reports {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String HOSPITAL = "H1";

  final Map<String, Object> attributes = new HashMap<>();
  final List<Map<String, Object>> items = new ArrayList<>();
  EventStatus status = EventStatus.ACTIVE;

  /** A laboratory's report, collected on 1 June, issued on 2 June 2026. */
  static Reports lab() {
    Reports report = new Reports();
    report.attributes.put("category", "lab");
    report.attributes.put("collectedAt", "2026-06-01T23:30:00+08:00");
    report.attributes.put("reportedAt", "2026-06-02T08:00:00+08:00");
    report.attributes.put("items", report.items);
    return report;
  }

  /** A chest CT, performed on 1 June, issued on 2 June 2026. */
  static Reports exam() {
    Reports report = new Reports();
    report.attributes.put("category", "imaging");
    report.attributes.put("recognitionItemCode", "img-ct");
    report.attributes.put("studyUid", "1.2.3");
    report.attributes.put("performedAt", "2026-06-01T10:00:00+08:00");
    report.attributes.put("reportedAt", "2026-06-02T08:00:00+08:00");
    return report;
  }

  Reports with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  Reports without(String attribute) {
    attributes.remove(attribute);
    return this;
  }

  Reports item(String code) {
    return item(code, Map.of());
  }

  Reports item(Object code, Map<String, Object> more) {
    Map<String, Object> item =
        new HashMap<>(Map.of("localCode", "L", "value", "5.1", "status", "F"));
    if (code != null) {
      item.put("recognitionItemCode", code);
    }
    item.putAll(more);
    items.add(item);
    return this;
  }

  MeasureEvent event() {
    return new MeasureEvent(
        new EventKey(HOSPITAL, "result.issued", "R1"),
        1,
        status,
        null,
        0,
        "patient",
        attributes,
        "hash");
  }

  static CatalogueItem item(String code, int validDays, CountsFrom from) {
    return item(code, "lab", validDays, from, false, List.of());
  }

  static CatalogueItem item(
      String code,
      String kind,
      int validDays,
      CountsFrom from,
      boolean negative,
      List<ItemCondition> conditions) {
    return new CatalogueItem(
        code,
        code,
        kind,
        null,
        validDays,
        from,
        null,
        negative,
        Levels.ANY,
        conditions,
        Days.ALWAYS);
  }

  static HrScope scope(String item, String scope, String from, String to) {
    return new HrScope(HOSPITAL, item, scope, scope + "HR", null, days(from, to), 2);
  }

  static Days days(String from, String to) {
    return new Days(
        from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
  }

  static long millis(String localTime) {
    return LocalDateTime.parse(localTime).atZone(ZONE).toInstant().toEpochMilli();
  }
}

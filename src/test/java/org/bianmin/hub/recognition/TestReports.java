package org.bianmin.hub.recognition;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PersonIdentity;

/** Reports as facts tell them, and what a bundle needs besides. */
final class TestReports implements ReportSources {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String FACILITY = "12340000485000000X";
  static final long RECORDED = Instant.parse("2026-11-03T08:02:09Z").toEpochMilli();
  static final PersonIdentity PERSON =
      new PersonIdentity("01", "110101199003070070", "试验甲", "2", "1990-03-07");

  final Map<String, byte[]> documents = new HashMap<>();

  @Override
  public String facilityName(String facility) {
    return facility.equals(FACILITY) ? "试验市第一人民医院" : null;
  }

  @Override
  public byte[] document(String hash) {
    return documents.get(hash);
  }

  ReportBundles bundles() {
    return new ReportBundles(this, ZONE);
  }

  static MeasureEvent event(int version, EventStatus status, Map<String, Object> attributes) {
    return new MeasureEvent(
        new EventKey(FACILITY, "result.issued", "生化室/R1"),
        version,
        status,
        RECORDED,
        RECORDED,
        "p-7f3a90c2",
        attributes,
        "5d2c9e0b41f7a836");
  }

  static Map<String, Object> item(String... members) {
    Map<String, Object> item = new TreeMap<>();
    for (int i = 0; i < members.length; i += 2) {
      item.put(members[i], members[i + 1]);
    }
    return item;
  }

  /** What every report of a laboratory has. */
  static Map<String, Object> laboratory(List<Map<String, Object>> items) {
    Map<String, Object> report = new TreeMap<>();
    report.put("category", "lab");
    report.put("itemCode", "SH");
    report.put("itemName", "生化全套");
    report.put("orderRef", "O1");
    report.put("specimen", "SER");
    report.put("receivedAt", "2026-11-03T09:00:00+08:00");
    report.put("collectedAt", "2026-11-03T08:15:00+08:00");
    report.put("reportedAt", "2026-11-03T16:02:00+08:00");
    report.put("reportDoctor", "D1083");
    report.put("auditDoctor", "D1007");
    report.put("requestingOrg", "社区卫生服务中心");
    report.put("items", items);
    return report;
  }

  static Map<String, Object> glucose() {
    Map<String, Object> item =
        item(
            "localCode", "GLU",
            "localName", "葡萄糖",
            "recognitionItemCode", "lab-glu",
            "loinc", "14749-6",
            "value", "5.40",
            "unit", "mmol/L",
            "refRange", "3.9-6.1",
            "abnormalFlag", "N",
            "method", "己糖激酶法",
            "instrument", "AU5800",
            "status", "F");
    item.put("criticalFlag", true);
    return item;
  }

  static List<Map<String, Object>> many(int count) {
    List<Map<String, Object>> items = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      items.add(
          item(
              "localCode",
              "X" + i,
              "localName",
              "项目" + i,
              "subId",
              Integer.toString(i),
              "value",
              i + ".50",
              "unit",
              "mmol/L",
              "refRange",
              "1-9",
              "abnormalFlag",
              "N",
              "status",
              "F"));
    }
    return items;
  }

  static Map<String, Object> imaging() {
    Map<String, Object> report = new TreeMap<>();
    report.put("category", "imaging");
    report.put("itemCode", "CT-CHEST");
    report.put("itemName", "胸部CT平扫");
    report.put("recognitionItemCode", "img-ct-chest");
    report.put("performedAt", "2026-11-03T09:30:00+08:00");
    report.put("reportedAt", "2026-11-03T10:55:00+08:00");
    report.put("studyUid", "1.2.826.0.1.3680043.2.1125.1");
    report.put("accession", "ACC1");
    report.put("imageUrl", "https://pacs.example/view?study=1");
    report.put("findings", "双肺纹理清晰。\n右肺上叶见小结节。");
    report.put("conclusion", "右肺上叶小结节。");
    report.put(
        "items",
        List.of(
            item("localCode", "CT-CHEST", "part", "finding", "value", "双肺纹理清晰。"),
            item("localCode", "CT-CHEST", "part", "impression", "value", "右肺上叶小结节。"),
            item("localCode", "CTDI", "localName", "剂量", "value", "8.1", "unit", "mGy")));
    return report;
  }

  static Map<String, Object> culture() {
    return laboratory(
        List.of(
            organism("1", "eco", "大肠埃希菌"),
            organism("2", "kpn", "肺炎克雷伯菌"),
            item(
                "localCode",
                "CIP",
                "parentSubId",
                "1",
                "organism",
                "大肠埃希菌",
                "value",
                "<=0.25",
                "unit",
                "ug/mL",
                "abnormalFlag",
                "S"),
            item(
                "localCode",
                "CIP",
                "subId",
                "2.1",
                "value",
                "4",
                "unit",
                "ug/mL",
                "abnormalFlag",
                "R"),
            item("localCode", "CNT", "localName", "菌落计数", "value", ">=10^5", "unit", "CFU/mL")));
  }

  private static Map<String, Object> organism(String subId, String code, String name) {
    return item(
        "localCode",
        "ORG",
        "localName",
        "鉴定结果",
        "part",
        "organism",
        "subId",
        subId,
        "value",
        code,
        "valueText",
        name);
  }

  static Map<String, Object> document(String hash, String title, String issuedAt) {
    Map<String, Object> document =
        item("hash", hash, "mediaType", "application/pdf", "title", title, "issuedAt", issuedAt);
    document.put("size", 8L);
    return document;
  }
}

package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bianmin.hub.simulator.Neighbours.Neighbour;

/** Writes what a neighbour examined: plausible, and about nobody who lives. */
final class NeighbourReports {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final int OLDEST_HOURS = 12 * 24;
  private static final int NEWEST_HOURS = 6;

  /** An item of a panel; values are drawn from low to high. */
  private record Item(
      String local, String name, String code, String unit, double low, double high, int digits) {}

  private record Exam(String code, String name, String category, String findings, String words) {}

  private static final List<Item> BLOOD_COUNT =
      List.of(
          new Item("WBC", "白细胞计数", "lab-wbc", "10^9/L", 3.5, 9.5, 2),
          new Item("RBC", "红细胞计数", "lab-rbc", "10^12/L", 3.8, 5.8, 2),
          new Item("HGB", "血红蛋白", "lab-hgb", "g/L", 115, 175, 0),
          new Item("HCT", "红细胞压积", "lab-hct", "%", 35, 50, 1),
          new Item("PLT", "血小板计数", "lab-plt", "10^9/L", 125, 350, 0));

  private static final List<Item> CHEMISTRY =
      List.of(
          new Item("GLU", "葡萄糖", "lab-glu", "mmol/L", 3.9, 6.1, 2),
          new Item("CREA", "肌酐", "lab-crea", "μmol/L", 41, 97, 0),
          new Item("ALT", "丙氨酸氨基转移酶", "lab-alt", "U/L", 7, 50, 0),
          new Item("K", "钾", "lab-k", "mmol/L", 3.5, 5.3, 2));

  private static final List<Exam> EXAMS =
      List.of(
          new Exam("img-ct-chest", "胸部CT平扫", "imaging", "双肺纹理清晰，未见实变影。", "胸部CT平扫未见明显异常。"),
          new Exam("img-ct-head", "头颅CT平扫", "imaging", "脑实质密度均匀，中线居中。", "头颅CT平扫未见明显异常。"),
          new Exam("img-mr-head", "头颅磁共振平扫", "imaging", "脑室系统未见扩大。", "头颅磁共振平扫未见明显异常。"),
          new Exam("img-us-abdomen", "腹部超声", "us", "肝脏形态正常，回声均匀。", "肝胆胰脾未见明显异常。"),
          new Exam("img-dr-chest", "胸部正位片", "imaging", "双肺野清晰，心影不大。", "心肺膈未见明显异常。"),
          new Exam("ecg-12", "十二导联心电图", "ecg", "窦性心律，心率72次/分。", "正常心电图。"));

  private final Clock clock;
  private final Catalogue catalogue;

  NeighbourReports(Clock clock, Catalogue catalogue) {
    this.clock = clock;
    this.catalogue = catalogue;
  }

  /** A report of a panel. */
  ObjectNode laboratory(Neighbour at, String no, String person, Random random) {
    OffsetDateTime issued = issued(random);
    OffsetDateTime taken = issued.minusHours(2);
    BundleDraft draft = new BundleDraft(at, no, person, issued);
    List<Item> panel = random.nextBoolean() ? BLOOD_COUNT : CHEMISTRY;
    ObjectNode report = draft.report("lab", panel == BLOOD_COUNT ? "血常规" : "生化检验", taken);
    for (Item item : panel) {
      ObjectNode observation = draft.observation(item.code(), taken);
      var loinc =
          catalogue.find(item.code(), taken.toLocalDate()).map(found -> found.path("loinc"));
      BundleDraft.codes(
          observation,
          Names.LOCAL,
          item.local(),
          item.name(),
          item.code(),
          loinc.map(JsonNode::textValue).orElse(null));
      // a little beyond the range now and then
      double width = item.high() - item.low();
      BigDecimal value =
          BigDecimal.valueOf(item.low() + width * (random.nextDouble() * 1.2 - 0.1))
              .setScale(item.digits(), RoundingMode.HALF_UP);
      observation.putObject("valueQuantity").put("value", value).put("unit", item.unit());
      observation
          .putArray("referenceRange")
          .addObject()
          .put("text", plain(item.low()) + "-" + plain(item.high()));
      judge(observation, item.code(), taken.toLocalDate());
      report.withArray("/result").add(draft.reference(item.code()));
    }
    return draft.bundle();
  }

  /** A report with findings and a conclusion. */
  ObjectNode examination(Neighbour at, String no, String person, Random random) {
    OffsetDateTime issued = issued(random);
    OffsetDateTime performed = issued.minusHours(1);
    Exam exam = EXAMS.get(random.nextInt(EXAMS.size()));
    BundleDraft draft = new BundleDraft(at, no, person, issued);
    ObjectNode report = draft.report(exam.category(), exam.name(), performed);
    BundleDraft.codes(report, Names.EXAM, exam.code(), exam.name(), exam.code(), null);
    judge(report, exam.code(), performed.toLocalDate());
    report.put("conclusion", exam.words());
    ObjectNode findings = draft.observation("findings", performed);
    ObjectNode code = findings.putObject("code").put("text", "检查所见");
    code.putArray("coding").addObject().put("system", Names.LOINC).put("code", Names.FINDINGS);
    findings.put("valueString", exam.findings());
    report.putArray("result").add(draft.reference("findings"));
    return draft.bundle();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private OffsetDateTime issued(Random random) {
    int hours = NEWEST_HOURS + random.nextInt(OLDEST_HOURS - NEWEST_HOURS);
    return clock
        .instant()
        .atOffset(ZONE)
        .minusHours(hours)
        .minusMinutes(random.nextInt(60))
        .truncatedTo(ChronoUnit.MINUTES);
  }

  /** The province's scope for what the catalogue lets pass, until the end of the last day. */
  private void judge(ObjectNode resource, String code, LocalDate day) {
    ObjectNode judged = Json.MAPPER.createObjectNode().put("url", Names.JUDGED);
    ArrayNode parts = judged.putArray("extension");
    Optional<JsonNode> item = catalogue.find(code, day);
    if (item.isEmpty() || item.get().get("negative").booleanValue()) {
      parts.addObject().put("url", "scope").put("valueCode", "none");
      parts
          .addObject()
          .put("url", "reason")
          .put("valueCode", item.isEmpty() ? "not-in-catalogue" : "negative-list");
    } else {
      LocalDate last = day.plusDays(item.get().get("validDays").intValue());
      parts.addObject().put("url", "scope").put("valueCode", "province");
      parts.addObject().put("url", "label").put("valueString", "示例省HR");
      parts
          .addObject()
          .put("url", "expiresAt")
          .put(
              "valueDateTime",
              BundleDraft.text(last.atTime(LocalTime.of(23, 59, 59)).atOffset(ZONE)));
    }
    resource.withArray("/extension").add(judged);
  }

  /** The next version, with another value or conclusion. */
  ObjectNode corrected(ObjectNode bundle, boolean urgent) {
    ObjectNode next = next(bundle, urgent, "amended");
    for (JsonNode entry : next.get("entry")) {
      ObjectNode resource = (ObjectNode) entry.get("resource");
      if (resource.path("resourceType").asText().equals("DiagnosticReport")) {
        resource.put("status", "corrected");
        resource.put("conclusion", "更正：" + resource.path("conclusion").asText("以本报告为准。"));
      } else if (resource.path("valueQuantity").path("value").isNumber()) {
        ObjectNode quantity = (ObjectNode) resource.get("valueQuantity");
        BigDecimal value = quantity.get("value").decimalValue();
        quantity.put("value", value.add(value.ulp()));
        resource.put("status", "corrected");
      }
    }
    return next;
  }

  /** The next version, which takes the report back. */
  ObjectNode recalled(ObjectNode bundle, boolean urgent) {
    ObjectNode next = next(bundle, urgent, "entered-in-error");
    ArrayNode kept = Json.MAPPER.createArrayNode();
    for (JsonNode entry : next.get("entry")) {
      ObjectNode resource = (ObjectNode) entry.get("resource");
      switch (resource.path("resourceType").asText()) {
        case "Composition" -> kept.add(without(entry, resource, "subject"));
        case "Organization" -> kept.add(entry);
        case "DiagnosticReport" -> {
          resource.put("status", "entered-in-error");
          kept.add(without(entry, resource, "subject", "result", "conclusion", "extension"));
        }
        default -> {
          // a recall tells no results and no patient
        }
      }
    }
    next.set("entry", kept);
    return next;
  }

  private static JsonNode without(JsonNode entry, ObjectNode resource, String... names) {
    resource.remove(List.of(names));
    return entry;
  }

  private ObjectNode next(ObjectNode bundle, boolean urgent, String status) {
    ObjectNode next = bundle.deepCopy();
    String now = BundleDraft.text(clock.instant().atOffset(ZONE));
    ObjectNode meta = next.withObject("/meta");
    meta.put("versionId", Integer.toString(meta.get("versionId").asInt() + 1));
    if (urgent) {
      meta.putArray("tag").addObject().put("system", Names.PRIORITY).put("code", "urgent");
    }
    next.put("timestamp", now);
    ((ObjectNode) next.get("entry").get(0).get("resource")).put("status", status).put("date", now);
    return next;
  }
}

package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Observations of a bundle: one per item; the findings of an examination as one; an organism
 * with its susceptibilities as its members.
 */
final class ReportObservations {

  // LOINC: Procedure findings Narrative
  private static final String FINDINGS = "59776-5";
  private static final String ORGANISM = "organism";

  /** One item and where it stands. */
  private static final class Item {
    final Map<?, ?> told;
    final ItemJudgement judged;
    final String url;
    final List<String> members = new ArrayList<>(0);
    boolean member;

    Item(Map<?, ?> told, ItemJudgement judged, String url) {
      this.told = told;
      this.judged = judged;
      this.url = url;
    }
  }

  private final Report report;
  private final ReportParties parties;
  private final ReportContext context;
  private final List<Item> items = new ArrayList<>();
  private final String findings;

  ReportObservations(
      Report report,
      Judgement judgement,
      ReportParties parties,
      ReportContext context,
      Entries entries) {
    this.report = report;
    this.parties = parties;
    this.context = context;
    if (report.recalled) {
      this.findings = null;
      return;
    }
    this.findings = report.text("findings") == null ? null : entries.next();
    List<ItemJudgement> judged = judgement == null ? List.of() : judgement.items();
    int at = 0;
    for (Object each : report.items("items")) {
      if (each instanceof Map<?, ?> told && !report.toldApart(told)) {
        items.add(new Item(told, at < judged.size() ? judged.get(at) : null, entries.next()));
      }
      at++;
    }
    relate();
  }

  /** Gives the organisms of a culture their susceptibilities. */
  private void relate() {
    Map<String, Item> organisms = new LinkedHashMap<>();
    for (Item item : items) {
      String subId = Report.text(item.told, "subId");
      if (subId != null && ORGANISM.equals(Report.text(item.told, "part"))) {
        organisms.putIfAbsent(subId, item);
      }
    }
    if (organisms.isEmpty()) {
      return;
    }
    for (Item item : items) {
      Item organism = ORGANISM.equals(Report.text(item.told, "part")) ? null : of(item, organisms);
      if (organism != null) {
        organism.members.add(item.url);
        item.member = true;
      }
    }
  }

  /** By the parent's sub-id (OBR-26.2), or by its own: the same, or one below it ({@code 1.3}). */
  private static Item of(Item item, Map<String, Item> organisms) {
    String parent = Report.text(item.told, "parentSubId");
    if (parent != null) {
      return organisms.get(parent);
    }
    String own = Report.text(item.told, "subId");
    while (own != null) {
      if (organisms.containsKey(own)) {
        return organisms.get(own);
      }
      int dot = own.lastIndexOf('.');
      own = dot < 0 ? null : own.substring(0, dot);
    }
    return null;
  }

  /** Full URLs of those that the report lists; members hang on theirs. */
  List<String> results() {
    List<String> urls = new ArrayList<>(items.size() + 1);
    if (findings != null) {
      urls.add(findings);
    }
    for (Item item : items) {
      if (!item.member) {
        urls.add(item.url);
      }
    }
    return urls;
  }

  void write(JsonGenerator json, ZoneId zone) throws IOException {
    if (findings != null) {
      BundleWriter.entry(json, findings);
      json.writeStringField("resourceType", "Observation");
      json.writeStringField("status", report.isAmended() ? "amended" : "final");
      json.writeObjectFieldStart("code");
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, FhirJson.LOINC, FINDINGS, null);
      json.writeEndArray();
      json.writeStringField("text", "检查所见");
      json.writeEndObject();
      FhirJson.reference(json, "subject", parties.patient());
      FhirJson.references(json, "performer", parties.performer());
      json.writeStringField("valueString", report.text("findings"));
      BundleWriter.end(json);
    }
    ItemObservation observation = new ItemObservation(report, parties, context, zone);
    for (Item item : items) {
      BundleWriter.entry(json, item.url);
      observation.write(json, item.told, item.judged, item.members);
      BundleWriter.end(json);
    }
  }
}

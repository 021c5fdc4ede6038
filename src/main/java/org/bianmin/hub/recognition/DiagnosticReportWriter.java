package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** Writes the DiagnosticReport of a bundle. */
final class DiagnosticReportWriter {

  private static final String REPORT_NO_OID = "urn:oid:2.16.156.10011.1.33";
  private static final String CATEGORY = "urn:bianmin:report-category";
  private static final String SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074";
  private static final String EXAM_CODE = "urn:bianmin:exam-item";
  private static final String PLATFORM_CODE = "urn:bianmin:item-code";

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final Report report;
  private final Judgement judgement;
  private final ReportParties parties;
  private final ReportContext context;
  private final ZoneId zone;

  DiagnosticReportWriter(
      Report report,
      Judgement judgement,
      ReportParties parties,
      ReportContext context,
      ZoneId zone) {
    this.report = report;
    this.judgement = judgement;
    this.parties = parties;
    this.context = context;
    this.zone = zone;
  }

  /** The members of the resource. */
  void write(JsonGenerator json, List<String> results, List<PublishedDocument> documents)
      throws IOException {
    json.writeStringField("resourceType", "DiagnosticReport");
    if (!report.recalled && judgement != null && judgement.report() != null) {
      RecognitionExtension.write(json, judgement.report(), zone);
    }
    json.writeArrayFieldStart("identifier");
    json.writeStartObject();
    FhirJson.identifier(json, BundleWriter.REPORT_KEY, report.event.key().toString());
    json.writeEndObject();
    String number = FhirJson.clean(report.event.key().businessKey());
    if (number != null) {
      json.writeStartObject();
      FhirJson.identifier(json, REPORT_NO_OID, number);
      json.writeEndObject();
    }
    json.writeEndArray();
    FhirJson.references(json, "basedOn", context.order());
    json.writeStringField("status", status());
    category(json);
    code(json);
    FhirJson.reference(json, "subject", parties.patient());
    if (!report.recalled) {
      String at = report.text("collectedAt");
      if (!report.isLaboratory() || at == null) {
        at = report.text("performedAt") == null ? at : report.text("performedAt");
      }
      FhirJson.text(json, "effectiveDateTime", at);
      FhirJson.text(json, "issued", report.text("reportedAt"));
    }
    FhirJson.references(json, "performer", parties.performer());
    if (parties.interpreters().iterator().hasNext()) {
      json.writeArrayFieldStart("resultsInterpreter");
      for (String doctor : parties.interpreters()) {
        FhirJson.reference(json, doctor);
      }
      json.writeEndArray();
    }
    FhirJson.references(json, "specimen", context.specimen());
    if (!results.isEmpty()) {
      json.writeArrayFieldStart("result");
      for (String result : results) {
        FhirJson.reference(json, result);
      }
      json.writeEndArray();
    }
    FhirJson.references(json, "imagingStudy", context.study());
    if (!report.recalled) {
      FhirJson.text(json, "conclusion", report.text("conclusion"));
      forms(json, documents);
    }
  }

  private String status() {
    if (report.recalled) {
      return "cancelled".equals(report.text("withdrawal")) ? "cancelled" : "entered-in-error";
    }
    return report.isAmended() ? "amended" : "final";
  }

  private void category(JsonGenerator json) throws IOException {
    String category = report.text("category");
    if (category != null) {
      json.writeArrayFieldStart("category");
      json.writeStartObject();
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, SECTION, ReportKind.of(category).section(), null);
      FhirJson.coding(json, CATEGORY, category, null);
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  /** The local code, that of the platform, and a name that people know. */
  private void code(JsonGenerator json) throws IOException {
    String local = report.text("itemCode");
    String platform = report.text("recognitionItemCode");
    String name = report.text("itemName");
    json.writeObjectFieldStart("code");
    if (local != null || platform != null) {
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, EXAM_CODE, local, name);
      FhirJson.coding(json, PLATFORM_CODE, platform, null);
      json.writeEndArray();
    }
    json.writeStringField(
        "text", name == null ? ReportKind.of(report.text("category")).title() : name);
    json.writeEndObject();
  }

  private void forms(JsonGenerator json, List<PublishedDocument> documents) throws IOException {
    String images = report.text("imageUrl");
    boolean linked = images != null && FhirJson.isUrl(images);
    if (documents.isEmpty() && !linked) {
      return;
    }
    json.writeArrayFieldStart("presentedForm");
    for (PublishedDocument document : documents) {
      json.writeStartObject();
      String type = Report.text(document.told(), "mediaType");
      json.writeStringField("contentType", type == null ? UNKNOWN_TYPE : FhirJson.code(type));
      json.writeFieldName("data");
      json.writeBinary(document.bytes());
      json.writeNumberField("size", document.bytes().length);
      FhirJson.text(json, "title", Report.text(document.told(), "title"));
      json.writeEndObject();
    }
    if (linked) {
      json.writeStartObject();
      json.writeStringField("url", images);
      json.writeStringField("title", "影像");
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

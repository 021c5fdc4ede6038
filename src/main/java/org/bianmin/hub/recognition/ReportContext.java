package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a report is about: the order that it answers, the specimen, the images. */
final class ReportContext {

  // roots of the national shared documents (WS/T 500)
  private static final String ORDER_OID = "urn:oid:2.16.156.10011.1.24";
  private static final String DICOM_UID = "urn:dicom:uid";
  private static final String STUDY = "urn:bianmin:study";
  private static final String ACCESSION = "urn:bianmin:accession";
  private static final String SPECIMEN_TYPE = "urn:bianmin:specimen-type";

  private final Report report;
  private final ReportParties parties;
  private final String order;
  private final String specimen;
  private final String study;

  ReportContext(Report report, ReportParties parties, Entries entries) {
    this.report = report;
    this.parties = parties;
    boolean empty = report.recalled;
    this.order = empty || report.text("orderRef") == null ? null : entries.next();
    this.specimen = empty || report.text("specimen") == null ? null : entries.next();
    boolean images =
        report.text("studyUid") != null
            || (report.text("accession") != null && !report.isLaboratory());
    this.study = empty || !images ? null : entries.next();
  }

  /** Null where none is told. */
  String order() {
    return order;
  }

  /** Null where none is told. */
  String specimen() {
    return specimen;
  }

  /** Null where none is told. */
  String study() {
    return study;
  }

  void write(JsonGenerator json) throws IOException {
    if (order != null) {
      BundleWriter.entry(json, order);
      json.writeStringField("resourceType", "ServiceRequest");
      FhirJson.identifiers(json, ORDER_OID, report.text("orderRef"));
      json.writeStringField("status", "completed");
      json.writeStringField("intent", "order");
      FhirJson.reference(json, "subject", parties.patient());
      FhirJson.reference(json, "requester", parties.requester());
      BundleWriter.end(json);
    }
    if (specimen != null) {
      BundleWriter.entry(json, specimen);
      specimen(json);
      BundleWriter.end(json);
    }
    if (study != null) {
      BundleWriter.entry(json, study);
      study(json);
      BundleWriter.end(json);
    }
  }

  private void specimen(JsonGenerator json) throws IOException {
    json.writeStringField("resourceType", "Specimen");
    json.writeObjectFieldStart("type");
    json.writeArrayFieldStart("coding");
    FhirJson.coding(json, SPECIMEN_TYPE, report.text("specimen"), null);
    json.writeEndArray();
    json.writeStringField("text", report.text("specimen"));
    json.writeEndObject();
    FhirJson.reference(json, "subject", parties.patient());
    FhirJson.text(json, "receivedTime", report.text("receivedAt"));
    if (report.text("collectedAt") != null) {
      json.writeObjectFieldStart("collection");
      json.writeStringField("collectedDateTime", report.text("collectedAt"));
      json.writeEndObject();
    }
  }

  private void study(JsonGenerator json) throws IOException {
    json.writeStringField("resourceType", "ImagingStudy");
    json.writeArrayFieldStart("identifier");
    String uid = report.text("studyUid");
    if (uid != null) {
      String bare = uid.startsWith("urn:oid:") ? uid.substring("urn:oid:".length()) : uid;
      json.writeStartObject();
      if (FhirJson.isOid(bare)) {
        FhirJson.identifier(json, DICOM_UID, "urn:oid:" + bare);
      } else {
        FhirJson.identifier(json, STUDY, uid);
      }
      json.writeEndObject();
    }
    if (report.text("accession") != null) {
      json.writeStartObject();
      FhirJson.identifier(json, ACCESSION, report.text("accession"));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("status", "available");
    FhirJson.reference(json, "subject", parties.patient());
    FhirJson.text(json, "started", report.text("performedAt"));
    FhirJson.references(json, "basedOn", order);
  }
}

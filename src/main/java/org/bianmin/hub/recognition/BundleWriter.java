package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.Rfc3339;

/** Writes one bundle: what it is of, the composition, and the resources that it leads to. */
final class BundleWriter {

  static final String PROFILES = "https://bianmin.example/platform-contract/profiles/";
  static final String REPORT_KEY = "urn:bianmin:report";
  static final String PRIORITY = "urn:bianmin:recognition-priority";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES = 4096;
  private static final int BYTES_PER_ITEM = 900;

  private final Report report;
  private final Judgement judgement;
  private final PersonIdentity person;
  private final ReportSources sources;
  private final ZoneId zone;
  private final Entries entries;

  BundleWriter(
      Report report,
      Judgement judgement,
      PersonIdentity person,
      ReportSources sources,
      ZoneId zone) {
    this.report = report;
    this.judgement = judgement;
    this.person = person;
    this.sources = sources;
    this.zone = zone;
    this.entries = new Entries(report.event.key().toString());
  }

  ReportBundle write(boolean urgent) {
    List<PublishedDocument> documents = new ArrayList<>(0);
    long size = BYTES + (long) BYTES_PER_ITEM * report.items("items").size();
    if (!report.recalled) {
      for (Map<?, ?> told : PublishedDocument.current(report)) {
        byte[] bytes = sources.document(String.valueOf(told.get("hash")));
        if (bytes == null) {
          return new ReportBundle.Refused(NotPublishable.DOCUMENT_GONE);
        }
        documents.add(new PublishedDocument(told, bytes));
        size += bytes.length / 3L * 4 + 4;
        if (size > ReportBundles.LARGEST) {
          return new ReportBundle.Refused(NotPublishable.TOO_LARGE);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      bundle(json, documents, urgent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size() > ReportBundles.LARGEST
        ? new ReportBundle.Refused(NotPublishable.TOO_LARGE)
        : new ReportBundle.Written(bytes.toByteArray(), urgent);
  }

  private void bundle(JsonGenerator json, List<PublishedDocument> documents, boolean urgent)
      throws IOException {
    String composition = entries.next();
    json.writeStartObject();
    json.writeStringField("resourceType", "Bundle");
    json.writeObjectFieldStart("meta");
    json.writeStringField("versionId", Integer.toString(report.event.version()));
    json.writeArrayFieldStart("profile");
    json.writeString(PROFILES + "report-bundle");
    json.writeEndArray();
    if (urgent) {
      json.writeArrayFieldStart("tag");
      FhirJson.coding(json, PRIORITY, "urgent", null);
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("identifier");
    FhirJson.identifier(json, REPORT_KEY, report.event.key().toString());
    json.writeEndObject();
    json.writeStringField("type", "document");
    json.writeStringField("timestamp", Rfc3339.format(report.event.recordedAt(), zone));
    json.writeArrayFieldStart("entry");
    parts(json, composition, documents);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void parts(JsonGenerator json, String composition, List<PublishedDocument> documents)
      throws IOException {
    // who is named comes first, so that all others can refer to it
    ReportParties parties = new ReportParties(report, person, sources, entries);
    ReportContext context = new ReportContext(report, parties, entries);
    ReportObservations observations =
        new ReportObservations(report, judgement, parties, context, entries);
    String diagnosticReport = entries.next();
    entry(json, composition);
    composition(json, parties, diagnosticReport);
    end(json);
    parties.write(json);
    context.write(json);
    entry(json, diagnosticReport);
    new DiagnosticReportWriter(report, judgement, parties, context, zone)
        .write(json, observations.results(), documents);
    end(json);
    observations.write(json, zone);
  }

  /** Begins an entry and its resource. */
  static void entry(JsonGenerator json, String fullUrl) throws IOException {
    json.writeStartObject();
    json.writeStringField("fullUrl", fullUrl);
    json.writeObjectFieldStart("resource");
  }

  static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  private void composition(JsonGenerator json, ReportParties parties, String diagnosticReport)
      throws IOException {
    ReportKind kind = ReportKind.of(report.text("category"));
    json.writeStringField("resourceType", "Composition");
    json.writeStringField(
        "status", report.recalled ? "entered-in-error" : report.isAmended() ? "amended" : "final");
    json.writeObjectFieldStart("type");
    json.writeArrayFieldStart("coding");
    FhirJson.coding(json, FhirJson.LOINC, kind.loinc(), null);
    json.writeEndArray();
    json.writeStringField("text", kind.title());
    json.writeEndObject();
    FhirJson.reference(json, "subject", parties.patient());
    json.writeStringField("date", Rfc3339.format(report.event.recordedAt(), zone));
    FhirJson.references(json, "author", parties.author());
    String name = report.text("itemName");
    json.writeStringField("title", name == null ? kind.title() : name);
    FhirJson.reference(json, "custodian", parties.organization());
    json.writeArrayFieldStart("section");
    json.writeStartObject();
    json.writeStringField("title", kind.title());
    FhirJson.references(json, "entry", diagnosticReport);
    json.writeEndObject();
    json.writeEndArray();
  }
}

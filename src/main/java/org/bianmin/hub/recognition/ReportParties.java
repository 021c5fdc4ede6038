package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.event.PersonIdentity;

/** Who is named in a report: the patient, the institutions, the doctors. */
final class ReportParties {

  private static final String ID_CARD = "01";
  // roots of the national shared documents (WS/T 500)
  private static final String ID_CARD_OID = "urn:oid:2.16.156.10011.1.3";
  private static final String INSTITUTION_OID = "urn:oid:2.16.156.10011.1.5";
  private static final String ID_TYPES = "urn:bianmin:CV02.01.101";
  private static final String PSEUDONYM = "urn:bianmin:pseudonym";
  private static final String STAFF = "urn:bianmin:staff";

  private static final Map<String, String> ID_NAMES =
      Map.of(
          "01", "居民身份证",
          "02", "居民户口簿",
          "03", "护照",
          "04", "军官证",
          "05", "驾驶证",
          "06", "港澳居民来往内地通行证",
          "07", "台湾居民来往内地通行证",
          "99", "其他");
  private static final Map<String, String> GENDERS =
      Map.of("1", "male", "2", "female", "0", "unknown", "9", "unknown");

  private final Report report;
  private final PersonIdentity person;
  private final ReportSources sources;
  private final String patient;
  private final String organization;
  // full URL by local code
  private final Map<String, String> organizations = new LinkedHashMap<>();
  private final Map<String, String> practitioners = new LinkedHashMap<>();

  ReportParties(Report report, PersonIdentity person, ReportSources sources, Entries entries) {
    this.report = report;
    this.person = person;
    this.sources = sources;
    this.patient = report.recalled ? null : entries.next();
    String facility = report.event.key().facility();
    this.organization = entries.next();
    organizations.put(facility, organization);
    if (!report.recalled) {
      name(organizations, "performingOrg", entries);
      name(organizations, "requestingOrg", entries);
      name(practitioners, "reportDoctor", entries);
      name(practitioners, "auditDoctor", entries);
    }
  }

  private void name(Map<String, String> known, String attribute, Entries entries) {
    String code = report.text(attribute);
    if (code != null && !known.containsKey(code)) {
      known.put(code, entries.next());
    }
  }

  /** Null in a recall. */
  String patient() {
    return patient;
  }

  /** The institution whose report it is. */
  String organization() {
    return organization;
  }

  /** The institution or laboratory that made the examination. */
  String performer() {
    return organizations.getOrDefault(report.text("performingOrg"), organization);
  }

  /** Null where it is not told. */
  String requester() {
    return organizations.get(report.text("requestingOrg"));
  }

  /** The doctors who answer for it. */
  Iterable<String> interpreters() {
    return practitioners.values();
  }

  /** The doctor who reported, or else the institution. */
  String author() {
    return practitioners.getOrDefault(report.text("reportDoctor"), organization);
  }

  void write(JsonGenerator json) throws IOException {
    if (patient != null) {
      BundleWriter.entry(json, patient);
      patient(json);
      BundleWriter.end(json);
    }
    for (Map.Entry<String, String> each : organizations.entrySet()) {
      BundleWriter.entry(json, each.getValue());
      json.writeStringField("resourceType", "Organization");
      FhirJson.identifiers(json, INSTITUTION_OID, each.getKey());
      String name = sources.facilityName(each.getKey());
      json.writeStringField("name", name == null ? each.getKey() : name);
      BundleWriter.end(json);
    }
    for (Map.Entry<String, String> each : practitioners.entrySet()) {
      BundleWriter.entry(json, each.getValue());
      json.writeStringField("resourceType", "Practitioner");
      json.writeArrayFieldStart("identifier");
      json.writeStartObject();
      FhirJson.identifier(json, STAFF, each.getKey());
      FhirJson.reference(json, "assigner", organization);
      json.writeEndObject();
      json.writeEndArray();
      BundleWriter.end(json);
    }
  }

  private void patient(JsonGenerator json) throws IOException {
    json.writeStringField("resourceType", "Patient");
    json.writeArrayFieldStart("identifier");
    if (person != null) {
      json.writeStartObject();
      json.writeObjectFieldStart("type");
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, ID_TYPES, person.idType(), ID_NAMES.get(person.idType()));
      json.writeEndArray();
      json.writeEndObject();
      String system =
          ID_CARD.equals(person.idType())
              ? ID_CARD_OID
              : ID_TYPES + ':' + FhirJson.code(person.idType()).replace(' ', '-');
      FhirJson.identifier(json, system, person.id());
      json.writeEndObject();
    }
    if (report.event.patient() != null) {
      json.writeStartObject();
      FhirJson.identifier(json, PSEUDONYM, report.event.patient());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (person != null) {
      String name = person.name() == null ? null : FhirJson.clean(person.name());
      if (name != null) {
        json.writeArrayFieldStart("name");
        json.writeStartObject();
        json.writeStringField("text", name);
        json.writeEndObject();
        json.writeEndArray();
      }
      FhirJson.text(json, "gender", person.sex() == null ? null : GENDERS.get(person.sex()));
      FhirJson.text(json, "birthDate", person.birthDate());
    }
  }
}

package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes one item of a report as an Observation, its value as the source wrote it. */
final class ItemObservation {

  static final String UNIT = "urn:bianmin:source-unit";

  private static final String LOCAL_CODE = "urn:bianmin:local-code";
  private static final String PLATFORM_CODE = "urn:bianmin:item-code";
  private static final String VALUE_CODE = "urn:bianmin:value-code";
  private static final String FLAG = "urn:bianmin:abnormal-flag";
  private static final String CRITICAL = "urn:bianmin:critical-flag";
  private static final String ORGANISM = "urn:bianmin:organism";
  private static final String INTERPRETATION =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
  private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

  // HL7 table 0078, as far as FHIR has the same codes
  private static final Set<String> INTERPRETATIONS =
      Set.of("N", "L", "H", "LL", "HH", "A", "AA", "S", "I", "R", "POS", "NEG", "SDD", "NS", "IND");

  // a number that JSON and FHIR write exactly as it stands
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");
  private static final int DIGITS = 18;

  private final Report report;
  private final ReportParties parties;
  private final ReportContext context;
  private final ZoneId zone;

  ItemObservation(Report report, ReportParties parties, ReportContext context, ZoneId zone) {
    this.report = report;
    this.parties = parties;
    this.context = context;
    this.zone = zone;
  }

  /** The members of the resource. */
  void write(JsonGenerator json, Map<?, ?> item, ItemJudgement judged, List<String> members)
      throws IOException {
    String value = Report.text(item, "value");
    String unit = Report.text(item, "unit");
    boolean quantity = value != null && unit != null && isNumber(value);
    json.writeStringField("resourceType", "Observation");
    extensions(json, judged, quantity ? null : unit, Report.text(item, "organism"));
    json.writeStringField("status", status(Report.text(item, "status")));
    code(json, item);
    FhirJson.reference(json, "subject", parties.patient());
    String at = Report.text(item, "observedAt");
    FhirJson.text(json, "effectiveDateTime", at == null ? report.text("collectedAt") : at);
    FhirJson.references(json, "performer", parties.performer());
    if (quantity) {
      json.writeObjectFieldStart("valueQuantity");
      json.writeFieldName("value");
      // not by way of a number, which would lose zeros at its end
      json.writeNumber(value);
      json.writeStringField("unit", unit);
      json.writeEndObject();
    } else if (value != null && Report.text(item, "valueText") != null) {
      json.writeObjectFieldStart("valueCodeableConcept");
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, VALUE_CODE, value, null);
      json.writeEndArray();
      json.writeStringField("text", Report.text(item, "valueText"));
      json.writeEndObject();
    } else if (value != null) {
      json.writeStringField("valueString", value);
    } else {
      json.writeObjectFieldStart("dataAbsentReason");
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, ABSENT, "unknown", null);
      json.writeEndArray();
      json.writeEndObject();
    }
    interpretation(json, item);
    named(json, "method", "text", Report.text(item, "method"));
    FhirJson.reference(json, "specimen", context.specimen());
    named(json, "device", "display", Report.text(item, "instrument"));
    String range = Report.text(item, "refRange");
    if (range != null) {
      json.writeArrayFieldStart("referenceRange");
      json.writeStartObject();
      json.writeStringField("text", range);
      json.writeEndObject();
      json.writeEndArray();
    }
    if (!members.isEmpty()) {
      json.writeArrayFieldStart("hasMember");
      for (String member : members) {
        FhirJson.reference(json, member);
      }
      json.writeEndArray();
    }
  }

  /** Whether a text is a number that can be read back as the very same text. */
  static boolean isNumber(String text) {
    return text.length() <= DIGITS && NUMBER.matcher(text).matches();
  }

  private void extensions(JsonGenerator json, ItemJudgement judged, String unit, String organism)
      throws IOException {
    if (judged == null && unit == null && organism == null) {
      return;
    }
    json.writeArrayFieldStart("extension");
    if (judged != null) {
      RecognitionExtension.extension(json, judged, zone);
    }
    text(json, UNIT, unit);
    text(json, ORGANISM, organism);
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String url, String value) throws IOException {
    if (value != null) {
      json.writeStartObject();
      json.writeStringField("url", url);
      json.writeStringField("valueString", value);
      json.writeEndObject();
    }
  }

  /** As the source has it: HL7 table 0085, or the status of a FHIR Observation. */
  private static String status(String told) {
    if (told == null) {
      return "final";
    }
    return switch (told) {
      case "C", "corrected" -> "corrected";
      case "A", "B", "amended" -> "amended";
      default -> "final";
    };
  }

  private static void code(JsonGenerator json, Map<?, ?> item) throws IOException {
    String local = Report.text(item, "localCode");
    String name = Report.text(item, "localName");
    String platform = Report.text(item, "recognitionItemCode");
    String loinc = Report.text(item, "loinc");
    json.writeObjectFieldStart("code");
    if (local != null || platform != null || loinc != null) {
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, LOCAL_CODE, local, name);
      FhirJson.coding(json, PLATFORM_CODE, platform, null);
      FhirJson.coding(json, FhirJson.LOINC, loinc, null);
      json.writeEndArray();
    }
    json.writeStringField("text", name != null ? name : local != null ? local : "项目");
    json.writeEndObject();
  }

  private static void interpretation(JsonGenerator json, Map<?, ?> item) throws IOException {
    String flag = Report.text(item, "abnormalFlag");
    boolean critical = Boolean.TRUE.equals(item.get("criticalFlag"));
    if (flag == null && !critical) {
      return;
    }
    json.writeArrayFieldStart("interpretation");
    if (flag != null) {
      json.writeStartObject();
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, INTERPRETATIONS.contains(flag) ? INTERPRETATION : FLAG, flag, null);
      json.writeEndArray();
      json.writeStringField("text", flag);
      json.writeEndObject();
    }
    if (critical) {
      json.writeStartObject();
      json.writeArrayFieldStart("coding");
      FhirJson.coding(json, CRITICAL, "critical", "危急值");
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void named(JsonGenerator json, String member, String name, String value)
      throws IOException {
    if (value != null) {
      json.writeObjectFieldStart(member);
      json.writeStringField(name, value);
      json.writeEndObject();
    }
  }
}

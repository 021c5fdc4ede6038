package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.regex.Pattern;

/** The small parts that FHIR resources are written of, and what their texts may hold. */
final class FhirJson {

  static final String LOINC = "http://loinc.org";

  // an OID as DICOM and FHIR have it
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private FhirJson() {}

  /**
   * A text that FHIR takes: without control characters, which no string may hold, and null where
   * nothing else is in it.
   */
  static String clean(String told) {
    // the line break of HL7 v2 (formatted text), which nobody else knows
    String text = told.indexOf('\\') < 0 ? told : told.replace("\\.br\\", "\n");
    boolean visible = false;
    boolean odd = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      visible |= c > ' ' && !Character.isWhitespace(c);
      odd |= (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\uFFFE' || c == '\uFFFF';
    }
    if (!visible) {
      return null;
    }
    if (!odd) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
      kept.append(control || c == '\uFFFE' || c == '\uFFFF' ? ' ' : c);
    }
    return kept.toString();
  }

  /** A code: FHIR takes single spaces between words only. */
  static String code(String text) {
    return SPACES.matcher(text.strip()).replaceAll(" ");
  }

  static boolean isOid(String text) {
    return text.length() <= 64 && OID.matcher(text).matches();
  }

  /** Whether it may stand where FHIR wants a URL. */
  static boolean isUrl(String text) {
    boolean web = text.startsWith("http://") || text.startsWith("https://");
    return web && text.chars().noneMatch(c -> c <= ' ' || c > '~' || "<>\"{}|\\^`".indexOf(c) >= 0);
  }

  static void text(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  static void reference(JsonGenerator json, String name, String target) throws IOException {
    if (target != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("reference", target);
      json.writeEndObject();
    }
  }

  /** A list of one reference. */
  static void references(JsonGenerator json, String name, String target) throws IOException {
    if (target != null) {
      json.writeArrayFieldStart(name);
      reference(json, target);
      json.writeEndArray();
    }
  }

  static void reference(JsonGenerator json, String target) throws IOException {
    json.writeStartObject();
    json.writeStringField("reference", target);
    json.writeEndObject();
  }

  static void coding(JsonGenerator json, String system, String code, String display)
      throws IOException {
    if (code != null) {
      json.writeStartObject();
      json.writeStringField("system", system);
      json.writeStringField("code", code(code));
      text(json, "display", display);
      json.writeEndObject();
    }
  }

  /** The members of an object, an identifier. */
  static void identifier(JsonGenerator json, String system, String value) throws IOException {
    json.writeStringField("system", system);
    json.writeStringField("value", value);
  }

  /** A list of one identifier. */
  static void identifiers(JsonGenerator json, String system, String value) throws IOException {
    json.writeArrayFieldStart("identifier");
    json.writeStartObject();
    identifier(json, system, value);
    json.writeEndObject();
    json.writeEndArray();
  }
}

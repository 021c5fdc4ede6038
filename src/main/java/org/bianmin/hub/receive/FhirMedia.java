package org.bianmin.hub.receive;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Syntax of a request body (FHIR R4, RESTful API, "Content Types and encodings").
 *
 * @param xml false for JSON
 * @param charset of the Content-Type, null when it names none
 */
record FhirMedia(boolean xml, Charset charset) {

  static final MediaType JSON = MediaType.parseMediaType("application/fhir+json;charset=UTF-8");
  static final MediaType XML = MediaType.parseMediaType("application/fhir+xml;charset=UTF-8");

  private static final Set<String> JSON_NAMES = Set.of("fhir+json", "json");
  private static final Set<String> XML_NAMES = Set.of("fhir+xml", "xml");

  /**
   * Reads a Content-Type.
   *
   * @throws FhirRefusal 415 for anything but FHIR's JSON and XML
   */
  static FhirMedia of(String contentType) {
    try {
      MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
      if (type != null && "application".equals(type.getType())) {
        if (JSON_NAMES.contains(type.getSubtype())) {
          return new FhirMedia(false, type.getCharset());
        }
        if (XML_NAMES.contains(type.getSubtype())) {
          return new FhirMedia(true, type.getCharset());
        }
      }
    } catch (IllegalArgumentException e) {
      // an unreadable type or an unknown charset is refused like an unsupported one
    }
    throw new FhirRefusal(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        IssueType.NOTSUPPORTED,
        "Content-Type must be application/fhir+json, application/json, application/fhir+xml or"
            + " application/xml, with a charset that is known");
  }

  /** Whether the answer is XML: by {@code _format}, else by Accept, else as the request was. */
  static boolean answerXml(String format, String accept, String contentType) {
    Boolean asked = format == null ? null : names(format);
    if (asked == null && accept != null) {
      asked = names(accept);
    }
    if (asked == null && contentType != null) {
      asked = names(contentType);
    }
    return asked != null && asked;
  }

  /** True for XML, false for JSON, whichever is named first; null where neither is. */
  private static Boolean names(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int xml = lower.indexOf("xml");
    int json = lower.indexOf("json");
    if (xml < 0 && json < 0) {
      return null;
    }
    return json < 0 || (xml >= 0 && xml < json);
  }
}

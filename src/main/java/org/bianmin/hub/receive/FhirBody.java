package org.bianmin.hub.receive;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.http.HttpStatus;

/** Reads a request body: strict on charset, syntax and values, lenient on unknown elements. */
final class FhirBody {

  /** As the JDK's reader of XML says it, or Woodstox, whichever is there. */
  private static final Pattern ROW_COLUMN =
      Pattern.compile("\\[row,col[^]]*]: ?\\[([0-9]+),([0-9]+)]");

  private FhirBody() {}

  /**
   * Decodes strictly.
   *
   * @throws FhirRefusal 400 when the bytes are not of the charset
   */
  static String decode(byte[] raw, Charset charset) {
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    try {
      String text = charset.newDecoder().decode(bytes).toString();
      return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new FhirRefusal(
          HttpStatus.BAD_REQUEST,
          IssueType.INVALID,
          "The bytes are not "
              + charset.name()
              + ": send UTF-8, or name the charset in Content-Type",
          null,
          "byte " + bytes.position());
    }
  }

  /** The charset of an XML declaration, else UTF-8; an unknown name counts as UTF-8. */
  static Charset declared(byte[] raw) {
    String head = new String(raw, 0, Math.min(raw.length, 100), StandardCharsets.ISO_8859_1);
    int name = head.startsWith("<?xml") ? head.indexOf("encoding=") + 10 : 9;
    boolean quoted = name > 9 && name < head.length();
    int end = quoted ? head.indexOf(head.charAt(name - 1), name) : -1;
    try {
      return end < 0 ? StandardCharsets.UTF_8 : Charset.forName(head.substring(name, end));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * Parses a resource.
   *
   * @throws FhirRefusal 400 with the element, or line and column, where HAPI tells them
   */
  static Resource parse(String text, boolean xml) {
    FhirContext context = FhirContext.forR4Cached();
    IParser parser = xml ? context.newXmlParser() : context.newJsonParser();
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    parser.setParserErrorHandler(new FhirValueErrors(text, xml));
    try {
      return (Resource) parser.parseResource(text);
    } catch (DataFormatException e) {
      throw malformed(e, text, xml);
    } catch (FhirRefusal e) {
      throw e;
    } catch (RuntimeException e) {
      // HAPI leaves some malformed shapes to the JDK: null pointers, class casts
      throw refusal(xml, "it does not have the shape of a resource", null, null);
    }
  }

  private static FhirRefusal malformed(DataFormatException e, String text, boolean xml) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
        JsonLocation at = json.getLocation();
        return refusal(xml, "its syntax is broken", null, at(at.getLineNr(), at.getColumnNr()));
      }
    }
    String message = String.valueOf(e.getMessage());
    Matcher place = ROW_COLUMN.matcher(message);
    if (place.find()) {
      return refusal(xml, "its syntax is broken", null, at(place.group(1), place.group(2)));
    }
    if (!xml && message.contains("resourceType")) {
      return refusal(false, "resourceType is missing", "resourceType", null);
    }
    if (!xml && message.contains("Unknown resource name")) {
      JsonPlace at = JsonPlace.ofUnknownType(text);
      return refusal(false, "resourceType names no R4 resource", at.path(), at.lineColumn());
    }
    return refusal(xml, "its syntax is broken", null, null);
  }

  private static String at(Object line, Object column) {
    return "line " + line + ", column " + column;
  }

  private static FhirRefusal refusal(boolean xml, String why, String expression, String location) {
    return new FhirRefusal(
        HttpStatus.BAD_REQUEST,
        IssueType.STRUCTURE,
        "The body is not a FHIR R4 resource in "
            + (xml ? "XML" : "JSON")
            + ": "
            + why
            + (location == null ? "" : " at " + location)
            + ". Correct it and send it again",
        expression,
        location);
  }
}

package org.bianmin.hub.normalize.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.hl7.fhir.r4.model.Resource;

/** From bytes to HAPI's model. */
final class FhirBytes {

  private FhirBytes() {}

  static Resource read(byte[] raw, String contentHint) {
    String hint = contentHint == null ? "" : contentHint.toLowerCase(Locale.ROOT);
    String text = decode(raw, charset(raw, hint));
    boolean xml = hint.contains("xml") || (!hint.contains("json") && startsWithTag(text));
    try {
      if (FhirR4.parser(xml).parseResource(text) instanceof Resource resource) {
        return resource;
      }
      throw unreadable(null, "The message is not an R4 resource");
    } catch (DataFormatException e) {
      throw unreadable(place(e), "The message is not a FHIR R4 resource in " + syntax(xml));
    } catch (UnreadableFhir e) {
      throw e;
    } catch (RuntimeException e) {
      // HAPI leaves some malformed shapes to the JDK: null pointers, class casts
      throw unreadable(null, "The message is malformed " + syntax(xml));
    }
  }

  private static String decode(byte[] raw, Charset charset) {
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    try {
      // a fresh decoder reports malformed input instead of replacing it
      String text = charset.newDecoder().decode(bytes).toString();
      return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableFhir(
          "byte " + bytes.position(),
          "The bytes are not " + charset.name(),
          "send FHIR in UTF-8, or name the charset in Content-Type");
    }
  }

  /**
   * The charset of the transport, else of the XML declaration, else UTF-8 (FHIR R4, 3.1.0.1.10).
   */
  private static Charset charset(byte[] raw, String hint) {
    String name = parameter(hint, "charset=");
    if (name == null) {
      String head = new String(raw, 0, Math.min(raw.length, 100), StandardCharsets.ISO_8859_1);
      int end = head.startsWith("<?xml") ? head.indexOf("?>") : -1;
      name = end < 0 ? null : parameter(head.substring(0, end), "encoding=");
    }
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UnreadableFhir(
          "charset", "The declared charset is not known", "send FHIR in UTF-8");
    }
  }

  private static String parameter(String text, String name) {
    int start = text.indexOf(name);
    if (start < 0) {
      return null;
    }
    int from = start + name.length();
    int end = from;
    while (end < text.length() && ";, \t".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String value = text.substring(from, end).replace("\"", "").replace("'", "");
    return value.isEmpty() ? null : value;
  }

  private static boolean startsWithTag(String text) {
    int i = 0;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '<';
  }

  private static String place(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
        JsonLocation at = json.getLocation();
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
      }
    }
    return null;
  }

  private static String syntax(boolean xml) {
    return xml ? "XML" : "JSON";
  }

  private static UnreadableFhir unreadable(String location, String reason) {
    return new UnreadableFhir(
        location, reason, "correct it at the sender, check it with a FHIR validator, and resend");
  }
}

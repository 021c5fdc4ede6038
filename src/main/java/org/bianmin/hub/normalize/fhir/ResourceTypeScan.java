package org.bianmin.hub.normalize.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds the type of the outermost resource without HAPI. */
final class ResourceTypeScan {

  private static final JsonFactory JSON = new JsonFactory();

  private ResourceTypeScan() {}

  static String of(byte[] raw) {
    int start = start(raw);
    if (start < raw.length && raw[start] == '<') {
      return rootElement(raw, start);
    }
    try (JsonParser json = JSON.createParser(raw)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = "resourceType".equals(json.currentName());
        JsonToken value = json.nextToken();
        if (wanted) {
          return value == JsonToken.VALUE_STRING ? json.getText() : "";
        }
        json.skipChildren();
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  private static int start(byte[] raw) {
    int i = raw.length > 2 && (raw[0] & 0xFF) == 0xEF && (raw[1] & 0xFF) == 0xBB ? 3 : 0;
    while (i < raw.length && raw[i] <= ' ' && raw[i] >= 0) {
      i++;
    }
    return i;
  }

  /** Skips the declaration, processing instructions and comments before the root element. */
  private static String rootElement(byte[] raw, int start) {
    int i = start;
    while (i >= 0 && i + 1 < raw.length) {
      if (raw[i] != '<') {
        i++;
      } else if (raw[i + 1] == '?') {
        i = after(raw, i, "?>");
      } else if (raw[i + 1] == '!') {
        i = after(raw, i, i + 2 < raw.length && raw[i + 2] == '-' ? "-->" : ">");
      } else {
        return name(raw, i + 1);
      }
    }
    return "";
  }

  private static int after(byte[] raw, int from, String end) {
    for (int i = from; i + end.length() <= raw.length; i++) {
      int matched = 0;
      while (matched < end.length() && raw[i + matched] == end.charAt(matched)) {
        matched++;
      }
      if (matched == end.length()) {
        return i + matched;
      }
    }
    return -1;
  }

  private static String name(byte[] raw, int from) {
    StringBuilder name = new StringBuilder();
    for (int i = from; i < raw.length; i++) {
      char c = (char) raw[i];
      if (c == ':') {
        name.setLength(0);
      } else if (Character.isLetterOrDigit(c) && c < 128) {
        name.append(c);
      } else {
        return name.toString();
      }
    }
    return name.toString();
  }
}

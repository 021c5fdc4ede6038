package org.bianmin.hub.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.BitSet;
import org.bianmin.hub.journal.MessageFormat;

/**
 * Which characters of a message are hidden until it is revealed: all letters and digits of what may
 * name a person. Delimiters stay, so that the structure can be seen. What cannot be taken apart is
 * hidden altogether.
 */
final class Masking {

  static final char DOT = '•';

  private static final JsonFactory JSON = new JsonFactory();

  private Masking() {}

  /**
   * The hidden characters of a text.
   *
   * @param readable whether the bytes fit their charset; otherwise fields may begin anywhere
   */
  static BitSet of(MessageFormat format, String text, boolean readable) {
    BitSet hidden = new BitSet(text.length());
    if (!readable) {
      hide(text, 0, text.length(), hidden);
      return hidden;
    }
    switch (format) {
      case HL7V2 -> hl7(text, hidden);
      case FHIR, JSON -> json(text, hidden);
      case ROW -> hide(text, 0, text.length(), hidden);
    }
    return hidden;
  }

  /** The text with dots in place of what is hidden. */
  static String masked(String text, BitSet hidden) {
    StringBuilder masked = new StringBuilder(text);
    for (int i = hidden.nextSetBit(0); i >= 0; i = hidden.nextSetBit(i + 1)) {
      masked.setCharAt(i, DOT);
    }
    return masked.toString();
  }

  private static void hide(String text, int from, int to, BitSet hidden) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x7F || Character.isLetterOrDigit(c)) {
        hidden.set(i);
      }
    }
  }

  private static void hl7(String text, BitSet hidden) {
    char separator = '|';
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
        end++;
      }
      boolean header =
          end - from > 3
              && (text.startsWith("MSH", from)
                  || text.startsWith("BHS", from)
                  || text.startsWith("FHS", from));
      if (header) {
        separator = text.charAt(from + 3);
      }
      segment(text, from, end, separator, header ? 1 : 0, hidden);
      from = end + 1;
    }
  }

  private static void segment(
      String text, int from, int end, char separator, int first, BitSet hidden) {
    int at = text.indexOf(separator, from);
    int name = at < 0 || at > end ? end : at;
    if (name - from != 3) {
      // no segment: perhaps the rest of a text that was broken in two
      hide(text, from, end, hidden);
      return;
    }
    String segment = text.substring(from, name);
    int field = first;
    int start = name + 1;
    while (start <= end) {
      field++;
      int next = text.indexOf(separator, start);
      int to = next < 0 || next > end ? end : next;
      if (!Hl7Parts.isClear(segment, field)) {
        hide(text, start, to, hidden);
      }
      start = to + 1;
    }
  }

  private static void json(String text, BitSet hidden) {
    int done = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (token.isScalarValue() && !shown(parser)) {
          // to read its text is to come to its end
          int unused = parser.getTextLength();
          hide(text, from, (int) parser.currentLocation().getCharOffset(), hidden);
        }
        done = (int) parser.currentLocation().getCharOffset();
      }
    } catch (IOException e) {
      hide(text, done, text.length(), hidden);
    }
  }

  private static boolean shown(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_NULL
        || token.isBoolean()
        || (name != null && JsonParts.CLEAR.contains(name));
  }
}

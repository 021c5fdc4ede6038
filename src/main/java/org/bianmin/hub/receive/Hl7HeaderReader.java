package org.bianmin.hub.receive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.journal.Hl7Charsets;

/**
 * Reads a message's header without decoding the rest.
 *
 * <p>The second byte of a GBK character may be a delimiter (東 ends in 0x7C), so the segment is
 * decoded first and split then. Only its end is searched in bytes: CR and LF are never part of a
 * character in the charsets of HL7 table 0211.
 */
final class Hl7HeaderReader {

  /** Tried where nothing is decided or the header does not fit it; the last fits all bytes. */
  private static final List<Charset> FALLBACKS =
      List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.ISO_8859_1);

  /** No header is longer; bytes without any segment end are not decoded beyond. */
  private static final int MAX_SEGMENT = 64 * 1024;

  private static final int LAST_FIELD = 18;

  private final Hl7Charsets charsets;

  Hl7HeaderReader(Hl7Charsets charsets) {
    this.charsets = charsets;
  }

  /**
   * The header of a message.
   *
   * @param sourceCharset {@code hub.sources.<id>.charset}, null where it is not set
   * @return {@link Hl7Header#NONE} when the bytes do not begin with MSH, FHS or BHS
   */
  Hl7Header read(byte[] raw, String sourceCharset) {
    int from = start(raw);
    String segment = segmentAt(raw, from);
    if (segment.isEmpty()) {
      return Hl7Header.NONE;
    }
    int to = from + 4;
    int limit = Math.min(raw.length, from + MAX_SEGMENT);
    boolean ascii = true;
    while (to < limit && raw[to] != '\r' && raw[to] != '\n') {
      ascii &= raw[to] >= 0;
      to++;
    }
    if (ascii) {
      String text = new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
      return split(segment, text, StandardCharsets.ISO_8859_1);
    }
    return readNational(segment, Arrays.copyOfRange(raw, from, to), raw, sourceCharset);
  }

  private Hl7Header readNational(String segment, byte[] bytes, byte[] raw, String sourceCharset) {
    // the same decision as the normalizer's; its bytes may still not fit, for answers need a header
    Charset decided = charsets.decide(raw, sourceCharset).charset();
    Hl7Header header = decided == null ? null : decoded(segment, bytes, decided);
    for (int i = 0; header == null && i < FALLBACKS.size(); i++) {
      header = decoded(segment, bytes, FALLBACKS.get(i));
    }
    return header;
  }

  /**
   * Null unless the bytes fit the charset and come back unchanged, so that answers can echo them.
   */
  private static Hl7Header decoded(String segment, byte[] bytes, Charset charset) {
    if (!charset.canEncode()) {
      return null;
    }
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      // a charset that is no superset of ASCII cannot be the one of a header found in ASCII
      boolean header = text.startsWith(segment) && text.indexOf(bytes[3]) == 3;
      return header && Arrays.equals(bytes, text.getBytes(charset))
          ? split(segment, text, charset)
          : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Hl7Header split(String segment, String text, Charset charset) {
    char separator = text.charAt(3);
    String[] fields = new String[LAST_FIELD + 1];
    Arrays.fill(fields, "");
    int from = 4;
    for (int field = 2; field <= LAST_FIELD && from <= text.length(); field++) {
      int to = text.indexOf(separator, from);
      fields[field] = to < 0 ? text.substring(from) : text.substring(from, to);
      from = to < 0 ? text.length() + 1 : to + 1;
    }
    String encoding = fields[2];
    char component = encoding.isEmpty() ? '^' : encoding.charAt(0);
    char repetition = encoding.length() < 2 ? '~' : encoding.charAt(1);
    boolean message = segment.equals("MSH");
    return new Hl7Header(
        segment,
        charset,
        separator,
        encoding.isEmpty() ? Hl7Header.NONE.encodingCharacters() : encoding,
        fields[3],
        fields[4],
        fields[5],
        fields[6],
        message ? fields[9] : "",
        message ? fields[10] : fields[11],
        message ? fields[11] : "",
        message ? before(fields[12], component) : "",
        message ? fields[15] : "",
        message ? fields[16] : "",
        message ? before(fields[18], repetition) : "");
  }

  private static String before(String text, char delimiter) {
    int at = text.indexOf(delimiter);
    return at < 0 ? text : text.substring(0, at);
  }

  /** Blank lines and a byte order mark before the header are forgiven. */
  private static int start(byte[] raw) {
    int from = 0;
    if (raw.length > 3 && raw[0] == (byte) 0xEF && raw[1] == (byte) 0xBB && raw[2] == (byte) 0xBF) {
      from = 3;
    }
    while (from < raw.length && (raw[from] == '\r' || raw[from] == '\n' || raw[from] == ' ')) {
      from++;
    }
    return from;
  }

  private static String segmentAt(byte[] raw, int at) {
    if (at + 4 > raw.length || !isDelimiter(raw[at + 3])) {
      return "";
    }
    if (raw[at] == 'M' && raw[at + 1] == 'S' && raw[at + 2] == 'H') {
      return "MSH";
    }
    if (raw[at + 1] == 'H' && raw[at + 2] == 'S') {
      return raw[at] == 'F' ? "FHS" : raw[at] == 'B' ? "BHS" : "";
    }
    return "";
  }

  /** What may stand as MSH-1: a printable ASCII character, neither letter nor digit. */
  static boolean isDelimiter(byte b) {
    boolean alphanumeric =
        (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    return b >= ' ' && b < 0x7F && !alphanumeric;
  }
}

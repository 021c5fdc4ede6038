package org.bianmin.hub.normalize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.mapping.Rule;

/** Takes a document out of a message: the fact keeps its hash, the store its bytes. */
final class CompiledDocument {

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /** First bytes and what they are of, in the order in which they are tried. */
  private static final Map<String, String> MAGIC =
      Map.of(
          "25504446", "application/pdf",
          "89504e47", "image/png",
          "ffd8ff", "image/jpeg",
          "49492a00", "image/tiff",
          "4d4d002a", "image/tiff",
          "7b5c727466", "application/rtf");

  private static final int LONGEST_MAGIC = 5;

  private final Format format;
  private final CompiledPaths data;
  // null where the data are always base64
  private final CompiledPaths encoding;

  CompiledDocument(Format format, Rule.Derived derived) {
    this.format = format;
    this.data = new CompiledPaths(format, derived.from());
    this.encoding = derived.to().isEmpty() ? null : new CompiledPaths(format, derived.to());
  }

  /**
   * Takes the document of a part.
   *
   * @param item gets its size and, where its bytes say it, its media type
   * @return its hash, null when there is none
   */
  String take(Part part, Reading reading, Map<String, Object> item) {
    String text = data.value(part);
    if (text == null || format.emptied(text)) {
      return null;
    }
    byte[] bytes = bytes(text, encoding == null ? null : encoding.value(part));
    if (bytes.length == 0) {
      return null;
    }
    String hash = hash(bytes);
    String type = type(bytes);
    reading.documents().add(new ReportDocument(hash, type, bytes));
    item.put("size", (long) bytes.length);
    if (!type.equals(UNKNOWN_TYPE)) {
      item.put("mediaType", type);
    }
    return hash;
  }

  private byte[] bytes(String text, String written) {
    String word = written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
    try {
      return switch (word) {
        // HL7 table 0299: A is no encoding
        case "a" -> text.getBytes(StandardCharsets.UTF_8);
        case "hex" -> HexFormat.of().parseHex(text.strip());
        default -> base64(text);
      };
    } catch (IllegalArgumentException e) {
      throw new CannotMap(
          "map",
          data
              + " is no document in "
              + (word.equals("hex") ? "hexadecimal" : "base64")
              + "; have the sender correct it, or say in "
              + (encoding == null ? "its data" : encoding)
              + " how it is written",
          data.toString());
    }
  }

  /** Line breaks in between are usual; in HL7 v2 they are written as escapes. */
  private static byte[] base64(String text) {
    boolean plain = text.indexOf('\\') < 0;
    byte[] ascii =
        (plain ? text : text.replace("\\.br\\", "")).getBytes(StandardCharsets.ISO_8859_1);
    int kept = 0;
    for (byte b : ascii) {
      if (b > ' ' || b < 0) {
        ascii[kept++] = b;
      }
    }
    return Base64.getDecoder()
        .decode(kept == ascii.length ? ascii : java.util.Arrays.copyOf(ascii, kept));
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String type(byte[] bytes) {
    String first = HexFormat.of().formatHex(bytes, 0, Math.min(LONGEST_MAGIC, bytes.length));
    for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
      if (first.startsWith(magic.getKey())) {
        return magic.getValue();
      }
    }
    return UNKNOWN_TYPE;
  }
}

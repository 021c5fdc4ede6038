package org.bianmin.hub.journal;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Names of charsets as senders write them: HL7 table 0211, vendor spellings, Java's own names. */
final class CharsetTable {

  static final Charset GB18030 = Charset.forName("GB18030");

  /** A sender that invents names must not fill the memory. */
  private static final int REMEMBERED = 256;

  private static final byte[] HEAD = "MSH|^~\\&|".getBytes(StandardCharsets.US_ASCII);

  /**
   * Java names by what MSH-18 says. GB2312 and GBK are read as their superset. Java's own alias
   * UNICODE means UTF-16, senders mean UTF-8 by it.
   */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ASCII", "US-ASCII"),
          Map.entry("8859/1", "ISO-8859-1"),
          Map.entry("8859/2", "ISO-8859-2"),
          Map.entry("8859/3", "ISO-8859-3"),
          Map.entry("8859/4", "ISO-8859-4"),
          Map.entry("8859/5", "ISO-8859-5"),
          Map.entry("8859/6", "ISO-8859-6"),
          Map.entry("8859/7", "ISO-8859-7"),
          Map.entry("8859/8", "ISO-8859-8"),
          Map.entry("8859/9", "ISO-8859-9"),
          Map.entry("8859/13", "ISO-8859-13"),
          Map.entry("8859/15", "ISO-8859-15"),
          Map.entry("ISO IR6", "US-ASCII"),
          Map.entry("ISO IR14", "JIS_X0201"),
          Map.entry("ISO IR87", "ISO-2022-JP"),
          Map.entry("ISO IR159", "ISO-2022-JP-2"),
          Map.entry("JAS2020", "ISO-2022-JP"),
          Map.entry("JIS X 0202", "ISO-2022-JP"),
          Map.entry("GB 18030-2000", "GB18030"),
          Map.entry("GB 18030-2005", "GB18030"),
          Map.entry("GB 18030-2022", "GB18030"),
          Map.entry("GB 18030", "GB18030"),
          Map.entry("GB18030-2000", "GB18030"),
          Map.entry("GB18030", "GB18030"),
          Map.entry("GBK", "GB18030"),
          Map.entry("GB2312", "GB18030"),
          Map.entry("GB 2312", "GB18030"),
          Map.entry("GB2312-80", "GB18030"),
          Map.entry("CP936", "GB18030"),
          Map.entry("MS936", "GB18030"),
          Map.entry("WINDOWS-936", "GB18030"),
          Map.entry("KS X 1001", "EUC-KR"),
          Map.entry("CNS 11643-1992", "x-EUC-TW"),
          Map.entry("BIG-5", "Big5"),
          Map.entry("UNICODE", "UTF-8"),
          Map.entry("UNICODE UTF-8", "UTF-8"),
          Map.entry("UNICODE UTF8", "UTF-8"),
          Map.entry("UNICODE UTF-16", "UTF-16"),
          Map.entry("UNICODE UTF-32", "UTF-32"));

  private final Map<String, Charset> known = new HashMap<>();
  private final Map<String, Optional<Charset>> remembered = new ConcurrentHashMap<>();
  private final Map<Charset, Boolean> asciiLike = new ConcurrentHashMap<>();

  CharsetTable(Map<String, String> additional) {
    NAMES.forEach((name, java) -> known.put(name, Charset.forName(java)));
    additional.forEach(
        (name, java) -> {
          Charset charset = ofJava(java);
          if (charset == null) {
            throw new IllegalArgumentException(
                "hub.charsets: '"
                    + name
                    + "' stands for '"
                    + java
                    + "', which this Java does not know: write a name such as GB18030 or UTF-8");
          }
          known.put(normal(name), charset);
        });
  }

  /** The charset of a name, or null. */
  Charset named(String name) {
    Charset charset = known.get(name);
    return charset != null ? charset : remembered(name).orElse(null);
  }

  /** Asking Java for a name that it does not know is slow, so that is remembered too. */
  private Optional<Charset> remembered(String name) {
    Optional<Charset> found = remembered.get(name);
    if (found == null) {
      Charset charset = known.get(normal(name));
      found = Optional.ofNullable(charset == null ? ofJava(name.strip()) : charset);
      if (remembered.size() < REMEMBERED) {
        remembered.put(name, found);
      }
    }
    return found;
  }

  /** True when a message that is plain ASCII reads the same in the charset. */
  boolean readsAscii(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
        || charset.equals(GB18030)
        || asciiLike.computeIfAbsent(
            charset, c -> new String(HEAD, c).equals(new String(HEAD, StandardCharsets.US_ASCII)));
  }

  private static String normal(String name) {
    return String.join(" ", name.strip().toUpperCase(Locale.ROOT).split("\\s+", -1));
  }

  private static Charset ofJava(String name) {
    try {
      Charset charset = Charset.isSupported(name) ? Charset.forName(name) : null;
      boolean subset =
          charset != null && (charset.name().equals("GBK") || charset.name().equals("GB2312"));
      return subset ? GB18030 : charset;
    } catch (IllegalCharsetNameException notEvenAName) {
      return null;
    }
  }
}

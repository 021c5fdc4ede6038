package org.bianmin.hub.receive;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Takes the sender's word (MSH-18, HL7 table 0211), else the source's setting. */
@Component
final class DeclaredCharset implements CharsetDecision {

  /** Names of table 0211 and what vendors write in their place, where Java's own names differ. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ASCII", "US-ASCII"),
          Map.entry("ISO IR6", "US-ASCII"),
          Map.entry("8859/1", "ISO-8859-1"),
          Map.entry("8859/2", "ISO-8859-2"),
          Map.entry("8859/3", "ISO-8859-3"),
          Map.entry("8859/4", "ISO-8859-4"),
          Map.entry("8859/5", "ISO-8859-5"),
          Map.entry("8859/6", "ISO-8859-6"),
          Map.entry("8859/7", "ISO-8859-7"),
          Map.entry("8859/8", "ISO-8859-8"),
          Map.entry("8859/9", "ISO-8859-9"),
          Map.entry("8859/15", "ISO-8859-15"),
          Map.entry("UNICODE", "UTF-8"),
          Map.entry("UNICODE UTF-8", "UTF-8"),
          Map.entry("UTF8", "UTF-8"),
          Map.entry("GB 18030-2000", "GB18030"),
          Map.entry("GB 18030", "GB18030"),
          Map.entry("GB18030-2000", "GB18030"),
          Map.entry("GB 2312", "GBK"),
          Map.entry("GB2312", "GBK"),
          Map.entry("BIG-5", "Big5"));

  private static final int MAX_KNOWN = 256;

  private final Map<String, Charset> known = new ConcurrentHashMap<>();

  @Override
  public Charset decide(byte[] raw, String declared, String ofSource) {
    Charset charset = declared.isEmpty() ? null : named(declared);
    return charset == null && ofSource != null ? named(ofSource) : charset;
  }

  private Charset named(String name) {
    Charset charset = known.get(name);
    if (charset != null) {
      return charset;
    }
    charset = lookUp(name.strip().toUpperCase(Locale.ROOT));
    if (charset != null && known.size() < MAX_KNOWN) {
      known.put(name, charset);
    }
    return charset;
  }

  private static Charset lookUp(String name) {
    String javaName = NAMES.getOrDefault(name, name);
    if (javaName.equals("UTF-8")) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.isSupported(javaName) ? Charset.forName(javaName) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }
}

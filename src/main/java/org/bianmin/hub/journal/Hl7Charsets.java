package org.bianmin.hub.journal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bianmin.hub.journal.CharsetDecision.Basis;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Decides in which charset an HL7 v2 message is written, and decodes it strictly.
 *
 * <p>First repetition of MSH-18 (HL7 table 0211), else the source's setting, else what the bytes
 * are: UTF-8 or GB18030. Bytes that do not fit are reported, never replaced. Safe for use by
 * several threads.
 */
@Component
@EnableConfigurationProperties(CharsetNames.class)
public final class Hl7Charsets {

  private static final char REPLACED = '\uFFFD';
  private static final int LONGEST_NAME = 40;

  private final CharsetTable table;

  /**
   * A table with the names of HL7 table 0211, the usual vendor spellings, all names that Java
   * knows, and those given.
   *
   * @param additional Java charset names by what MSH-18 says; they come before all others
   * @throws IllegalArgumentException when Java does not know one of the charsets
   */
  public Hl7Charsets(Map<String, String> additional) {
    this.table = new CharsetTable(additional);
  }

  /**
   * The table of this hub.
   *
   * @throws IllegalArgumentException when a source's charset, or one of {@code hub.charsets}, is
   *     not known
   */
  @Autowired
  Hl7Charsets(CharsetNames names, Sources sources) {
    this(names.charsets());
    sources
        .sources()
        .forEach(
            (id, source) -> {
              String charset = source.charset();
              if (charset != null && !charset.isBlank() && named(charset) == null) {
                throw new IllegalArgumentException(
                    "hub.sources."
                        + id
                        + ".charset is '"
                        + charset
                        + "', which is not known: write a name such as GB18030 or UTF-8, or add it"
                        + " to hub.charsets");
              }
            });
  }

  /** The charset of a name as senders write it, in any case; null when it is not known. */
  public Charset named(String name) {
    return name == null || name.isBlank() ? null : table.named(name);
  }

  /**
   * Decides on bytes.
   *
   * @param message without the transport's framing
   * @param sourceDefault name from the source's setting; null, empty or unknown when there is none
   */
  public CharsetDecision decide(byte[] message, String sourceDefault) {
    Charset wide = wide(message);
    if (wide != null) {
      return new CharsetDecision(wide, Basis.DETECTED, null);
    }
    MshBytes msh = MshBytes.of(message);
    Charset declared = msh == null ? null : declared(msh);
    if (declared != null) {
      return new CharsetDecision(declared, Basis.MSH_18, null);
    }
    Charset charset = named(sourceDefault);
    Basis basis = Basis.SOURCE;
    if (charset == null) {
      charset = detect(message);
      basis = charset == null ? Basis.NONE : Basis.DETECTED;
    }
    return new CharsetDecision(charset, basis, msh == null ? null : unknownName(msh, charset));
  }

  /** Decodes all bytes, or says which one does not fit. */
  public static DecodedBytes decode(byte[] bytes, Charset charset) {
    String text =
        charset.equals(CharsetTable.GB18030)
            ? Gb18030Text.decode(bytes)
            : new String(bytes, charset);
    // a decoder that replaces leaves this character; only then look closer
    if (text.indexOf(REPLACED) >= 0) {
      int bad = firstBadByte(bytes, charset);
      if (bad >= 0) {
        return new DecodedBytes.BadBytes(charset, bad);
      }
    }
    return new DecodedBytes.Text(text);
  }

  /**
   * The charset that MSH-18 names. Where the segment is not plain ASCII, a candidate counts when
   * the segment, decoded as it says, has it as its MSH-18; if none does, the first whose bytes do
   * not fit, which decoding will then report.
   */
  private Charset declared(MshBytes msh) {
    int field = msh.first();
    if (msh.isAscii()) {
      Charset charset = field < 0 ? null : named(msh.name(field));
      return charset != null && table.readsAscii(charset) ? charset : null;
    }
    byte[] segment = msh.bytes();
    Charset misfit = null;
    for (; field >= 0; field = msh.next(field)) {
      String name = msh.name(field);
      Charset charset = named(name);
      if (charset != null && table.readsAscii(charset)) {
        if (!(decode(segment, charset) instanceof DecodedBytes.Text decoded)) {
          misfit = misfit == null ? charset : misfit;
        } else if (MshBytes.msh18(decoded.text()).equals(name)) {
          return charset;
        }
      }
    }
    return misfit;
  }

  private static String unknownName(MshBytes msh, Charset decided) {
    Charset charset = decided == null ? StandardCharsets.ISO_8859_1 : decided;
    String segment = new String(msh.bytes(), charset);
    String name = segment.startsWith("MSH") ? MshBytes.msh18(segment) : "";
    return name.isEmpty() ? null : name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private static Charset detect(byte[] message) {
    if (decode(message, StandardCharsets.UTF_8) instanceof DecodedBytes.Text) {
      return StandardCharsets.UTF_8;
    }
    return decode(message, CharsetTable.GB18030) instanceof DecodedBytes.Text
        ? CharsetTable.GB18030
        : null;
  }

  /** UTF-16 or UTF-32 by byte order mark or by the zero bytes around the M of MSH. */
  private static Charset wide(byte[] message) {
    if (message.length < 4) {
      return null;
    }
    int head = ByteBuffer.wrap(message).getInt();
    if (head == 0x0000FEFF || head == 0xFFFE0000) {
      return Charset.forName("UTF-32");
    }
    if (head >>> 16 == 0xFEFF || head >>> 16 == 0xFFFE) {
      return StandardCharsets.UTF_16;
    }
    return switch (head) {
      case 'M' -> Charset.forName("UTF-32BE");
      case 'M' << 24 -> Charset.forName("UTF-32LE");
      case 'M' << 16 | 'S' -> StandardCharsets.UTF_16BE;
      case 'M' << 24 | 'S' << 8 -> StandardCharsets.UTF_16LE;
      default -> null;
    };
  }

  private static int firstBadByte(byte[] bytes, Charset charset) {
    CharsetDecoder strict = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    while (true) {
      CoderResult result = strict.decode(in, out, true);
      if (result.isError()) {
        return in.position();
      }
      if (result.isUnderflow()) {
        return -1;
      }
      out.clear();
    }
  }
}

package org.bianmin.hub.console;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.journal.DecodedBytes;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.MessageRow;

/**
 * A part of a message in bytes.
 *
 * @param from offset of its first byte
 * @param length bytes of the whole message
 * @param bad offset of the first byte that does not fit the charset, -1 where all fit
 */
record HexPage(List<Line> lines, long from, long length, long bad) {

  /**
   * Sixteen bytes.
   *
   * @param cells two hex digits each; dots where hidden
   * @param text printable characters; dots where hidden, {@code .} where not printable
   */
  record Line(String offset, List<Cell> cells, String text) {}

  /** A byte. */
  record Cell(String hex, boolean bad) {}

  static final int ROW = 16;
  static final int BYTES = 64 * ROW;

  /** In these a character is the same bytes wherever it stands, and none come before the text. */
  private static final Set<String> BY_CHARACTER =
      Set.of("UTF-8", "GB18030", "GBK", "Big5", "ISO-8859-1", "US-ASCII");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern AT = Pattern.compile("byte (\\d{1,9})");

  /** Offset of the page before, -1 on the first. */
  public long before() {
    return from == 0 ? -1 : Math.max(0, from - BYTES);
  }

  /** Offset of the next page, -1 on the last. */
  public long next() {
    return from + BYTES < length ? from + BYTES : -1;
  }

  /** The first place worth looking at: the page of the byte that a message was parked for. */
  static long start(MessageRow row) {
    Matcher at = AT.matcher(row.location() == null ? "" : row.location());
    return at.matches() ? Long.parseLong(at.group(1)) : 0;
  }

  static HexPage of(MessageRow row, byte[] raw, long offset, boolean revealed) {
    int from = (int) Math.max(0, Math.min(offset, Math.max(0, raw.length - 1)) / BYTES * BYTES);
    int to = Math.min(raw.length, from + BYTES);
    Charset charset = Charsets.of(row.charset());
    int bad =
        Hl7Charsets.decode(raw, charset) instanceof DecodedBytes.BadBytes odd ? odd.position() : -1;
    BitSet hidden = revealed ? new BitSet() : hidden(row, raw, charset, bad < 0, to);
    List<Line> lines = new ArrayList<>();
    for (int at = from; at < to; at += ROW) {
      lines.add(line(raw, at, Math.min(to, at + ROW), hidden, bad));
    }
    return new HexPage(lines, from, raw.length, bad);
  }

  private static Line line(byte[] raw, int from, int to, BitSet hidden, int bad) {
    List<Cell> cells = new ArrayList<>(ROW);
    StringBuilder text = new StringBuilder(ROW);
    for (int i = from; i < to; i++) {
      boolean dots = hidden.get(i) && i != bad;
      cells.add(new Cell(dots ? "••" : HEX.toHexDigits(raw[i]), i == bad));
      text.append(dots ? Masking.DOT : raw[i] >= ' ' && raw[i] < 0x7F ? (char) raw[i] : '.');
    }
    return new Line(String.format("%08X", from), cells, text.toString());
  }

  /** Which bytes are hidden, up to an offset. */
  private static BitSet hidden(
      MessageRow row, byte[] raw, Charset charset, boolean readable, int to) {
    BitSet bytes = new BitSet(to);
    if (readable && BY_CHARACTER.contains(charset.name()) && row.charset() != null) {
      String text = new String(raw, charset);
      BitSet characters = Masking.of(row.format(), text, true);
      int at = 0;
      for (int i = 0; i < text.length() && at < to; ) {
        int next = i + Character.charCount(text.codePointAt(i));
        int length = text.substring(i, next).getBytes(charset).length;
        if (characters.get(i)) {
          bytes.set(at, at + length);
        }
        at += length;
        i = next;
      }
      if (text.getBytes(charset).length == raw.length) {
        return bytes;
      }
    }
    // nobody knows where its characters begin
    bytes.clear();
    for (int i = 0; i < to; i++) {
      if (raw[i] < 0 || Character.isLetterOrDigit(raw[i])) {
        bytes.set(i);
      }
    }
    return bytes;
  }
}

package org.bianmin.hub.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a file segment by segment, each with its end (CR, LF or CR LF). Framing bytes that an MLLP
 * capture leaves around a message (VT, FS) and a byte order mark are dropped.
 */
final class SegmentLines {

  private static final int END = -1;

  private final InputStream in;
  private final int limit;
  private final byte[] chunk = new byte[64 * 1024];
  private int at;
  private int filled;

  private byte[] line = new byte[1024];
  private int kept;
  private long length;
  private boolean first = true;

  SegmentLines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Moves to the next segment. */
  boolean next() throws IOException {
    kept = 0;
    length = 0;
    int b = read();
    while (b != END && b != '\r' && b != '\n') {
      if (b != MllpFrameDecoder.VT && b != MllpFrameDecoder.FS) {
        keep(b);
      }
      b = read();
    }
    if (b != END) {
      keep(b);
      if (b == '\r' && peek() == '\n') {
        keep(read());
      }
    }
    if (first) {
      first = false;
      dropByteOrderMark();
    }
    return length > 0 || b != END;
  }

  /** The segment's bytes; only the first {@link #kept} are valid until the next call of next. */
  byte[] bytes() {
    return line;
  }

  int kept() {
    return kept;
  }

  long length() {
    return length;
  }

  /** The segment's name if it starts or ends something, else an empty text. */
  String tag() {
    if (kept < 3 || (line[2] != 'H' && line[2] != 'S')) {
      return "";
    }
    String name = new String(line, 0, 3, StandardCharsets.ISO_8859_1);
    return switch (name) {
      case "MSH", "FHS", "BHS" -> kept > 3 && Hl7HeaderReader.isDelimiter(line[3]) ? name : "";
      case "BTS", "FTS" ->
          kept == 3 || line[3] <= ' ' || Hl7HeaderReader.isDelimiter(line[3]) ? name : "";
      default -> "";
    };
  }

  boolean isBlank() {
    for (int i = 0; i < kept; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The number in the segment's first field, -1 where there is none. */
  long count() {
    long number = -1;
    for (int i = 4; i < Math.min(kept, 16) && line[i] >= '0' && line[i] <= '9'; i++) {
      number = Math.max(0, number) * 10 + (line[i] - '0');
    }
    return number;
  }

  private void keep(int b) {
    length++;
    if (kept < limit) {
      if (kept == line.length) {
        line = Arrays.copyOf(line, (int) Math.min(limit, 2L * line.length));
      }
      line[kept++] = (byte) b;
    }
  }

  private void dropByteOrderMark() {
    if (kept >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
      System.arraycopy(line, 3, line, 0, kept - 3);
      kept -= 3;
      length -= 3;
    }
  }

  private int read() throws IOException {
    int b = peek();
    at++;
    return b;
  }

  private int peek() throws IOException {
    if (at >= filled) {
      filled = in.read(chunk);
      at = 0;
    }
    return filled <= 0 ? END : chunk[at] & 0xFF;
  }
}

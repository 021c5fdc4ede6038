package org.bianmin.hub.receive;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The lines of a bill file, as it was downloaded: plain, {@code .gz}, or inside of a {@code .zip}.
 */
final class BillText implements AutoCloseable {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int LOOK = 4096;
  private static final int LONGEST = 65_536;
  private static final int GZIP = 0x1F;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final BufferedReader reader;
  private final String charset;
  private int line;

  private BillText(BufferedReader reader, String charset) {
    this.reader = reader;
    this.charset = charset;
  }

  /**
   * Opens a file. Its charset is UTF-8 where its beginning is, else that of a Chinese Windows.
   *
   * @throws UnreadableFile for an archive without a bill
   */
  static BillText open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      InputStream text = new BufferedInputStream(unpacked(in), 1 << 16);
      text.mark(LOOK);
      byte[] beginning = text.readNBytes(LOOK);
      text.reset();
      Charset charset = utf8(beginning) ? StandardCharsets.UTF_8 : GB18030;
      return new BillText(
          new BufferedReader(
              new InputStreamReader(
                  text,
                  charset
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT))),
          charset.name());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    if (first == GZIP) {
      return new GZIPInputStream(in);
    }
    if (first != 'P' || second != 'K') {
      return in;
    }
    // Alipay writes the names in GBK
    ZipInputStream zip = new ZipInputStream(in, GB18030);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.toLowerCase(Locale.ROOT).endsWith(".csv") && !name.contains("汇总")) {
        return zip;
      }
    }
    throw new UnreadableFile(
        "the archive holds no list of transactions (业务明细); drop it as it was downloaded");
  }

  private static boolean utf8(byte[] beginning) {
    // a character may be cut at the end of what was looked at
    for (int cut = 0; cut < 4 && cut <= beginning.length; cut++) {
      try {
        var unused =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(beginning, 0, beginning.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        // one byte less, then
      }
    }
    return false;
  }

  /**
   * The next line without its end; null at the end of the file.
   *
   * @throws UnreadableFile for bytes that are no text, or a line without an end
   */
  String next() throws IOException {
    line++;
    StringBuilder text = new StringBuilder();
    try {
      int c = reader.read();
      if (c < 0) {
        return null;
      }
      while (c >= 0 && c != '\n') {
        if (c != BYTE_ORDER_MARK || line > 1) {
          text.append((char) c);
        }
        if (text.length() > LONGEST) {
          throw new UnreadableFile("line " + line + " does not end; this is no bill");
        }
        c = reader.read();
      }
    } catch (CharacterCodingException e) {
      throw new UnreadableFile(
          "line " + line + ": is not text in " + charset + "; drop the file as it was downloaded");
    }
    int end = text.length();
    return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
  }

  /** Of the line that was read last, from 1. */
  int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

package org.bianmin.hub.receive;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
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
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The lines of a bill file, as it was downloaded: plain, {@code .gz}, or inside of a {@code .zip}.
 */
final class BillText implements AutoCloseable {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int LOOK = 4096;
  private static final int LONGEST = 65_536;
  private static final int GZIP = 0x1F;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private static final long MOST_BYTES = 2L << 30;
  private static final int MOST_BLANK = 1_000;

  private final BufferedReader reader;
  private final BillBytes bytes;
  private final Closeable archive;
  private final String charset;
  private int line;

  /**
   * Opens a file. Its charset is UTF-8 where its beginning is, else that of a Chinese Windows.
   *
   * @throws UnreadableFile for an archive without a bill, or with several
   */
  static BillText open(Path file) throws IOException {
    return open(file, MOST_BYTES);
  }

  /**
   * Opens a file.
   *
   * @param most unpacked bytes; beyond them reading fails
   */
  static BillText open(Path file, long most) throws IOException {
    if (isZip(file)) {
      // Alipay writes the names in GBK
      ZipFile zip = new ZipFile(file.toFile(), GB18030);
      try {
        return new BillText(zip.getInputStream(bill(zip)), most, zip);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(1);
      int first = in.read();
      in.reset();
      return new BillText(first == GZIP ? new GZIPInputStream(in) : in, most, in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private BillText(InputStream unpacked, long most, Closeable archive) throws IOException {
    this.archive = archive;
    this.bytes = new BillBytes(unpacked, most);
    InputStream text = new BufferedInputStream(bytes, 1 << 16);
    text.mark(LOOK);
    byte[] beginning = text.readNBytes(LOOK);
    text.reset();
    Charset used = utf8(beginning) ? StandardCharsets.UTF_8 : GB18030;
    this.charset = used.name();
    this.reader =
        new BufferedReader(
            new InputStreamReader(
                text,
                used.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(2);
      return beginning.length == 2 && beginning[0] == 'P' && beginning[1] == 'K';
    }
  }

  /** The one list of transactions in an archive; the summary (汇总) beside it is none. */
  private static ZipEntry bill(ZipFile zip) {
    List<? extends ZipEntry> bills =
        zip.stream()
            .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv"))
            .filter(entry -> !entry.getName().contains("汇总"))
            .toList();
    if (bills.isEmpty()) {
      throw new UnreadableFile(
          "the archive holds no list of transactions (业务明细); drop it as it was downloaded");
    }
    if (bills.size() > 1) {
      throw new UnreadableFile(
          "the archive holds "
              + bills.size()
              + " lists of transactions; unpack it and drop each of them");
    }
    return bills.get(0);
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
   * The next line that is not blank, without its end; null at the end of the file.
   *
   * @throws UnreadableFile for bytes that are no text, a line without an end, or blanks without one
   */
  String next() throws IOException {
    String text = line();
    for (int blank = 0; text != null && text.isBlank(); blank++) {
      if (blank >= MOST_BLANK) {
        throw new UnreadableFile(
            "line " + line + ": more than " + MOST_BLANK + " blank lines; this is no bill");
      }
      text = line();
    }
    return text;
  }

  private String line() throws IOException {
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
  int number() {
    return line;
  }

  /** Of all that was read, which is the whole after the last line. */
  byte[] digest() {
    return bytes.digest();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    archive.close();
  }
}

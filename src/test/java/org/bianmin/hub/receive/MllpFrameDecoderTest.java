package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MllpFrameDecoderTest {

  private static final int LIMIT = 1024 * 1024;

  private final EmbeddedChannel channel = new EmbeddedChannel(new MllpFrameDecoder("his", LIMIT));

  @Test
  void looksAtEachByteOfALargeMessageABoundedNumberOfTimes() {
    int size = 20 * 1024 * 1024;
    int chunk = 64 * 1024;
    var large = new EmbeddedChannel(new MllpFrameDecoder("his", 2 * size));
    var scanned = new AtomicLong();
    var chunks = new ArrayList<ByteBuf>();
    feed(large, chunks, scanned, new byte[] {MllpFrameDecoder.VT});
    for (int sent = 0; sent < size; sent += chunk) {
      feed(large, chunks, scanned, "A".repeat(chunk).getBytes(ISO_8859_1));
    }
    feed(large, chunks, scanned, new byte[] {MllpFrameDecoder.FS, '\r'});

    MllpFrame frame = large.readInbound();
    assertThat(frame).isInstanceOf(MllpFrame.Complete.class);
    assertThat(frame.bytes()).hasSize(size);
    // once for the end block, once for a new start
    assertThat(scanned.get()).isBetween((long) size, 2L * size + 16);
    assertThat(chunks).allMatch(c -> c.refCnt() == 0);
  }

  @Test
  void findsTheSameFramesHoweverTheBytesAreCut() {
    var bytes = new StringBuilder("noise\r\n");
    for (int i = 0; i < 40; i++) {
      bytes.append('\u000b').append("MSH|").append("x".repeat(i * 7)).append(i);
      bytes.append(i % 5 == 3 ? "" : i % 2 == 0 ? "\u001c\r" : "\u001c\r\n");
    }
    bytes.append("\u000bend\u001c");
    List<String> whole = frames(bytes.toString(), bytes.length());
    var random = new Random(7);
    for (int round = 0; round < 50; round++) {
      assertThat(frames(bytes.toString(), 1 + random.nextInt(60))).isEqualTo(whole);
    }
    assertThat(whole).hasSize(41);
    assertThat(whole).filteredOn(f -> f.startsWith("Truncated")).hasSize(8);
  }

  @Test
  void keepsTheBeginningOfAnOversizeMessageAndItsTrueLength() {
    write("\u000bMSH|");
    for (int i = 0; i < 40; i++) {
      write("A".repeat(64 * 1024));
    }
    write("\u001c\r\u000bnext\u001c\r");

    MllpFrame.Oversize oversize = channel.readInbound();
    assertThat(oversize.length()).isEqualTo(40 * 64 * 1024 + 4);
    assertThat(new String(oversize.bytes(), ISO_8859_1))
        .isEqualTo("MSH|" + "A".repeat(MllpFrameDecoder.KEPT - 4));
    assertThat(next()).isInstanceOf(MllpFrame.Complete.class);
  }

  @Test
  void takesAMessageOfExactlyTheLimit() {
    write("\u000b" + "A".repeat(LIMIT) + "\u001c\r\u000b" + "A".repeat(LIMIT + 1) + "\u001c\r");

    assertThat(next()).isInstanceOf(MllpFrame.Complete.class);
    assertThat(next()).isInstanceOf(MllpFrame.Oversize.class);
  }

  @Test
  void ignoresEmptyFramesAndNumbersTheOthersWithoutGaps() {
    write("\u000b\u001c\r\u000ba\u001c\r\u000b\u000bb\u001c\r");

    assertThat(next().number()).isZero();
    assertThat(next().number()).isEqualTo(1);
    assertThat(next()).isNull();
  }

  @Test
  void writesNoMessageBytesIntoItsText() {
    write("\u000bsecret\u001c\r");

    assertThat(next().toString()).doesNotContain("secret").contains("6 bytes");
  }

  private MllpFrame next() {
    return channel.readInbound();
  }

  private void write(String text) {
    channel.writeInbound(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)));
  }

  private static List<String> frames(String bytes, int size) {
    var cut = new EmbeddedChannel(new MllpFrameDecoder("his", LIMIT));
    for (int at = 0; at < bytes.length(); at += size) {
      String part = bytes.substring(at, Math.min(bytes.length(), at + size));
      cut.writeInbound(Unpooled.wrappedBuffer(part.getBytes(ISO_8859_1)));
    }
    var frames = new ArrayList<String>();
    for (MllpFrame f = cut.readInbound(); f != null; f = cut.readInbound()) {
      frames.add(f.getClass().getSimpleName() + " " + new String(f.bytes(), ISO_8859_1));
    }
    return frames;
  }

  private static void feed(
      EmbeddedChannel to, List<ByteBuf> chunks, AtomicLong scanned, byte[] bytes) {
    var chunk = new CountingBuf(bytes, scanned);
    chunks.add(chunk);
    to.writeInbound(chunk);
  }

  /** Counts how many bytes are searched. */
  private static final class CountingBuf extends UnpooledHeapByteBuf {
    private final AtomicLong scanned;

    CountingBuf(byte[] bytes, AtomicLong scanned) {
      super(UnpooledByteBufAllocator.DEFAULT, bytes, bytes.length);
      this.scanned = scanned;
    }

    @Override
    public int indexOf(int from, int to, byte value) {
      int found = super.indexOf(from, to, value);
      scanned.addAndGet((found < 0 ? to : found) - from);
      return found;
    }
  }
}

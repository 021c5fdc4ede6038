package org.bianmin.hub.receive;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes frames out of a connection: VT, message, FS, CR (MLLP release 1, HL7 v2 appendix C).
 *
 * <p>Every byte is looked at once, when it arrives, so a 20 MB message in small pieces costs 20 MB
 * of scanning. VT and FS never occur inside a character of UTF-8, GB18030 or ISO 8859, so bytes may
 * be searched before the charset is known (docs/adr/002-mllp-frame-decoder.md).
 */
@SuppressWarnings("FutureReturnValueIgnored") // netty tells handlers by events
final class MllpFrameDecoder extends ChannelInboundHandlerAdapter {

  static final byte VT = 0x0B;
  static final byte FS = 0x1C;

  /** What is kept of a message over the limit: enough for its header and for a person to see. */
  static final int KEPT = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(MllpFrameDecoder.class);
  private static final byte[] NOTHING = {};

  private final String source;
  private final int maxFrame;

  private boolean inFrame;
  private byte[] held = NOTHING;
  private int heldLength;
  private long length;
  private long number;
  private boolean strayBytesTold;

  MllpFrameDecoder(String source, int maxFrame) {
    this.source = source;
    this.maxFrame = maxFrame;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    OpenConnections.of(source).incrementAndGet();
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (!(msg instanceof ByteBuf in)) {
      ctx.fireChannelRead(msg);
      return;
    }
    try {
      decode(ctx, in);
    } finally {
      in.release();
    }
  }

  private void decode(ChannelHandlerContext ctx, ByteBuf in) {
    int end = in.writerIndex();
    int at = in.readerIndex();
    int endBlock = -1;
    while (at < end) {
      if (!inFrame) {
        int start = in.indexOf(at, end, VT);
        skip(in, at, start < 0 ? end : start);
        if (start < 0) {
          return;
        }
        inFrame = true;
        at = start + 1;
        continue;
      }
      if (endBlock < at) {
        int found = in.indexOf(at, end, FS);
        endBlock = found < 0 ? end : found;
      }
      int restart = in.indexOf(at, endBlock, VT);
      int stop = restart < 0 ? endBlock : restart;
      take(in, at, stop - at);
      if (stop < end) {
        inFrame = restart >= 0;
        handOn(ctx, inFrame);
      }
      at = stop + 1;
    }
  }

  private void take(ByteBuf in, int from, int count) {
    length += count;
    int room = length > maxFrame ? Math.min(KEPT, maxFrame) : maxFrame;
    if (heldLength > room) {
      held = Arrays.copyOf(held, room);
      heldLength = room;
    }
    int copied = Math.min(count, room - heldLength);
    int needed = heldLength + copied;
    if (needed > held.length) {
      // a frame that came in one piece gets an array of its own length and is not copied again
      long doubled = Math.min(room, 2L * held.length);
      held = Arrays.copyOf(held, Math.max(needed, (int) doubled));
    }
    in.getBytes(from, held, heldLength, copied);
    heldLength = needed;
  }

  private void handOn(ChannelHandlerContext ctx, boolean truncated) {
    byte[] bytes = heldLength == held.length ? held : Arrays.copyOf(held, heldLength);
    long sent = length;
    held = NOTHING;
    heldLength = 0;
    length = 0;
    if (sent == 0) {
      return; // some senders keep the line alive with empty frames
    }
    MllpFrame frame;
    if (sent > maxFrame) {
      frame = new MllpFrame.Oversize(source, number++, bytes, ctx.executor(), sent);
    } else if (truncated) {
      frame = new MllpFrame.Truncated(source, number++, bytes, ctx.executor());
    } else {
      frame = new MllpFrame.Complete(source, number++, bytes, ctx.executor());
    }
    ctx.fireChannelRead(frame);
  }

  private void skip(ByteBuf in, int from, int to) {
    for (int i = from; i < to && !strayBytesTold; i++) {
      byte b = in.getByte(i);
      if (b != '\r' && b != '\n' && b != FS) {
        strayBytesTold = true;
        log.warn(
            "hub.sources.{}: skipped bytes outside a frame; the sender has to wrap each message in"
                + " VT and FS CR (told once per connection)",
            source);
      }
    }
  }

  /** A peer that sends without reading its answers is not read from until it does. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    OpenConnections.of(source).decrementAndGet();
    if (inFrame && length > 0) {
      log.info(
          "hub.sources.{}: connection closed inside a frame after {} bytes; nothing was"
              + " acknowledged, the sender still has the message",
          source,
          length);
    }
    held = NOTHING;
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      log.info("hub.sources.{}: connection lost ({})", source, cause.getMessage());
    } else {
      log.error("hub.sources.{}: connection closed after a fault", source, cause);
    }
    ctx.close();
  }
}

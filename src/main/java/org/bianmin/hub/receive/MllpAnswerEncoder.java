package org.bianmin.hub.receive;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.EncoderException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;

/**
 * Frames answers and lets them leave in the order of their frames, whatever order they are made in:
 * a sender that pipelines matches answers by position.
 */
@SuppressWarnings("FutureReturnValueIgnored") // netty tells handlers by events
final class MllpAnswerEncoder extends ChannelOutboundHandlerAdapter {

  private final Map<Long, Early> early = new HashMap<>();
  private long next;

  private record Early(MllpAnswer answer, ChannelPromise promise) {}

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    if (!(msg instanceof MllpAnswer answer)) {
      // the route failed: without an answer the sender keeps the message and sends it again
      ReferenceCountUtil.release(msg);
      promise.tryFailure(new EncoderException("no answer but " + msg.getClass().getName()));
      ctx.close();
      return;
    }
    if (answer.number() != next) {
      early.put(answer.number(), new Early(answer, promise));
      return;
    }
    put(ctx, answer, promise);
    while (!early.isEmpty()) {
      Early following = early.remove(next);
      if (following == null) {
        return;
      }
      put(ctx, following.answer(), following.promise());
    }
  }

  private void put(ChannelHandlerContext ctx, MllpAnswer answer, ChannelPromise promise) {
    next++;
    byte[] bytes = answer.bytes();
    if (bytes.length == 0) {
      promise.trySuccess();
      return;
    }
    ByteBuf out = ctx.alloc().ioBuffer(bytes.length + 3);
    out.writeByte(MllpFrameDecoder.VT).writeBytes(bytes).writeByte(MllpFrameDecoder.FS);
    out.writeByte('\r');
    ctx.write(out, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    for (Early waiting : early.values()) {
      waiting.promise().tryFailure(new ClosedChannelException());
    }
    early.clear();
  }
}

package org.bianmin.hub.receive;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/** The handlers of one connection, as Camel's netty component wants them. */
@SuppressWarnings("FutureReturnValueIgnored") // netty tells handlers by events
final class MllpHandlers {

  private MllpHandlers() {}

  static ChannelHandlerFactory decoder(String source, int maxFrame) {
    return each(() -> new MllpFrameDecoder(source, maxFrame));
  }

  static ChannelHandlerFactory encoder() {
    return each(MllpAnswerEncoder::new);
  }

  /** Closes a connection without a byte in either direction for so long; zero keeps it. */
  static ChannelHandlerFactory idle(Duration idle) {
    return each(() -> new Idle(idle));
  }

  private static ChannelHandlerFactory each(Supplier<ChannelHandler> handler) {
    return new DefaultChannelHandlerFactory() {
      @Override
      public ChannelHandler newChannelHandler() {
        return handler.get();
      }
    };
  }

  private static final class Idle extends IdleStateHandler {
    Idle(Duration idle) {
      super(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
      ctx.close();
    }
  }
}

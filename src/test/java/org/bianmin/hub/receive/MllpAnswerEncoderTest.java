package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.EncoderException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class MllpAnswerEncoderTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new MllpAnswerEncoder());

  @Test
  void framesAnswersAndSortsThemByTheirFrames() {
    ChannelFuture third = write(2, "c");
    ChannelFuture second = write(1, "b");

    assertThat(channel.<ByteBuf>readOutbound()).isNull();
    assertThat(third.isDone()).isFalse();
    assertThat(write(0, "a").isSuccess()).isTrue();

    assertThat(written()).isEqualTo("\u000ba\u001c\r\u000bb\u001c\r\u000bc\u001c\r");
    assertThat(second.isSuccess()).isTrue();
    assertThat(third.isSuccess()).isTrue();
  }

  @Test
  void writesNothingForAnAnswerThatIsNotWantedAndGoesOn() {
    assertThat(write(0, "").isSuccess()).isTrue();
    assertThat(write(1, "b").isSuccess()).isTrue();

    assertThat(written()).isEqualTo("\u000bb\u001c\r");
  }

  @Test
  void closesTheConnectionWhenTheRouteHasNoAnswer() {
    ChannelFuture written = channel.writeAndFlush(new IllegalStateException("route failed"));

    assertThat(written.cause()).isInstanceOf(EncoderException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void failsAnswersThatWaitWhenTheConnectionCloses() {
    ChannelFuture early = write(1, "b");

    assertThat(channel.close().isSuccess()).isTrue();

    assertThat(early.cause()).isInstanceOf(ClosedChannelException.class);
  }

  private ChannelFuture write(long number, String text) {
    return channel.writeAndFlush(new MllpAnswer(number, text.getBytes(ISO_8859_1)));
  }

  private String written() {
    var text = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      text.append(out.toString(ISO_8859_1));
      out.release();
    }
    return text.toString();
  }
}

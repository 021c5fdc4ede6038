package org.bianmin.hub.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Sends over many connections from one thread, without blocking: each connection sends its next
 * message when the answer to the last one has come (a closed loop).
 */
final class Load implements AutoCloseable {

  private static final byte VT = 0x0B;
  private static final byte FS = 0x1C;
  private static final byte[] ACCEPTED = {'M', 'S', 'A', '|', 'A', 'A'};
  private static final long STUCK_MILLIS = 30_000;

  private final Selector selector = Selector.open();
  private final List<Line> lines = new ArrayList<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
  private final LongFunction<byte[]> messages;
  private Histogram latencies = new Histogram(3);
  private long sent;
  private long acknowledged;
  private long until;
  private int open;

  /** What one run measured; times in nanoseconds. */
  record Result(long messages, long nanos, Histogram latencies) {
    double perSecond() {
      return messages * 1e9 / nanos;
    }
  }

  /** Connects; {@code messages} makes the n-th message. */
  Load(int port, int connections, LongFunction<byte[]> messages) throws IOException {
    this.messages = messages;
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Line line = new Line(channel);
      channel.register(selector, SelectionKey.OP_READ, line);
      lines.add(line);
    }
  }

  /** Messages acknowledged since the start. */
  long acknowledged() {
    return acknowledged;
  }

  /** Sends for so long, then waits for the last answers. */
  Result run(long nanos) throws IOException {
    latencies = new Histogram(3);
    long before = acknowledged;
    long start = System.nanoTime();
    until = start + nanos;
    for (Line line : lines) {
      line.send();
    }
    open = lines.size();
    while (open > 0) {
      if (selector.select(this::answer, STUCK_MILLIS) == 0) {
        throw new IOException("no answer within " + STUCK_MILLIS + " ms");
      }
    }
    return new Result(acknowledged - before, System.nanoTime() - start, latencies);
  }

  private void answer(SelectionKey key) {
    try {
      ((Line) key.attachment()).receive();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line : lines) {
      line.channel.close();
    }
    selector.close();
  }

  /** One connection. */
  private final class Line {
    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 * 1024);
    private long sentAt;
    private int matched;

    Line(SocketChannel channel) {
      this.channel = channel;
    }

    void send() throws IOException {
      byte[] message = messages.apply(sent++);
      out.clear();
      out.put(VT).put(message).put(FS).put((byte) '\r').flip();
      matched = 0;
      sentAt = System.nanoTime();
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    void receive() throws IOException {
      in.clear();
      if (channel.read(in) < 0) {
        throw new IOException("the listener closed a connection");
      }
      in.flip();
      boolean complete = false;
      while (in.hasRemaining()) {
        byte b = in.get();
        complete |= b == FS;
        if (matched < ACCEPTED.length) {
          matched = b == ACCEPTED[matched] ? matched + 1 : b == ACCEPTED[0] ? 1 : 0;
        }
      }
      if (complete) {
        accepted(System.nanoTime());
      }
    }

    private void accepted(long now) throws IOException {
      if (matched < ACCEPTED.length) {
        throw new IOException("a message was not accepted: see the log");
      }
      latencies.recordValue(now - sentAt);
      acknowledged++;
      if (now < until) {
        send();
      } else {
        open--;
      }
    }
  }
}

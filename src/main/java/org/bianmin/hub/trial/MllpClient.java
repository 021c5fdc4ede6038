package org.bianmin.hub.trial;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A blocking MLLP sender on one connection (HL7 v2.5.1 appendix C, minimal lower layer protocol).
 *
 * <p>Connects with the first message, and again after it had to close. It closes when an answer is
 * late, or answers another message: a late answer must never count for the next message. Then the
 * fate of the message sent is unknown. For one thread; {@link #close} may come from another.
 */
public final class MllpClient implements Closeable {

  private static final byte START = 0x0B;
  private static final byte END = 0x1C;
  private static final byte RETURN = 0x0D;
  private static final int LARGEST_ANSWER = 16 << 20;

  private final InetSocketAddress address;
  private final int connectMillis;
  private final long answerNanos;
  private volatile Socket socket;
  private volatile boolean closed;
  private byte[] frame = new byte[4096];
  private byte[] in = new byte[8192];
  private int inStart;
  private int inEnd;

  /**
   * Describes the connection; nothing is opened yet.
   *
   * @param connectTimeout to open the connection
   * @param answerTimeout from the last byte sent to the last byte of an answer
   */
  public MllpClient(String host, int port, Duration connectTimeout, Duration answerTimeout) {
    this.address = new InetSocketAddress(host, port);
    this.connectMillis = Math.toIntExact(Math.max(1, connectTimeout.toMillis()));
    this.answerNanos = answerTimeout.toNanos();
  }

  /** Opens the connection unless it is open. */
  public void connect() throws IOException {
    if (closed) {
      throw new IOException("this MLLP client is closed");
    }
    if (socket != null) {
      return;
    }
    Socket opened = new Socket();
    try {
      opened.setTcpNoDelay(true);
      InetSocketAddress target =
          address.isUnresolved()
              ? new InetSocketAddress(address.getHostString(), address.getPort())
              : address;
      opened.connect(target, connectMillis);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    inStart = 0;
    inEnd = 0;
    socket = opened;
    if (closed) {
      drop();
      throw new IOException("this MLLP client is closed");
    }
  }

  /** Whether a connection is open as far as this side knows. */
  public boolean connected() {
    return socket != null;
  }

  /**
   * Sends one message and waits for its answer.
   *
   * @param message bytes without the frame
   * @throws SocketTimeoutException the answer did not come in time; the connection is closed
   * @throws ProtocolException the answer is not one to this message; the connection is closed
   * @throws IOException the connection failed, and is closed
   */
  public Answer send(byte[] message) throws IOException {
    return send(message, 1).get(0);
  }

  /** As {@link #send(byte[])}, where the receiver sends several answers, such as CA and then AA. */
  public List<Answer> send(byte[] message, int answers) throws IOException {
    if (answers < 1) {
      throw new IllegalArgumentException("a message has one answer or more");
    }
    connect();
    boolean answered = false;
    try {
      write(message);
      byte[] controlId = HeaderFields.controlId(message, message.length);
      List<Answer> got = new ArrayList<>(answers);
      for (int i = 0; i < answers; i++) {
        got.add(answerTo(controlId));
      }
      answered = true;
      return got;
    } finally {
      if (!answered) {
        drop();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }

  private void write(byte[] message) throws IOException {
    int length = message.length + 3;
    if (frame.length < length) {
      frame = new byte[Math.max(length, frame.length * 2)];
    }
    frame[0] = START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[length - 2] = END;
    frame[length - 1] = RETURN;
    open().getOutputStream().write(frame, 0, length);
  }

  private Answer answerTo(byte[] controlId) throws IOException {
    byte[] bytes = readFrame(System.nanoTime() + answerNanos);
    Answer answer = Answer.parse(bytes, bytes.length);
    if (answer == null) {
      throw new ProtocolException("the answer holds no MSA segment");
    }
    if (controlId.length > 0 && !answer.controlId().equals(Answer.text(controlId))) {
      throw new ProtocolException("MSA-2 of the answer is not the control id (MSH-10) sent");
    }
    return answer;
  }

  /** The next frame's content; bytes before the start block are skipped. */
  private byte[] readFrame(long deadline) throws IOException {
    while (true) {
      if (inStart == inEnd) {
        fill(deadline);
      } else if (in[inStart] == START) {
        break;
      } else {
        inStart++;
      }
    }
    int at = inStart + 1;
    while (true) {
      while (at + 1 >= inEnd) {
        at -= inStart;
        fill(deadline);
        at += inStart;
      }
      if (in[at] == END && in[at + 1] == RETURN) {
        byte[] content = Arrays.copyOfRange(in, inStart + 1, at);
        inStart = at + 2;
        return content;
      }
      at++;
    }
  }

  /** Reads more bytes behind those not yet used; moves them to the front of the buffer. */
  private void fill(long deadline) throws IOException {
    if (inStart > 0) {
      System.arraycopy(in, inStart, in, 0, inEnd - inStart);
      inEnd -= inStart;
      inStart = 0;
    }
    if (inEnd == in.length) {
      if (in.length >= LARGEST_ANSWER) {
        throw new ProtocolException("the answer has no end block within 16 MB");
      }
      in = Arrays.copyOf(in, in.length * 2);
    }
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    Socket open = open();
    open.setSoTimeout((int) Math.min(left + 1, Integer.MAX_VALUE));
    InputStream stream = open.getInputStream();
    int read = stream.read(in, inEnd, in.length - inEnd);
    if (read < 0) {
      throw new EOFException("the receiver closed the connection before it answered");
    }
    inEnd += read;
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      throw new IOException("the MLLP connection is closed");
    }
    return open;
  }

  private void drop() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // given up either way
      }
    }
  }
}

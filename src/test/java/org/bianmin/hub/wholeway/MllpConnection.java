package org.bianmin.hub.wholeway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A sender that keeps the bytes of answers as they came (HL7 v2.5.1, appendix C). */
final class MllpConnection implements AutoCloseable {

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SILENCE_MILLIS = 300;

  private final Socket socket;
  private final InputStream in;

  MllpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(byte[] message) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
    frame.write(START);
    frame.writeBytes(message);
    frame.write(END);
    frame.write('\r');
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** The next answer without its frame. */
  byte[] answer() throws IOException {
    expect(START);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int b = read(); b != END; b = read()) {
      answer.write(b);
    }
    expect('\r');
    return answer.toByteArray();
  }

  /** Whether nothing more comes. */
  boolean isSilent() throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException nothingCame) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  private void expect(int expected) throws IOException {
    int next = read();
    if (next != expected) {
      throw new IOException("an answer has byte " + next + " where MLLP wants " + expected);
    }
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the hub closed the connection");
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package org.bianmin.hub.recognition;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;

/** One connection to a HIS over MLLP, kept open; a message is sent when the last was answered. */
final class MllpLine {

  /** Nobody could be reached: the message did not arrive. */
  static final class NotReached extends IOException {

    private static final long serialVersionUID = 1L;

    NotReached(IOException cause) {
      super("no connection", cause);
    }
  }

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int LONGEST_ANSWER = 1 << 16;
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final int timeoutMillis;
  private Socket socket;
  private InputStream in;

  MllpLine(String host, int port, int timeoutMillis) {
    this.host = host;
    this.port = port;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Sends a message and waits for its answer.
   *
   * @return the answer without its frame
   * @throws NotReached when it surely did not arrive; any other IOException leaves that open
   */
  synchronized byte[] exchange(byte[] message) throws IOException {
    connect();
    try {
      ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
      frame.write(START);
      frame.writeBytes(message);
      frame.write(END);
      frame.write('\r');
      socket.getOutputStream().write(frame.toByteArray());
      return answer();
    } catch (IOException e) {
      // an answer that comes late must not be taken for that of the next message
      close();
      throw e;
    }
  }

  private void connect() throws NotReached {
    if (socket != null && !gone()) {
      return;
    }
    close();
    Socket fresh = new Socket();
    try {
      fresh.setTcpNoDelay(true);
      fresh.setKeepAlive(true);
      fresh.connect(new InetSocketAddress(host, port), Math.min(CONNECT_MILLIS, timeoutMillis));
      fresh.setSoTimeout(timeoutMillis);
      in = new BufferedInputStream(fresh.getInputStream());
      socket = fresh;
    } catch (IOException e) {
      quietly(fresh);
      throw new NotReached(e);
    }
  }

  /** Whether the other side has closed meanwhile: else the first message after is lost. */
  private boolean gone() {
    try {
      socket.setSoTimeout(1);
      // the end, or a word that nobody asked for: whatever it is, this line does not go on
      return in.read() >= -1;
    } catch (java.net.SocketTimeoutException silent) {
      return restored();
    } catch (IOException e) {
      return true;
    }
  }

  private boolean restored() {
    try {
      socket.setSoTimeout(timeoutMillis);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private byte[] answer() throws IOException {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    expect(START);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int b = read(); b != END; b = read()) {
      answer.write(b);
      if (answer.size() > LONGEST_ANSWER) {
        throw new ProtocolException("the answer does not end");
      }
      if (System.nanoTime() > deadline) {
        throw new java.net.SocketTimeoutException("the answer is too slow");
      }
    }
    expect('\r');
    return answer.toByteArray();
  }

  private void expect(int expected) throws IOException {
    if (read() != expected) {
      throw new ProtocolException("the answer is no MLLP frame");
    }
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the connection was closed before the answer");
    }
    return next;
  }

  synchronized void close() {
    if (socket != null) {
      quietly(socket);
      socket = null;
    }
  }

  private static void quietly(Socket closing) {
    try {
      closing.close();
    } catch (IOException e) {
      // it is given up anyway
    }
  }
}

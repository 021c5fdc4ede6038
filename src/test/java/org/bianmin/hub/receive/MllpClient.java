package org.bianmin.hub.receive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A sender that writes what a test wants, right or wrong. */
final class MllpClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  MllpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static String framed(String message) {
    return "\u000b" + message + "\u001c\r";
  }

  static String adt(String controlId) {
    return "MSH|^~\\&|HIS|H1|HUB|H1|20260101080000||ADT^A01|"
        + controlId
        + "|P|2.4\rPID|1||0001\rPV1|1|I\r";
  }

  MllpClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  MllpClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** The next answer without its frame; fails unless it is framed as MLLP wants. */
  String answer() throws IOException {
    expect(0x0B);
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != 0x1C; b = in.read()) {
      if (b < 0) {
        throw new IOException("connection closed inside an answer");
      }
      bytes.write(b);
    }
    expect('\r');
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** MSA of the next answer, for example {@code MSA|AA|7}. */
  String msa() throws IOException {
    return answer().lines().skip(1).findFirst().orElseThrow();
  }

  boolean isSilent() throws IOException {
    socket.setSoTimeout(150);
    try {
      in.mark(1);
      int b = in.read();
      in.reset();
      return b < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  /** Closes with RST instead of FIN. */
  void breakOff() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void expect(int expected) throws IOException {
    int b = in.read();
    if (b != expected) {
      throw new IOException("expected byte " + expected + ", got " + b);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package org.bianmin.hub.recognition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A HIS that takes HL7 v2 over MLLP and answers as it is told. */
public final class PlayedHis implements AutoCloseable {

  public final List<String> messages = new CopyOnWriteArrayList<>();
  public final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final Charset charset;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile String word = "AA";

  public PlayedHis(int port, Charset charset) {
    this.charset = charset;
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "played-his");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** MSA-1 of the answers to come; null for no answer at all. */
  public void answers(String code) {
    word = code;
  }

  /** Closes the connections that are open. */
  public void hangUp() {
    open.forEach(PlayedHis::quietly);
    open.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread thread = new Thread(() -> serve(socket), "played-his-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (in.read() == 0x0B) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0x1C; b = in.read()) {
          if (b < 0) {
            return;
          }
          message.write(b);
        }
        if (in.read() != '\r') {
          return;
        }
        String text = message.toString(charset);
        messages.add(text);
        String code = word;
        if (code != null) {
          out.write(ack(code, text).getBytes(charset));
          out.flush();
        }
      }
    } catch (IOException e) {
      // hung up
    }
  }

  private static String ack(String code, String message) {
    String id = message.split("\r", -1)[0].split("\\|", -1)[9];
    return "\u000BMSH|^~\\&|HIS|H|HUB|H|20261103090000||ACK|A"
        + id
        + "|P|2.5.1\rMSA|"
        + code
        + "|"
        + id
        + "\r\u001C\r";
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone anyway
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUp();
  }
}

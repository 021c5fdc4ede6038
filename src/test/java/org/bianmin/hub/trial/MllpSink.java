package org.bianmin.hub.trial;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An MLLP receiver on a real socket that keeps what it gets and answers as it is told. */
public final class MllpSink implements AutoCloseable {

  /** Writes the answer to a message, or nothing, or something else. */
  @FunctionalInterface
  public interface Reply {
    void write(byte[] message, String controlId, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Reply reply;
  private final List<byte[]> messages = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;

  public MllpSink(int port, Reply reply) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.reply = reply;
    this.acceptor = start(this::accept);
  }

  public MllpSink(Reply reply) throws IOException {
    this(0, reply);
  }

  /** Answers every message with this code. */
  public static Reply always(String code) {
    return (message, controlId, out) -> out.write(frame(ack(code, controlId, "")));
  }

  public static String ack(String code, String controlId, String text) {
    return "MSH|^~\\&|HUB|F|HIS|F|20261103080000||ACK|1|T|2.5.1\rMSA|"
        + code
        + "|"
        + controlId
        + (text.isEmpty() ? "" : "|" + text)
        + "\r";
  }

  public static byte[] frame(String content) {
    return ("\u000b" + content + "\u001c\r").getBytes(StandardCharsets.UTF_8);
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<byte[]> messages() {
    return messages;
  }

  public int connections() {
    return connections.get();
  }

  /** Frees the port: a listening socket lives until its accept has returned. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      sockets.add(socket);
      connections.incrementAndGet();
      start(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == 0x0B) {
        message.reset();
      } else if (b == 0x1C) {
        in.read();
        byte[] bytes = message.toByteArray();
        messages.add(bytes);
        String id = Answer.text(HeaderFields.controlId(bytes, bytes.length));
        reply.write(bytes, id, socket.getOutputStream());
      } else {
        message.write(b);
      }
    }
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static Thread start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException closed) {
                // the test closed the socket
              }
            },
            "mllp-sink");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

package org.bianmin.hub.wholeway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies between a hub and a database, and can be pulled out. */
final class NetworkCable implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

  private final String url;
  private final String host;
  private final int port;
  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean plugged = true;

  /** Leads to the database of a JDBC URL. */
  NetworkCable(String target) throws IOException {
    Matcher address = ADDRESS.matcher(target);
    if (!address.find()) {
      throw new IllegalArgumentException("no host and port in the URL");
    }
    this.host = address.group(1);
    this.port = Integer.parseInt(address.group(2));
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.url = address.replaceFirst("//127.0.0.1:" + listener.getLocalPort() + "/");
    start("cable", this::listen);
  }

  /** The JDBC URL of this end. */
  String url() {
    return url;
  }

  /** Connections that came while it was out. */
  int refused() {
    return refused.get();
  }

  void unplug() throws IOException {
    plugged = false;
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  void plugIn() {
    plugged = true;
  }

  private void listen() throws IOException {
    while (!listener.isClosed()) {
      Socket near = listener.accept();
      if (!plugged) {
        refused.incrementAndGet();
        near.close();
        continue;
      }
      Socket far = new Socket(host, port);
      open.addAll(List.of(near, far));
      start("cable-there", () -> pass(near, far));
      start("cable-back", () -> pass(far, near));
    }
  }

  private static void pass(Socket from, Socket to) throws IOException {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the cable was pulled, or one end has hung up
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    unplug();
  }
}

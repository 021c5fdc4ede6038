package org.bianmin.hub.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What lies between a hub and a server. Pulled out it carries nothing and tells nobody: connections
 * stay open, new ones are not answered, and neither end hears that the other has gone.
 */
final class Cable implements AutoCloseable {

  private static final int BUFFER = 16 << 10;

  /** A connection of the near end. */
  private static final class Line {
    boolean dead;
  }

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final int port;
  private boolean out;
  private long carried;
  private long carriedAt;

  /**
   * Plugged in.
   *
   * @param port of the server, on the loopback
   */
  Cable(int port) throws IOException {
    this.port = port;
    open.add(door);
    threads.execute(this::accept);
  }

  /** Where the hub connects to. */
  int port() {
    return door.getLocalPort();
  }

  synchronized void pull() {
    out = true;
  }

  /** What was sent meanwhile arrives now, as TCP sends it again. */
  synchronized void plugIn() {
    out = false;
    notifyAll();
  }

  /**
   * Connections from before stay silent for ever, as where a firewall between has forgotten them or
   * another server has the address now.
   */
  synchronized void plugInAnew() {
    lines.forEach(line -> line.dead = true);
    plugIn();
  }

  /** Bytes that the hub has sent through it. */
  synchronized long carried() {
    return carried;
  }

  /** When the hub's last bytes went through, as {@link System#nanoTime}. */
  synchronized long carriedAt() {
    return carriedAt;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        open.add(near);
        Line line = new Line();
        lines.add(line);
        threads.execute(() -> connect(line, near));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Line line, Socket near) {
    try {
      pass(line, 0);
      Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(far);
      threads.execute(() -> carry(line, far, near, false));
      carry(line, near, far, true);
    } catch (IOException e) {
      close(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Line line, Socket from, Socket to, boolean there) {
    byte[] buffer = new byte[BUFFER];
    try {
      try {
        InputStream in = from.getInputStream();
        OutputStream target = to.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          pass(line, there ? n : 0);
          target.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // one end has gone, which the other hears as it hears everything
      }
      pass(line, 0);
      lines.remove(line);
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the next bytes of a connection get through, which may be never. */
  private synchronized void pass(Line line, int bytes) throws InterruptedException {
    while (out || line.dead) {
      wait();
    }
    if (bytes > 0) {
      carried += bytes;
      carriedAt = System.nanoTime();
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // gone already
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Closeable each : open) {
      each.close();
    }
  }
}

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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands each connection on to the next hub in turn that takes it, and to none where none does; a
 * connection ends with that of its hub.
 */
final class TcpBalancer implements AutoCloseable {

  private static final int BUFFER = 16 << 10;

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final int[] ports;

  TcpBalancer(int... ports) throws IOException {
    this.ports = ports.clone();
    open.add(door);
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket from = door.accept();
        open.add(from);
        threads.execute(() -> connect(from));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket from) {
    int first = turn.getAndIncrement();
    for (int i = 0; i < ports.length; i++) {
      int port = ports[Math.floorMod(first + i, ports.length)];
      try {
        Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(to);
        threads.execute(() -> pass(to, from));
        pass(from, to);
        return;
      } catch (IOException e) {
        // the next one, then
      }
    }
    close(from);
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // either side is gone, and so is the connection
    } finally {
      close(from);
      close(to);
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
    for (Closeable each : open) {
      each.close();
    }
    threads.shutdownNow();
  }
}

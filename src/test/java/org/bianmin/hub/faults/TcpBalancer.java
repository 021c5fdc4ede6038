package org.bianmin.hub.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Hands each connection on to the next hub in turn that takes it, and to none where none does; a
 * connection ends with that of its hub.
 */
final class TcpBalancer implements AutoCloseable {

  private static final int BUFFER = 16 << 10;

  /** A hub that is cut off refuses nothing. */
  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<InetSocketAddress> hubs;
  private final boolean inTurn;

  /** To hubs on this machine. */
  TcpBalancer(int... ports) throws IOException {
    this(InetAddress.getLoopbackAddress(), true, here(ports));
  }

  /**
   * To hubs anywhere.
   *
   * @param at the address of its own
   * @param inTurn whether the next connection goes to the next hub, not to the first one that takes
   *     it
   */
  TcpBalancer(InetAddress at, boolean inTurn, List<InetSocketAddress> hubs) throws IOException {
    this.door = new ServerSocket(0, 50, at);
    this.inTurn = inTurn;
    this.hubs = List.copyOf(hubs);
    open.add(door);
    threads.execute(this::accept);
  }

  /** One that hands each connection to the first hub, and to the next only where that is away. */
  static TcpBalancer inOrder(int... ports) throws IOException {
    return new TcpBalancer(InetAddress.getLoopbackAddress(), false, here(ports));
  }

  private static List<InetSocketAddress> here(int... ports) {
    return IntStream.of(ports)
        .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
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
    int first = inTurn ? turn.getAndIncrement() : 0;
    for (int i = 0; i < hubs.size(); i++) {
      Socket to = new Socket();
      try {
        to.connect(hubs.get(Math.floorMod(first + i, hubs.size())), CONNECT_MILLIS);
        open.add(to);
        threads.execute(() -> pass(to, from));
        pass(from, to);
        return;
      } catch (IOException e) {
        // the next one, then
        close(to);
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

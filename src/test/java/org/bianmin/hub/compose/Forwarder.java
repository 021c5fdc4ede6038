package org.bianmin.hub.compose;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands connections on as the balancer's configuration says: each goes to the next server of its
 * backend whose check answers 200. Headers and cookies are not its business.
 */
final class Forwarder implements Balancer {

  private static final int BUFFER = 16 << 10;

  private final OneMachine machine;
  private final BalancerFile file;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Forwarder(String service, OneMachine machine) throws IOException {
    this.machine = machine;
    this.file = BalancerFile.read();
    for (BalancerFile.Frontend each : file.frontends()) {
      if (each.backend() != null) {
        ServerSocket socket =
            new ServerSocket(
                machine.port(service, each.port()), 50, InetAddress.getLoopbackAddress());
        open.add(socket);
        threads.execute(() -> accept(socket, each.backend()));
      }
    }
  }

  private void accept(ServerSocket socket, String backend) {
    while (!socket.isClosed()) {
      try {
        Socket from = socket.accept();
        open.add(from);
        threads.execute(() -> connect(from, backend));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket from, String backend) {
    List<BalancerFile.Server> servers = file.servers(backend);
    int first = turn.getAndIncrement();
    for (int i = 0; i < servers.size(); i++) {
      BalancerFile.Server server = servers.get((first + i) % servers.size());
      if (ready(server)) {
        try {
          Socket to = new Socket();
          to.connect(address(server.host(), server.port()), 2_000);
          open.add(to);
          threads.execute(() -> pump(from, to));
          pump(to, from);
          return;
        } catch (IOException e) {
          // the next one, then
        }
      }
    }
    close(from);
  }

  private boolean ready(BalancerFile.Server server) {
    URI check =
        URI.create(
            "http://127.0.0.1:"
                + machine.port(server.host(), server.checkPort())
                + file.checkPath());
    try {
      HttpRequest request = HttpRequest.newBuilder(check).timeout(Duration.ofSeconds(3)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), machine.port(host, port));
  }

  /** Until one of the two ends; then both do. */
  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // it has ended
    }
    close(from);
    close(to);
  }

  private static void close(Closeable each) {
    try {
      each.close();
    } catch (IOException e) {
      // it is gone
    }
  }

  @Override
  public void close() {
    open.forEach(Forwarder::close);
    threads.shutdownNow();
  }
}

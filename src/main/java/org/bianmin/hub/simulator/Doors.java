package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets. A platform that refuses connections really has its socket closed; while it
 * does, the control calls are served on a port of their own, so that the refusal can be ended.
 */
final class Doors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
  private static final int BACKLOG = 1_024;
  private static final long RETRY_MILLIS = 100;

  private final String host;
  private final ExecutorService pool;
  private final ExecutorService timer =
      Executors.newSingleThreadExecutor(task -> daemon(task, "simulator-timer"));
  private HttpHandler platformCalls;
  private HttpHandler controlCalls;
  private HttpServer main;
  private HttpServer control;
  private int port;
  private boolean closed;

  /** Counts the orders, so that an end planned for an earlier refusal does not end a later one. */
  private long orders;

  Doors(String host, int threads) {
    this.host = host;
    this.pool = Executors.newFixedThreadPool(threads, task -> daemon(task, "simulator"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  synchronized void open(int wanted, HttpHandler forPlatform, HttpHandler forControl) {
    platformCalls = forPlatform;
    controlCalls = forControl;
    try {
      main = listen(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulator cannot listen on port "
              + wanted
              + "; set hub.simulator.port to a free one, or to 0 for any",
          e);
    }
    port = main.getAddress().getPort();
    main.createContext("/v1/", platformCalls);
    main.createContext("/simulator/", controlCalls);
    main.start();
  }

  private HttpServer listen(int wanted) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, wanted), BACKLOG);
    server.setExecutor(pool);
    return server;
  }

  synchronized int port() {
    return port;
  }

  /** Port of the control calls: the platform's own, or another while that one is closed. */
  synchronized int controlPort() {
    return control == null ? port : control.getAddress().getPort();
  }

  /** Adds {@code refuseConnections} and where the control calls are. */
  synchronized void describe(ObjectNode state) {
    if (control != null) {
      state.put("refuseConnections", true);
    }
    state.put("controlPort", controlPort());
  }

  /**
   * Prepares an order to refuse connections.
   *
   * @param refuse true, milliseconds, false or null for an end, absent for no change
   * @return what is to be run once the order's sender has its answer
   */
  synchronized Runnable order(JsonNode refuse) {
    if (refuse == null) {
      return () -> {};
    }
    long order = ++orders;
    long millis = refuse.isIntegralNumber() ? refuse.longValue() : 0;
    if (!refuse.asBoolean(false) && millis == 0) {
      admit();
      return () -> timer.execute(this::closeControl);
    }
    if (control == null) {
      try {
        control = listen(0);
      } catch (IOException e) {
        throw new UncheckedIOException("The simulator cannot open a port for its control calls", e);
      }
      control.createContext("/simulator/", controlCalls);
      control.start();
    }
    return () -> timer.execute(() -> refuse(order, millis));
  }

  /** Carries an order out at once. */
  void carryOut(JsonNode refuse) {
    Runnable rest = order(refuse);
    rest.run();
    try {
      // the timer has one thread: when this is done, the order is
      timer.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized void refuse(long order, long millis) {
    if (order != orders || closed) {
      return;
    }
    if (main != null) {
      main.stop(0);
      main = null;
    }
    if (millis > 0) {
      later(millis, () -> end(order));
    }
  }

  private void later(long millis, Runnable task) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, timer).execute(task);
  }

  private synchronized void end(long order) {
    if (order == orders) {
      admit();
      closeControl();
    }
  }

  private synchronized void admit() {
    if (main != null || closed) {
      return;
    }
    try {
      open(port, platformCalls, controlCalls);
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof BindException)) {
        throw e;
      }
      LOG.warn("Port {} is taken; the simulator tries again", port);
      long order = orders;
      later(RETRY_MILLIS, () -> end(order));
    }
  }

  private synchronized void closeControl() {
    if (control != null && main != null) {
      control.stop(0);
      control = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (main != null) {
      main.stop(0);
    }
    if (control != null) {
      control.stop(0);
    }
    pool.shutdownNow();
    timer.shutdownNow();
  }
}

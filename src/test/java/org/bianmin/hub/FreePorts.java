package org.bianmin.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers of tests that start a little later. */
public final class FreePorts {

  private FreePorts() {}

  /**
   * A TCP port that nobody uses at the moment, below those that the system gives to whoever asks
   * for any: of that range another test, or an outgoing connection, would some time get the same
   * one before the server that it was drawn for.
   */
  public static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package org.bianmin.hub.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import javax.net.ssl.SSLException;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DestinationProperties;

/** Turns what goes wrong on the way into an answer: a retry may help, or it will not. */
final class Answering {

  /** A call that may fail in the ways of the network. */
  @FunctionalInterface
  interface Attempt {
    BatchAnswer call() throws IOException, InterruptedException;
  }

  private Answering() {}

  static BatchAnswer of(String id, DestinationProperties destination, Attempt attempt) {
    try {
      return attempt.call();
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new BatchAnswer.Away("no connection to " + destination.url().getHost(), 0, false);
    } catch (SSLException e) {
      return new BatchAnswer.Closed(
          "TLS: " + e.getMessage() + "; check the certificates, then resume the destination");
    } catch (IOException e) {
      return new BatchAnswer.Away("no answer: " + e.getClass().getSimpleName(), 0, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new BatchAnswer.Away("the hub is stopping", 0, true);
    } catch (UncheckedIOException e) {
      return new BatchAnswer.Closed(
          "a key file cannot be read; put it where hub.destinations."
              + id
              + ".key-file and seal-key-file say, then resume the destination");
    }
  }
}

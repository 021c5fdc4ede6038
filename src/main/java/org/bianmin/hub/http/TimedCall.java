package org.bianmin.hub.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP call that ends in time. The client's own time-out ends with the header of the answer
 * ({@link HttpRequest.Builder#timeout}): where the network goes away before the body is there, it
 * waits for ever.
 */
public final class TimedCall {

  /** So long the client's own time-out goes first: it knows whether there was a connection. */
  private static final long GRACE_MILLIS = 1_000;

  private TimedCall() {}

  /**
   * Calls, and waits for the whole answer.
   *
   * @param request with a time-out, which holds for all of it, with a second of grace
   * @throws HttpTimeoutException when the answer or a part of it did not come in time; the
   *     connection is closed then
   */
  public static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    Duration patience =
        request
            .timeout()
            .orElseThrow(() -> new IllegalArgumentException("The request has no time-out"));
    if (Thread.interrupted()) {
      throw new InterruptedException("told to stop before the call");
    }
    CompletableFuture<HttpResponse<T>> call = client.sendAsync(request, body);
    try {
      return call.get(patience.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new HttpTimeoutException("no whole answer within " + patience);
    } catch (InterruptedException e) {
      call.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failed) {
        throw failed;
      }
      if (cause instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IOException(cause);
    }
  }
}

package org.bianmin.hub.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.http.TimedCall;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Signs requests, and seals them where that is agreed (docs/platform-contract). */
@Component
final class SignedCalls {

  /**
   * One call.
   *
   * @param target path below the destination's address, and query
   * @param type media type of the body
   * @param body null for GET
   * @param etag for {@code If-None-Match}, or null
   * @param sealed whether the body is sealed where a seal is agreed
   * @param traceparent what the call is called in traces, or null
   */
  record Call(
      String method,
      String target,
      String type,
      byte[] body,
      String etag,
      boolean sealed,
      Duration timeout,
      String traceparent) {

    /** A call that says nothing of traces. */
    Call(
        String method,
        String target,
        String type,
        byte[] body,
        String etag,
        boolean sealed,
        Duration timeout) {
      this(method, target, type, body, etag, sealed, timeout, null);
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /** What came back, opened where it was sealed. */
  record Answer(HttpResponse<byte[]> response, byte[] body) {

    int status() {
      return response.statusCode();
    }
  }

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int NONCE_BYTES = 16;
  private static final int OK = 200;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<Path, Read<?>> keys = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** A key, and when its file was written: a changed file is read anew, without a restart. */
  private record Read<T>(long modified, T key) {}

  @Autowired
  SignedCalls() {
    this(Clock.systemUTC());
  }

  SignedCalls(Clock clock) {
    this.clock = clock;
  }

  long now() {
    return clock.millis();
  }

  /**
   * Calls, and waits for the answer.
   *
   * @throws UncheckedIOException when a key file cannot be read
   */
  Answer send(DestinationProperties destination, Call call)
      throws IOException, InterruptedException {
    URI target =
        destination
            .url()
            .resolve(destination.url().getRawPath().replaceAll("/$", "") + call.target());
    return send(destination, target, call);
  }

  /** The same, to an address that is not below the destination's. */
  Answer send(DestinationProperties destination, URI target, Call call)
      throws IOException, InterruptedException {
    String path =
        target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String line = target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    Seal seal = call.sealed() ? seal(destination) : null;
    String bound = destination.appId() + "\n" + call.method() + "\n" + line;
    byte[] body = call.body() == null ? new byte[0] : call.body();
    String type = call.type();
    if (seal != null && call.body() != null) {
      body = seal.close(body, type, bound);
      type = Seal.TYPE;
    }
    String nonce = nonce();
    HttpRequest.Builder request = signed(destination, call.method(), target, line, nonce, body);
    request.timeout(call.timeout());
    if (call.body() != null) {
      request.header("Content-Type", type);
    }
    if (call.etag() != null) {
      request.header("If-None-Match", call.etag());
    }
    if (call.traceparent() != null) {
      request.header("traceparent", call.traceparent());
    }
    HttpResponse<byte[]> response =
        TimedCall.send(http, request.build(), HttpResponse.BodyHandlers.ofByteArray());
    boolean closed =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(t -> t.startsWith(Seal.TYPE))
            .isPresent();
    if (response.statusCode() != OK || !closed) {
      return new Answer(response, response.body());
    }
    if (seal == null) {
      throw new IOException("the answer is sealed, and no seal is configured");
    }
    return new Answer(response, seal.open(response.body(), bound + "\n" + nonce).body());
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private HttpRequest.Builder signed(
      DestinationProperties destination,
      String method,
      URI target,
      String line,
      String nonce,
      byte[] body) {
    Signature signature =
        read(destination.keyFile(), text -> new Signature(destination.signature(), text));
    String timestamp = Long.toString(clock.millis());
    String digest = signature.digestOf(body);
    return HttpRequest.newBuilder(target)
        .header("X-App-Id", destination.appId())
        .header("X-Timestamp", timestamp)
        .header("X-Nonce", nonce)
        .header("X-Digest", digest)
        .header("X-Signature-Algorithm", signature.algorithm())
        .header("X-Signature", signature.sign(method, line, timestamp, nonce, digest))
        .method(
            method,
            body.length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /**
   * The seal that is agreed with a destination, or null.
   *
   * @throws UncheckedIOException when its key file cannot be read
   */
  Seal seal(DestinationProperties destination) {
    return destination.seal().equals("none")
        ? null
        : read(destination.sealKeyFile(), text -> new Seal(destination.seal(), text));
  }

  @SuppressWarnings("unchecked") // one file holds a key of one kind
  private <T> T read(Path file, Function<String, T> make) {
    try {
      long modified = Files.getLastModifiedTime(file).toMillis();
      Read<?> known = keys.get(file);
      if (known == null || known.modified() != modified) {
        known = new Read<>(modified, make.apply(Files.readString(file).strip()));
        keys.put(file, known);
      }
      return (T) known.key();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads bodies and parameters, writes answers. */
final class Answers {

  private static final int MIB = 1024 * 1024;
  private static final int MAX_BODY = 8 * MIB;

  /** A report may hold documents and images. */
  private static final int MAX_REPORT = 32 * MIB;

  /** Read past the limit, so that the sender gets the 413 and not a broken connection. */
  private static final long DRAINED = 64L * 1024 * 1024;

  private Answers() {}

  /**
   * Reads the body.
   *
   * @throws Refusal 413 over 8 MiB, of a report over 32 MiB
   */
  static byte[] body(HttpExchange exchange) throws IOException, Refusal {
    InputStream in = exchange.getRequestBody();
    int most =
        exchange.getRequestURI().getRawPath().equals(RecognitionCalls.REPORTS)
            ? MAX_REPORT
            : MAX_BODY;
    byte[] body = in.readNBytes(most + 1);
    if (body.length <= most) {
      return body;
    }
    byte[] rest = new byte[64 * 1024];
    long drained = 0;
    for (int n = in.read(rest); n >= 0 && drained < DRAINED; n = in.read(rest)) {
      drained += n;
    }
    throw new Refusal(413, "TOO_LARGE", "A body has at most " + most / MIB + " MiB here.");
  }

  static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    send(exchange, status, "application/json", Json.MAPPER.writeValueAsBytes(answer));
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.etag() != null) {
      exchange.getResponseHeaders().set("ETag", reply.etag());
    }
    if (reply.body() == null) {
      exchange.sendResponseHeaders(reply.status(), -1);
    } else {
      send(exchange, reply.status(), reply.type(), reply.body());
    }
  }

  static void send(HttpExchange exchange, Refusal refusal) throws IOException {
    send(
        exchange,
        refusal.status(),
        "application/problem+json",
        Json.MAPPER.writeValueAsBytes(refusal.problem()));
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** A query parameter, null when absent. */
  static String parameter(URI uri, String name) {
    String query = uri.getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  static Refusal notFound() {
    return new Refusal(404, "NOT_FOUND", "The contract has no such call.");
  }

  static Refusal method(HttpExchange exchange, String allowed) {
    exchange.getResponseHeaders().set("Allow", allowed);
    return new Refusal(405, "METHOD", "This call is made with " + allowed + ".");
  }
}

package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Keeps every call, and answers each item as a test says. */
final class RecordingPlatform implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<RecordedCall> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private volatile Function<JsonNode, ObjectNode> receipts;
  private volatile int status = 200;
  private volatile String retryAfter;

  /** Gives items the receipts that the function makes of them. */
  RecordingPlatform(Function<JsonNode, ObjectNode> receipts) throws IOException {
    this.receipts = receipts;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void answerItems(Function<JsonNode, ObjectNode> other) {
    receipts = other;
    status = 200;
  }

  /** Answers whole calls with a problem document. */
  void answerCalls(int other, String retryAfterSeconds) {
    status = other;
    retryAfter = retryAfterSeconds;
  }

  static ObjectNode receipt(JsonNode item, String result) {
    ObjectNode receipt = JSON.createObjectNode();
    receipt.set("key", item.get("key"));
    receipt.set("version", item.get("version"));
    return receipt.put("result", result);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      JsonNode json = JSON.readTree(body);
      int answered = status;
      ObjectNode answer = answered == 200 ? receipts(json) : problem(answered);
      if (answered != 200 && retryAfter != null) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answered, bytes.length);
      exchange.getResponseBody().write(bytes);
      calls.add(
          new RecordedCall(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              body,
              json));
    }
  }

  private ObjectNode receipts(JsonNode batch) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("batchNo", batch.get("batchNo"));
    answer.put("receiptNo", "R-" + calls.size());
    var list = answer.putArray("receipts");
    batch.get("items").forEach(item -> list.add(receipts.apply(item)));
    return answer;
  }

  private static ObjectNode problem(int status) {
    return JSON.createObjectNode()
        .put("type", "about:blank")
        .put("title", "test")
        .put("status", status)
        .put("code", "UNAVAILABLE");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

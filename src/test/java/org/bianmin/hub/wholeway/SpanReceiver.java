package org.bianmin.hub.wholeway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** A collector that takes OTLP over HTTP and keeps every span. */
final class SpanReceiver implements AutoCloseable {

  /** A span as it came. */
  record Kept(Span span, String service, String text) {

    String trace() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    String id() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    String parent() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    String name() {
      return span.getName();
    }

    /** An attribute as text, empty where it is not there. */
    String get(String key) {
      return span.getAttributesList().stream()
          .filter(attribute -> attribute.getKey().equals(key))
          .map(
              attribute ->
                  attribute.getValue().hasIntValue()
                      ? Long.toString(attribute.getValue().getIntValue())
                      : attribute.getValue().getStringValue())
          .findFirst()
          .orElse("");
    }

    List<String> links() {
      return span.getLinksList().stream()
          .map(link -> HexFormat.of().formatHex(link.getTraceId().toByteArray()))
          .toList();
    }
  }

  private final Queue<Kept> spans = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server;

  SpanReceiver() throws IOException {
    this(0);
  }

  SpanReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody();
        InputStream open = packed ? new GZIPInputStream(body) : body) {
      var request = ExportTraceServiceRequest.parseFrom(open);
      request
          .getResourceSpansList()
          .forEach(
              resource -> {
                String service = resource.getResource().toString();
                resource.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> spans.add(new Kept(span, service, span.toString())));
              });
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String setting() {
    return "--hub.tracing.endpoint="
        + URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  int port() {
    return server.getAddress().getPort();
  }

  int calls() {
    return calls.get();
  }

  List<Kept> spans() {
    return List.copyOf(spans);
  }

  List<Kept> ofMessage(long id) {
    return spans.stream().filter(s -> s.get("hub.message.id").equals(Long.toString(id))).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

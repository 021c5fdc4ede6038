package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Serves {@code /simulator/recognition/…}: its books, its catalogue, its other facilities. */
final class RecognitionControls {

  static final String BELOW = "/simulator/recognition/";

  private static final String REPORTS = "reports";
  private static final String DECISIONS = "decisions";
  private static final String NEIGHBOURS = "neighbours";
  private static final String CORRECT = "/correct";
  private static final Set<String> ORDERS = Set.of("key", "recall", "urgent");

  private final Recognition recognition;

  RecognitionControls(Platform platform) {
    this.recognition = platform.recognition();
  }

  /** Serves a call whose path goes on so. */
  void serve(HttpExchange exchange, String path) throws IOException, Refusal {
    URI uri = exchange.getRequestURI();
    RecognitionBooks books = recognition.books();
    if (path.equals(REPORTS)) {
      String facility = Answers.parameter(uri, "facility");
      ControlCalls.get(exchange, books.reports().list(facility, Answers.parameter(uri, "after")));
    } else if (path.startsWith(REPORTS + "/")) {
      one(exchange, books.reports().bundle(key(path, REPORTS)));
    } else if (path.equals(DECISIONS)) {
      ControlCalls.get(exchange, decisions(uri));
    } else if (path.startsWith(DECISIONS + "/")) {
      one(exchange, books.records().facts().find(key(path, DECISIONS)));
    } else if (path.equals("catalogue")) {
      catalogue(exchange);
    } else if (path.equals(NEIGHBOURS)) {
      ControlCalls.get(exchange, recognition.neighbours().list());
    } else if (path.startsWith(NEIGHBOURS + "/") && path.endsWith(CORRECT)) {
      correct(exchange, path.substring(NEIGHBOURS.length() + 1, path.length() - CORRECT.length()));
    } else {
      throw Answers.notFound();
    }
  }

  private static String key(String path, String before) {
    return ControlCalls.key(path.substring(before.length() + 1));
  }

  private JsonNode decisions(URI uri) {
    String facility = Answers.parameter(uri, "facility");
    return recognition
        .books()
        .records()
        .facts()
        .list(
            Answers.parameter(uri, "type"),
            facility == null ? null : KeyPrefix.escape(facility),
            Answers.parameter(uri, "after"));
  }

  private static void one(HttpExchange exchange, Optional<byte[]> held)
      throws IOException, Refusal {
    ControlCalls.require(exchange, "GET");
    byte[] document =
        held.orElseThrow(() -> new Refusal(404, "NOT_FOUND", "Nothing with that key is held."));
    Answers.send(exchange, 200, Reply.JSON, document);
  }

  private void catalogue(HttpExchange exchange) throws IOException, Refusal {
    if (exchange.getRequestMethod().equals("POST")) {
      recognition.catalogue().put(ControlCalls.read(exchange));
    } else {
      ControlCalls.require(exchange, "GET");
    }
    Answers.send(exchange, 200, recognition.catalogue().current());
  }

  private void correct(HttpExchange exchange, String facility) throws IOException, Refusal {
    ControlCalls.require(exchange, "POST");
    JsonNode order = ControlCalls.read(exchange);
    boolean known = order.isObject() || order.isMissingNode();
    for (Map.Entry<String, JsonNode> member : order.properties()) {
      boolean fits =
          member.getKey().equals("key")
              ? member.getValue().isTextual()
              : member.getValue().isBoolean();
      known &= fits && ORDERS.contains(member.getKey());
    }
    if (!known) {
      throw new Refusal(
          400, "PARAMETER", "The body may hold key, recall (true or false) and urgent.");
    }
    Answers.send(
        exchange,
        200,
        recognition
            .neighbours()
            .change(
                facility,
                order.path("key").textValue(),
                order.path("recall").booleanValue(),
                order.path("urgent").booleanValue()));
  }
}

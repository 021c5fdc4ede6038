package org.bianmin.hub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** Serves {@code /simulator/…}: what the platform holds and saw, and what it is told to do. */
final class ControlCalls implements HttpHandler {

  private static final String HELD = "/simulator/measure-events";
  private static final String TASKS = "/simulator/resend-tasks";

  private final Platform platform;
  private final Doors doors;
  private final RecognitionControls recognition;

  ControlCalls(Platform platform, Doors doors) {
    this.platform = platform;
    this.doors = doors;
    this.recognition = new RecognitionControls(platform);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Runnable after = () -> {};
    try (exchange) {
      try {
        after = serve(exchange);
      } catch (Refusal refusal) {
        Answers.send(exchange, refusal);
      }
    }
    after.run();
  }

  private Runnable serve(HttpExchange exchange) throws IOException, Refusal {
    URI uri = exchange.getRequestURI();
    String path = uri.getRawPath();
    if (path.equals("/simulator/faults")) {
      return faults(exchange);
    }
    if (path.equals(HELD)) {
      get(exchange, held(uri));
    } else if (path.startsWith(HELD + "/")) {
      one(exchange, path.substring(HELD.length() + 1));
    } else if (path.equals("/simulator/counts")) {
      get(exchange, platform.counts());
    } else if (path.equals("/simulator/indicator-reports")) {
      get(exchange, platform.indicatorReports().list());
    } else if (path.equals("/simulator/violations")) {
      violations(exchange);
    } else if (path.equals("/simulator/capabilities")) {
      capabilities(exchange);
    } else if (path.equals(TASKS)) {
      openTask(exchange);
    } else if (path.startsWith(TASKS + "/")) {
      closeTask(exchange, path.substring(TASKS.length() + 1));
    } else if (path.startsWith(RecognitionControls.BELOW)) {
      recognition.serve(exchange, path.substring(RecognitionControls.BELOW.length()));
    } else {
      throw Answers.notFound();
    }
    return () -> {};
  }

  private ObjectNode held(URI uri) {
    String facility = Answers.parameter(uri, "facility");
    return platform
        .facts()
        .list(
            Answers.parameter(uri, "type"),
            facility == null ? null : KeyPrefix.escape(facility),
            Answers.parameter(uri, "after"));
  }

  private void one(HttpExchange exchange, String key) throws IOException, Refusal {
    require(exchange, "GET");
    byte[] item =
        platform
            .facts()
            .find(key(key))
            .orElseThrow(() -> new Refusal(404, "NOT_FOUND", "No such fact is held."));
    Answers.send(exchange, 200, "application/json", item);
  }

  private void violations(HttpExchange exchange) throws IOException, Refusal {
    if (exchange.getRequestMethod().equals("DELETE")) {
      platform.violations().clear();
    } else {
      require(exchange, "GET");
    }
    Answers.send(exchange, 200, platform.violations().list());
  }

  /** Answers first; a door is closed only afterwards, or it would cut off this very answer. */
  private Runnable faults(HttpExchange exchange) throws IOException, Refusal {
    Runnable after = () -> {};
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        JsonNode order = read(exchange);
        try {
          platform.faults().set(order);
        } catch (IllegalArgumentException e) {
          throw new Refusal(400, "PARAMETER", e.getMessage());
        }
        after = doors.order(order.get("refuseConnections"));
      }
      case "DELETE" -> {
        platform.faults().clear();
        after = doors.order(Json.MAPPER.nullNode());
      }
      default -> require(exchange, "GET");
    }
    ObjectNode state = platform.faults().json();
    doors.describe(state);
    Answers.send(exchange, 200, state);
    return after;
  }

  private void capabilities(HttpExchange exchange) throws IOException, Refusal {
    if (exchange.getRequestMethod().equals("POST")) {
      try {
        ObjectNode merged = Json.MAPPER.valueToTree(platform.capabilities());
        JsonNode order = read(exchange);
        order.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
        platform.capabilities(Json.MAPPER.treeToValue(merged, Capabilities.class));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new Refusal(
            400,
            "PARAMETER",
            "Capabilities are versions, voids, resubmitAfterVoid, asyncCheck, recognitionQuery (true"
                + " or false) and maxBatch (1 to 500).");
      }
    } else {
      require(exchange, "GET");
    }
    Answers.send(exchange, 200, Json.MAPPER.valueToTree(platform.capabilities()));
  }

  private void openTask(HttpExchange exchange) throws IOException, Refusal {
    require(exchange, "POST");
    if (!(read(exchange) instanceof ObjectNode task)) {
      throw new Refusal(400, "PARAMETER", "A task is a JSON object.");
    }
    Answers.send(exchange, 200, platform.resendTasks().open(task));
  }

  private void closeTask(HttpExchange exchange, String taskNo) throws IOException, Refusal {
    require(exchange, "DELETE");
    if (!platform.resendTasks().close(taskNo)) {
      throw new Refusal(404, "NOT_FOUND", "No such task is open.");
    }
    Answers.send(exchange, 200, Json.MAPPER.createObjectNode().put("taskNo", taskNo));
  }

  /** A key as it may stand in a path. */
  static String key(String inPath) {
    return inPath.replace("%3A", ":").replace("%7E", "~");
  }

  static JsonNode read(HttpExchange exchange) throws IOException, Refusal {
    try {
      return Json.MAPPER.readTree(Answers.body(exchange));
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "MALFORMED", "The body is not JSON.");
    }
  }

  static void get(HttpExchange exchange, JsonNode answer) throws IOException, Refusal {
    require(exchange, "GET");
    Answers.send(exchange, 200, answer);
  }

  static void require(HttpExchange exchange, String method) throws Refusal {
    if (!exchange.getRequestMethod().equals(method)) {
      throw Answers.method(exchange, method);
    }
  }
}

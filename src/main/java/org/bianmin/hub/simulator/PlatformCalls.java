package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the calls of the contract ({@code openapi.yaml}), with the faults it was told to have. */
final class PlatformCalls implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PlatformCalls.class);

  /** Refusals that the simulator makes by itself or that say nothing about the sender. */
  private static final Set<String> NO_BREACH =
      Set.of("NOT_FOUND", "CREDENTIALS_EXPIRED", "TOO_MANY_REQUESTS", "UNAVAILABLE");

  private static final String REPORTS = "/v1/indicator-reports";

  private final Platform platform;

  PlatformCalls(Platform platform) {
    this.platform = platform;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    // closing an exchange that was not answered closes its connection: the answer is lost
    try (exchange) {
      if (platform.faults().outage()) {
        platform.tally().unanswered("outage");
        return;
      }
      pause(platform.faults().latencyMillis());
      try {
        Reply reply = serve(exchange);
        if (platform.faults().losesAnswer()) {
          platform.tally().unanswered("lost");
          return;
        }
        platform.tally().answered(reply.status());
        Answers.send(exchange, reply);
      } catch (Refusal refusal) {
        if (!NO_BREACH.contains(refusal.code())) {
          platform.violations().add(refusal.code(), refusal.getMessage());
        }
        platform.tally().answered(refusal.status());
        Answers.send(exchange, refusal);
      } catch (RuntimeException e) {
        // the text of the exception may hold patient data, its place does not
        LOG.error("The simulator failed: {} at {}", e.getClass().getName(), e.getStackTrace()[0]);
        platform.tally().answered(500);
        Answers.send(
            exchange, new Refusal(500, "UNAVAILABLE", "The simulator failed; see its log."));
      }
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply serve(HttpExchange exchange) throws IOException, Refusal {
    byte[] body = Answers.body(exchange);
    Faults faults = platform.faults();
    var retryAfter = faults.tooManyRequests();
    if (retryAfter.isPresent()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter.get().toString());
      throw new Refusal(429, "TOO_MANY_REQUESTS", "Call again after Retry-After seconds.");
    }
    var unavailable = faults.unavailable();
    if (unavailable.isPresent()) {
      throw new Refusal(unavailable.get(), "UNAVAILABLE", "Not now; send the same again later.");
    }
    URI uri = exchange.getRequestURI();
    String method = exchange.getRequestMethod();
    String target =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    App app =
        platform.credentials().verify(method, target, exchange.getRequestHeaders()::getFirst, body);
    if (faults.credentialsExpired()) {
      throw new Refusal(401, "CREDENTIALS_EXPIRED", "The key has expired; ask for a new one.");
    }
    switch (uri.getRawPath()) {
      case "/v1/measure-events" -> {
        require(exchange, "POST");
        return Reply.of(platform.batches().take(app, body, platform.capabilities()));
      }
      case "/v1/checks" -> {
        require(exchange, "GET");
        return Reply.of(checks(uri));
      }
      case "/v1/resend-tasks" -> {
        require(exchange, "GET");
        return Reply.of(platform.resendTasks().openFor(app));
      }
      case REPORTS -> {
        require(exchange, "POST");
        return Reply.of(platform.indicatorReports().take(app, body));
      }
      default -> {
        if (uri.getRawPath().startsWith(REPORTS + "/")) {
          require(exchange, "GET");
          return Reply.of(
              platform
                  .indicatorReports()
                  .ask(app, uri.getRawPath().substring(REPORTS.length() + 1)));
        }
        if (uri.getRawPath().startsWith(RecognitionCalls.BELOW)) {
          return recognition(exchange, app, target, body);
        }
        platform.violations().add("UNKNOWN_CALL", "A call that the contract does not have.");
        throw Answers.notFound();
      }
    }
  }

  private Reply recognition(HttpExchange exchange, App app, String target, byte[] body)
      throws Refusal {
    Call call =
        new Call(
            exchange.getRequestHeaders().getFirst("X-App-Id"),
            app,
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            target,
            exchange.getRequestHeaders()::getFirst,
            body);
    return platform
        .recognitionCalls()
        .serve(call, platform.capabilities(), method -> require(exchange, method));
  }

  private JsonNode checks(URI uri) throws Refusal {
    if (!platform.capabilities().asyncCheck()) {
      throw new Refusal(404, "NOT_FOUND", "This platform makes no content checks.");
    }
    String batchNo = Answers.parameter(uri, "batchNo");
    if (batchNo == null) {
      throw new Refusal(400, "PARAMETER", "Name the batch: /v1/checks?batchNo=…");
    }
    return platform
        .checks()
        .find(batchNo)
        .orElseThrow(() -> new Refusal(404, "NOT_FOUND", "No such batch is known."));
  }

  private static void require(HttpExchange exchange, String method) throws Refusal {
    if (!exchange.getRequestMethod().equals(method)) {
      throw Answers.method(exchange, method);
    }
  }
}

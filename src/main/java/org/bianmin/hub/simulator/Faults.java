package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the simulator was told to do wrong; the draws are seeded, so that a run can be repeated. */
final class Faults {

  /** Longest latency, outage or refusal: one day. */
  private static final long LONGEST_MILLIS = 24 * 3_600_000L;

  private static final Set<String> NAMES =
      Set.of(
          "latencyMs",
          "refuseConnections",
          "outageMs",
          "resetAfterProcessing",
          "tooManyRequests",
          "unavailable",
          "rejectItems",
          "returnReports",
          "expireCredentials");

  private final long seed;
  private Random random;
  private long latencyMillis;
  private long outageUntil;
  private boolean outage;
  private boolean expired;
  private Odds lost;
  private Odds tooMany;
  private int retryAfterSeconds;
  private Odds unavailable;
  private int unavailableStatus;
  private Odds rejected;
  private String rejectCode;
  private Odds returned;
  private JsonNode returnReasons;

  Faults(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /**
   * Sets the faults named, leaves the others, and starts the draws again; null ends a fault.
   *
   * @param order the body of {@code POST /simulator/faults}; {@code refuseConnections} is checked
   *     here and carried out by the {@link Doors}
   * @throws IllegalArgumentException naming the member and its form; then nothing has changed
   */
  synchronized void set(JsonNode order) {
    Faults next = new Faults(seed);
    if (!order.isObject()) {
      throw new IllegalArgumentException("Faults are a JSON object with members of " + NAMES);
    }
    for (Map.Entry<String, JsonNode> fault : order.properties()) {
      next.read(fault.getKey(), fault.getValue());
    }
    for (Map.Entry<String, JsonNode> fault : order.properties()) {
      read(fault.getKey(), fault.getValue());
    }
    random = new Random(seed);
  }

  private void read(String name, JsonNode value) {
    boolean none = value.isNull();
    switch (name) {
      case "latencyMs" -> latencyMillis = none ? 0 : millis(name, value);
      case "refuseConnections" -> {
        if (!none && !value.isBoolean()) {
          millis(name, value);
        }
      }
      case "outageMs" -> {
        outage = !none;
        outageUntil =
            none ? 0 : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis(name, value));
      }
      case "resetAfterProcessing" -> lost = none ? null : Odds.read(name, value, Set.of());
      case "tooManyRequests" -> {
        tooMany = none ? null : Odds.read(name, value, Set.of("retryAfterSeconds"));
        retryAfterSeconds = value.path("retryAfterSeconds").asInt(1);
      }
      case "unavailable" -> {
        unavailable = none ? null : Odds.read(name, value, Set.of("status"));
        unavailableStatus = value.path("status").asInt(503);
        if (unavailableStatus != 500 && unavailableStatus != 503) {
          throw new IllegalArgumentException("unavailable.status is 500 or 503");
        }
      }
      case "rejectItems" -> {
        rejected = none ? null : Odds.read(name, value, Set.of("code"));
        rejectCode = value.path("code").asText("REJECTED");
        if (!rejectCode.matches("[A-Z][A-Z0-9_]{0,63}")) {
          throw new IllegalArgumentException("rejectItems.code is like RULE_17");
        }
      }
      case "returnReports" -> {
        returned = none ? null : Odds.read(name, value, Set.of("reasons"));
        returnReasons = none ? null : reasons(value.path("reasons"));
      }
      case "expireCredentials" -> {
        if (!none && !value.isBoolean()) {
          throw new IllegalArgumentException("expireCredentials is true or false");
        }
        expired = value.booleanValue();
      }
      default ->
          throw new IllegalArgumentException("There is no such fault; the faults are " + NAMES);
    }
  }

  /** Reasons as the contract writes them; one of the report itself where none are given. */
  private static JsonNode reasons(JsonNode given) {
    if (given.isMissingNode()) {
      return Json.MAPPER
          .createArrayNode()
          .add(
              Json.MAPPER
                  .createObjectNode()
                  .putNull("indicator")
                  .put("member", "report")
                  .put("code", "RETURNED")
                  .put("message", "Returned because the simulator was told so."));
    }
    for (JsonNode reason : given) {
      if (!reason.path("member").isTextual()
          || !reason.path("code").asText().matches("[A-Z][A-Z0-9_]{0,63}")
          || !reason.path("message").isTextual()) {
        throw new IllegalArgumentException(
            "returnReports.reasons are {indicator or null, member, code like RULE_17, message}");
      }
    }
    return given;
  }

  /** Reads a time in milliseconds. */
  static long millis(String name, JsonNode value) {
    if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > LONGEST_MILLIS) {
      throw new IllegalArgumentException(name + " is milliseconds from 0 to " + LONGEST_MILLIS);
    }
    return value.longValue();
  }

  synchronized void clear() {
    latencyMillis = 0;
    outage = false;
    expired = false;
    lost = null;
    tooMany = null;
    unavailable = null;
    rejected = null;
    returned = null;
    random = new Random(seed);
  }

  /** The faults in force, in the form of the order. */
  synchronized ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    if (latencyMillis > 0) {
      json.put("latencyMs", latencyMillis);
    }
    if (outage()) {
      json.put("outageMs", TimeUnit.NANOSECONDS.toMillis(outageUntil - System.nanoTime()));
    }
    if (lost != null) {
      json.set("resetAfterProcessing", lost.json());
    }
    if (tooMany != null) {
      json.set("tooManyRequests", tooMany.json().put("retryAfterSeconds", retryAfterSeconds));
    }
    if (unavailable != null) {
      json.set("unavailable", unavailable.json().put("status", unavailableStatus));
    }
    if (rejected != null) {
      json.set("rejectItems", rejected.json().put("code", rejectCode));
    }
    if (returned != null) {
      ObjectNode told = returned.json();
      told.set("reasons", returnReasons);
      json.set("returnReports", told);
    }
    if (expired) {
      json.put("expireCredentials", true);
    }
    return json;
  }

  synchronized long latencyMillis() {
    return latencyMillis;
  }

  /** During an outage calls are neither read nor answered; the connection is closed. */
  synchronized boolean outage() {
    outage &= outageUntil - System.nanoTime() > 0;
    return outage;
  }

  synchronized boolean losesAnswer() {
    return lost != null && lost.draw(random);
  }

  synchronized boolean credentialsExpired() {
    return expired;
  }

  /** Seconds for Retry-After when this call is one too many. */
  synchronized Optional<Integer> tooManyRequests() {
    return tooMany != null && tooMany.draw(random)
        ? Optional.of(retryAfterSeconds)
        : Optional.empty();
  }

  /** The status when this call meets an unavailable platform. */
  synchronized Optional<Integer> unavailable() {
    return unavailable != null && unavailable.draw(random)
        ? Optional.of(unavailableStatus)
        : Optional.empty();
  }

  /** The reasons when this report is returned. */
  synchronized Optional<ArrayNode> returnsReport() {
    return returned != null && returned.draw(random)
        ? Optional.of((ArrayNode) returnReasons.deepCopy())
        : Optional.empty();
  }

  /** The code when this item is rejected. */
  synchronized Optional<String> rejectsItem() {
    return rejected != null && rejected.draw(random) ? Optional.of(rejectCode) : Optional.empty();
  }
}

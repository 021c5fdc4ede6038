package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.simulator.SimulatorSettings.App;

/**
 * Indicator reports that were handed in (README.md, "Indicator reports"). A revision is received,
 * validated after half of the check's delay, and judged at its end; its judgement is fixed when it
 * is handed in.
 */
final class IndicatorReports {

  /** A revision that is held; {@code reasons} empty: it will be accepted. */
  private record Held(
      String number,
      String key,
      int revision,
      JsonNode report,
      byte[] content,
      Instant at,
      ArrayNode reasons) {}

  private final Contract contract;
  private final Faults faults;
  private final Clock clock;
  private final Duration delay;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, TreeMap<Integer, Held>> byKey = new TreeMap<>();
  private final Map<String, Held> byNumber = new LinkedHashMap<>();

  IndicatorReports(Contract contract, Faults faults, Clock clock, Duration delay) {
    this.contract = contract;
    this.faults = faults;
    this.clock = clock;
    this.delay = delay;
  }

  /**
   * Takes a revision.
   *
   * @return its state ({@code indicator-report-state.json})
   * @throws Refusal 400, 403 or 409; then nothing is held of it
   */
  synchronized ObjectNode take(App app, byte[] body) throws Refusal {
    ObjectNode report = RecognitionCalls.object(body);
    Optional<String> breach = contract.breachOfIndicatorReport(report);
    if (breach.isPresent()) {
      throw new Refusal(400, "REPORT_SCHEMA", "The report's " + breach.get());
    }
    String key = report.get("key").textValue();
    if (!key.equals(keyOf(report))) {
      throw new Refusal(400, "REPORT_SCHEMA", "The report's /key differs from its members.");
    }
    JsonNode scope = report.get("scope");
    if (scope.get("kind").textValue().equals("facility")
        && !app.maySendFor(scope.get("id").textValue())) {
      throw new Refusal(403, "FACILITY", "The app id may not report for this facility.");
    }
    int revision = report.get("revision").intValue();
    TreeMap<Integer, Held> revisions = byKey.computeIfAbsent(key, k -> new TreeMap<>());
    byte[] content = Json.sorted(report);
    Held before = revisions.get(revision);
    if (before != null) {
      if (!java.util.Arrays.equals(before.content(), content)) {
        throw new Refusal(409, "REVISION_CONFLICT", "This revision is held with other content.");
      }
      return state(before);
    }
    if (!revisions.isEmpty() && revisions.lastKey() > revision) {
      throw new Refusal(409, "REVISION_STALE", "A larger revision is held.");
    }
    ArrayNode reasons =
        faults
            .returnsReport()
            .orElseGet(
                () -> IndicatorReportChecks.reasons(report, number -> stateOf(revisions, number)));
    Held held =
        new Held(
            "IR-%011d".formatted(numbers.incrementAndGet()),
            key,
            revision,
            report,
            content,
            clock.instant(),
            reasons);
    revisions.put(revision, held);
    byNumber.put(held.number(), held);
    return state(held);
  }

  /** The state of a number; refuses one that is not known, or not the caller's. */
  synchronized ObjectNode ask(App app, String number) throws Refusal {
    Held held = byNumber.get(number);
    if (held == null) {
      throw new Refusal(404, "NOT_FOUND", "No report has this number.");
    }
    JsonNode scope = held.report().get("scope");
    if (scope.get("kind").textValue().equals("facility")
        && !app.maySendFor(scope.get("id").textValue())) {
      throw new Refusal(403, "FACILITY", "The app id may not ask for this facility.");
    }
    return state(held);
  }

  private ObjectNode state(Held held) {
    String state = stateOf(held);
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("reportNo", held.number())
            .put("key", held.key())
            .put("revision", held.revision())
            .put("state", state);
    json.set("reasons", state.equals("returned") ? held.reasons() : Json.MAPPER.createArrayNode());
    return json;
  }

  /** Null where the revision is not held. */
  private String stateOf(Map<Integer, Held> revisions, int revision) {
    Held held = revisions.get(revision);
    return held == null ? null : stateOf(held);
  }

  private String stateOf(Held held) {
    Duration age = Duration.between(held.at(), clock.instant());
    if (age.compareTo(delay.dividedBy(2)) < 0) {
      return "received";
    }
    if (age.compareTo(delay) < 0) {
      return "validating";
    }
    boolean later =
        byKey.get(held.key()).tailMap(held.revision(), false).values().stream()
            .anyMatch(
                other ->
                    other.reasons().isEmpty()
                        && Duration.between(other.at(), clock.instant()).compareTo(delay) >= 0);
    if (later) {
      return "restated";
    }
    return held.reasons().isEmpty() ? "accepted" : "returned";
  }

  private static String keyOf(JsonNode report) {
    JsonNode until = report.get("until");
    return String.join(
        "/",
        report.get("programme").textValue(),
        report.get("report").textValue(),
        report.get("period").textValue() + (until.isNull() ? "" : "@" + until.textValue()),
        report.get("scope").get("kind").textValue(),
        report.get("scope").get("id").textValue());
  }

  /** The document of {@code /simulator/indicator-reports}: in the order in which they came. */
  synchronized ObjectNode list() {
    ObjectNode list = Json.MAPPER.createObjectNode();
    ArrayNode items = list.putArray("items");
    for (Held held : byNumber.values()) {
      ObjectNode item = state(held);
      item.put("receivedAt", held.at().toString());
      item.set("report", held.report());
      items.add(item);
    }
    return list.putNull("next");
  }

  /** Adds how many there are in each state. */
  synchronized void count(ObjectNode into) {
    Map<String, Integer> states = new TreeMap<>();
    byNumber.values().forEach(held -> states.merge(stateOf(held), 1, Integer::sum));
    into.set("indicatorReports", Json.MAPPER.valueToTree(states));
  }
}

package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The later content check: its rules, and its findings by batch (README, "Checks"). */
final class ContentChecks {

  /** Batches remembered; an older one is answered 404. */
  private static final int KEPT = 5_000;

  private record Finding(String key, int version, Rule failed) {}

  private enum Rule {
    TIME_ORDER("collectedAt is later than reportedAt."),
    AMOUNT_SUM("insuranceFen and selfFen together are more than totalFen.");

    private final String message;

    Rule(String message) {
      this.message = message;
    }
  }

  /** Findings of one batch, due after the delay. */
  static final class Batch {

    private final List<Finding> findings = new ArrayList<>();
    private final long due;

    private Batch(long due) {
      this.due = due;
    }

    /** Checks an item that meets its schema. */
    void add(JsonNode item) {
      findings.add(
          new Finding(item.get("key").textValue(), item.get("version").intValue(), failed(item)));
    }
  }

  private final Clock clock;
  private final Duration delay;
  private final Map<String, List<Batch>> byBatchNo = new LinkedHashMap<>();

  ContentChecks(Clock clock, Duration delay) {
    this.clock = clock;
    this.delay = delay;
  }

  Batch begin() {
    return new Batch(clock.millis() + delay.toMillis());
  }

  synchronized void keep(String batchNo, Batch batch) {
    byBatchNo.computeIfAbsent(batchNo, no -> new ArrayList<>(1)).add(batch);
    if (byBatchNo.size() > KEPT) {
      byBatchNo.remove(byBatchNo.keySet().iterator().next());
    }
  }

  /** The document {@code checks.json}, empty when the batch is not known. */
  synchronized Optional<ObjectNode> find(String batchNo) {
    List<Batch> batches = byBatchNo.get(batchNo);
    if (batches == null) {
      return Optional.empty();
    }
    long now = clock.millis();
    boolean done = batches.stream().allMatch(batch -> batch.due <= now);
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("batchNo", batchNo)
            .put("state", done ? "done" : "pending");
    var list = answer.putArray("checks");
    if (done) {
      for (Batch batch : batches) {
        for (Finding finding : batch.findings) {
          ObjectNode check =
              list.addObject().put("key", finding.key()).put("version", finding.version());
          if (finding.failed() == null) {
            check.put("result", "passed");
          } else {
            check
                .put("result", "failed")
                .put("code", finding.failed().name())
                .put("message", finding.failed().message);
          }
        }
      }
    }
    return Optional.of(answer);
  }

  private static Rule failed(JsonNode item) {
    if (!"active".equals(item.get("status").textValue())) {
      return null;
    }
    JsonNode attributes = item.get("attributes");
    return switch (item.get("type").textValue()) {
      case "result.issued" -> collectedAfterReport(attributes) ? Rule.TIME_ORDER : null;
      case "settlement.outpatient" -> partsExceedTotal(attributes) ? Rule.AMOUNT_SUM : null;
      default -> null;
    };
  }

  private static boolean collectedAfterReport(JsonNode attributes) {
    String collected = attributes.path("collectedAt").textValue();
    String reported = attributes.path("reportedAt").textValue();
    return collected != null
        && reported != null
        && OffsetDateTime.parse(collected)
            .toInstant()
            .isAfter(OffsetDateTime.parse(reported).toInstant());
  }

  private static boolean partsExceedTotal(JsonNode attributes) {
    long total = attributes.path("totalFen").longValue();
    long parts =
        attributes.path("insuranceFen").longValue() + attributes.path("selfFen").longValue();
    return total >= 0 && attributes.has("totalFen") && parts > total;
  }
}

package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/**
 * The books of mutual recognition: prompts, views and decisions that were told, and which reports
 * they name. One thread at a time.
 */
final class Records {

  private static final Set<String> TYPES =
      Set.of("recognition.prompted", "recognition.viewed", "recognition.decided");

  /**
   * An active record.
   *
   * @param reports keys of the reports that it names, with the version shown or null
   * @param at when it happened
   */
  record Use(
      String key,
      String type,
      String facility,
      Map<String, Optional<Integer>> reports,
      Instant at) {}

  private final HeldFacts facts = new HeldFacts();
  private final Map<String, Use> uses = new HashMap<>();
  private final Map<String, Set<String>> byReport = new HashMap<>();

  HeldFacts facts() {
    return facts;
  }

  /** What the contract asks of a record beyond its schema. */
  static Optional<Verdict> breach(JsonNode item) {
    String type = item.get("type").textValue();
    if (!TYPES.contains(type)) {
      return Optional.of(
          Verdict.rejected("TYPE", "This call takes prompts, views and decisions only."));
    }
    JsonNode attributes = item.get("attributes");
    boolean declined = "declined".equals(attributes.path("decision").textValue());
    if (declined && "active".equals(item.get("status").textValue())) {
      boolean told = attributes.has("reasonCode");
      for (JsonNode name : item.get("unmapped")) {
        told |= "reasonCode".equals(name.textValue());
      }
      if (!told) {
        return Optional.of(
            Verdict.rejected("REASON", "A declined decision has a reasonCode in /attributes."));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes one version of a record.
   *
   * @param item the same record, read
   */
  Verdict take(String key, JsonNode item, Fact fact, Capabilities can) {
    Verdict verdict = facts.apply(key, fact, can);
    if (verdict.equals(Verdict.ACCEPTED)) {
      Use before = uses.remove(key);
      if (before != null) {
        before.reports().keySet().forEach(report -> byReport.get(report).remove(key));
      }
      if (fact.active()) {
        Use use = use(key, item);
        uses.put(key, use);
        use.reports()
            .keySet()
            .forEach(report -> byReport.computeIfAbsent(report, r -> new TreeSet<>()).add(key));
      }
    }
    return verdict;
  }

  /** The record, where it is active. */
  Optional<Use> find(String key) {
    return Optional.ofNullable(uses.get(key));
  }

  /** Active records that name the report, by key. */
  List<Use> naming(String report) {
    return byReport.getOrDefault(report, Set.of()).stream().map(uses::get).toList();
  }

  private static Use use(String key, JsonNode item) {
    Map<String, Optional<Integer>> reports = new TreeMap<>();
    JsonNode attributes = item.get("attributes");
    name(attributes, "sourceOrg", reports);
    for (JsonNode candidate : attributes.path("candidates")) {
      name(candidate, "orgCode", reports);
    }
    return new Use(
        key,
        item.get("type").textValue(),
        item.get("facility").textValue(),
        reports,
        OffsetDateTime.parse(item.get("occurredAt").textValue()).toInstant());
  }

  private static void name(
      JsonNode from, String facilityName, Map<String, Optional<Integer>> reports) {
    String key = from.path("reportKey").textValue();
    String facility = from.path(facilityName).textValue();
    String no = from.path("reportNo").textValue();
    if (key == null && facility != null && no != null) {
      key = String.join(":", Names.REPORT_TYPE, KeyPrefix.escape(facility), KeyPrefix.escape(no));
    }
    if (key != null) {
      JsonNode version = from.path("reportVersion");
      Optional<Integer> shown =
          version.isInt() ? Optional.of(version.intValue()) : Optional.empty();
      // several items of one report: the oldest state that was shown counts
      reports.merge(key, shown, (one, other) -> one.flatMap(v -> other.map(w -> Math.min(v, w))));
    }
  }
}

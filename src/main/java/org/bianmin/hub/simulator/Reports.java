package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** The reports that the platform holds, by key and by person; versions go by {@link HeldFacts}. */
final class Reports {

  private static final int PAGE = 1_000;

  /**
   * The newest version of a report.
   *
   * @param takenAt when the platform took this version
   * @param changed whether it took the place of another one, or is a recall
   */
  record Held(PublishedReport report, Instant takenAt, boolean changed) {}

  private final HeldFacts bundles = new HeldFacts();
  private final NavigableMap<String, Held> newest = new ConcurrentSkipListMap<>();

  /** Keys of every report that ever named a person; what it says now is asked of the report. */
  private final Map<String, Set<String>> byPerson = new ConcurrentHashMap<>();

  /**
   * Takes a report. The caller lets one thread in at a time.
   *
   * @param fact the same report, as {@link HeldFacts} want it
   */
  Verdict take(PublishedReport report, Fact fact, Instant now, Capabilities can) {
    Verdict verdict = bundles.apply(report.key(), fact, can);
    if (verdict.equals(Verdict.ACCEPTED)) {
      boolean changed = newest.containsKey(report.key()) || !report.active();
      newest.put(report.key(), new Held(report, now, changed));
      for (String person : report.persons()) {
        byPerson.computeIfAbsent(person, p -> new ConcurrentSkipListSet<>()).add(report.key());
      }
    }
    return verdict;
  }

  Optional<Held> newest(String key) {
    return Optional.ofNullable(newest.get(key));
  }

  /** The bundle as it was sent, with its members sorted. */
  Optional<byte[]> bundle(String key) {
    return bundles.find(key);
  }

  /** Newest versions that name the person. */
  List<PublishedReport> of(String person) {
    List<PublishedReport> reports = new ArrayList<>();
    for (String key : byPerson.getOrDefault(person, Set.of())) {
      PublishedReport report = newest.get(key).report();
      if (report.persons().contains(person)) {
        reports.add(report);
      }
    }
    return reports;
  }

  /** Newest versions of a facility's reports, by key. */
  List<Held> ofFacility(String facility) {
    return newest.values().stream()
        .filter(held -> held.report().facility().equals(facility))
        .toList();
  }

  /**
   * A page of reports by key, each in a few words.
   *
   * @param facility null for all
   * @param after key of the last one of the page before, null for the first page
   */
  ObjectNode list(String facility, String after) {
    ObjectNode list = Json.MAPPER.createObjectNode();
    var items = list.putArray("items");
    String last = null;
    for (Held held : (after == null ? newest : newest.tailMap(after, false)).values()) {
      PublishedReport report = held.report();
      if (facility != null && !report.facility().equals(facility)) {
        continue;
      }
      if (items.size() == PAGE) {
        return list.put("next", last);
      }
      items
          .addObject()
          .put("key", report.key())
          .put("version", report.version())
          .put("status", report.active() ? "active" : "void")
          .put("facility", report.facility())
          .put("category", report.category())
          .put("issued", report.issued() == null ? null : report.issued().toString())
          .put("urgent", report.urgent())
          .put("items", report.items().size())
          .put(
              "recognisable",
              report.items().stream().filter(item -> item.expiresAt() != null).count());
      last = report.key();
    }
    return list.putNull("next");
  }

  /** Adds {@code reports}, {@code active}, {@code void} and {@code byFacility}. */
  void count(ObjectNode into) {
    Map<String, int[]> byFacility = new TreeMap<>();
    int[] all = new int[2];
    for (Held held : newest.values()) {
      int place = held.report().active() ? 0 : 1;
      all[place]++;
      byFacility.computeIfAbsent(held.report().facility(), f -> new int[2])[place]++;
    }
    into.put("reports", all[0] + all[1]).put("active", all[0]).put("void", all[1]);
    ObjectNode counts = into.putObject("byFacility");
    byFacility.forEach((f, n) -> counts.putObject(f).put("active", n[0]).put("void", n[1]));
  }
}

package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers which recognisable results other facilities have (recognition.md, "Search"). */
final class Search {

  private static final int LIMIT = 100;

  /**
   * A report that fits.
   *
   * @param person the id asked for
   * @param observations of a laboratory: those that fit; null where the whole report was judged
   */
  private record Match(PublishedReport report, JsonNode person, Set<String> observations) {}

  private final Reports reports;
  private final Clock clock;

  Search(Reports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * The searchset. Nobody may change the reports meanwhile.
   *
   * @param question as {@code recognition-search.json} says
   */
  ObjectNode answer(JsonNode question) {
    Map<String, Match> matches = new HashMap<>();
    for (JsonNode person : question.get("persons")) {
      String id =
          PublishedReport.person(person.get("idType").textValue(), person.get("id").textValue());
      for (PublishedReport report : reports.of(id)) {
        Set<String> fitting = fitting(report, question);
        if (!fitting.isEmpty() && !matches.containsKey(report.key())) {
          boolean whole = report.items().get(0).observation() == null;
          matches.put(report.key(), new Match(report, person, whole ? null : fitting));
        }
      }
    }
    List<Match> newest = new ArrayList<>(matches.values());
    newest.sort(
        Comparator.comparing((Match match) -> match.report().issued())
            .reversed()
            .thenComparing(match -> match.report().key()));
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("resourceType", "Bundle")
            .put("type", "searchset")
            .put("timestamp", clock.instant().toString())
            .put("total", newest.size());
    ArrayNode entries = Json.MAPPER.createArrayNode();
    Set<String> written = new HashSet<>();
    for (Match match : newest.subList(0, Math.min(newest.size(), limit(question)))) {
      PublishedReport report = match.report();
      byte[] bundle = reports.bundle(report.key()).orElseThrow();
      new SearchEntries(report, match.person(), match.observations(), bundle)
          .write(entries, written);
    }
    if (!entries.isEmpty()) {
      answer.set("entry", entries);
    }
    return answer;
  }

  private static int limit(JsonNode question) {
    return question.path("limit").asInt(LIMIT);
  }

  /** Observations that fit, or a blank for the whole report; empty where nothing does. */
  private Set<String> fitting(PublishedReport report, JsonNode question) {
    Set<String> fitting = new HashSet<>();
    if (!report.active() || report.facility().equals(question.get("facility").textValue())) {
      return fitting;
    }
    JsonNode since = question.path("since");
    if (since.isTextual()
        && report.issued().isBefore(OffsetDateTime.parse(since.textValue()).toInstant())) {
      return fitting;
    }
    Set<String> codes = new HashSet<>();
    question.path("items").forEach(code -> codes.add(code.textValue()));
    Instant now = clock.instant();
    for (JudgedItem item : report.items()) {
      if (item.recognisable(now) && (codes.isEmpty() || codes.contains(item.code()))) {
        fitting.add(item.observation() == null ? "" : item.observation());
      }
    }
    return fitting;
  }
}

package org.bianmin.hub.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a person or a script asks of each page and of its API. A page of its own needs a line here,
 * or the benchmark ends; words in braces are numbers and keys of the store.
 */
final class PageSamples {

  /** Of these the time is told, but no limit holds: files with all rows of something. */
  static final Set<String> FILES =
      Set.of(
          "/api/v1/reconciliation/{day}.xlsx",
          "/api/v1/programmes/{programme}/indicators/{id}/lineage.csv",
          "/api/v1/reports/{id:\\d+}.xlsx",
          "/api/v1/reports/{id:\\d+}/fhir",
          "/api/v1/reports/{id:\\d+}/document",
          "/api/v1/unmapped/{table}.csv",
          "/api/v1/unmapped/{table}.xlsx",
          "/api/v1/quality/export.csv",
          "/api/v1/quality/export.xlsx");

  private static final String COMPARED = "there is one only while a draft is compared";

  /** Not asked at all, with the reason. */
  static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("/api/v1/audit/check", "reads the whole chain, when somebody asks for it"),
          Map.entry("/api/v1/mappings/draft-runs/{id}", COMPARED),
          Map.entry("/mappings/draft-runs/{id}", COMPARED),
          Map.entry("/mappings/draft-runs/{id}/live", COMPARED),
          Map.entry("/mappings/draft-runs/{id}/indicators", COMPARED),
          Map.entry(
              "/api/v1/payments/refusals/{id}", "there is one only where a wallet was refused"),
          Map.entry("/api/v1/messages/replay", "the state of a replay that nobody began"),
          Map.entry("/api/v1/messages/replays", "the state of a replay that nobody began"),
          Map.entry("/api/v1/parked/release", "nothing was released since the start"),
          Map.entry("/api/v1/system/backup", "the state of a backup that nobody began"),
          Map.entry("/system/backup", "the state of a backup that nobody began"),
          Map.entry("/api/v1/me", "nobody is signed in"),
          Map.entry("/overview/stream", "does not end: see the benchmark of live updates"));

  private static final LocalDate DAY = LocalDate.of(2026, 5, 20);

  private final JdbcClient store;
  private final Map<String, String> words = new LinkedHashMap<>();

  /** Looks up in a filled store what pages are about. */
  PageSamples(JdbcClient store) {
    this.store = store;
    words.put("message", one("select max(id) / 2 from message"));
    words.put(
        "told", one("select min(message_id) from measure_event_version where message_id > 100000"));
    words.put("event", one("select max(id) / 2 from measure_event"));
    words.put(
        "key",
        one(
            "select type || ':' || facility || ':' || business_key from measure_event"
                + " where type = 'result.issued' and status = 'ACTIVE' order by id limit 1"));
    words.put("delivery", one("select max(id) / 2 from delivery"));
    words.put("case", one("select max(id) from reconciliation_case where day = '" + DAY + "'"));
    words.put("report", one("select max(id) from report where state <> 'OPEN'"));
    words.put("indicator", "MR-01");
    words.put("incident", one("select max(id) from alert_incident"));
    words.put("audit", one("select max(entry) / 2 from audit_entry"));
    words.put(
        "fact",
        one(
            "select occurred_at || '-' || id from measure_event where type = 'result.issued'"
                + " and status = 'ACTIVE' and occurred_at > 1779300000000"
                + " order by occurred_at limit 1"));
    words.put("day", DAY.toString());
    words.put("next", DAY.plusDays(1).toString());
    words.put("week", DAY.plusDays(6).toString());
    words.put("quarter", "2026-Q2");
    // without destinations that lead somewhere the hub has this one at least
    words.put("route", "forward-platform");
  }

  private String one(String sql) {
    return store.sql(sql).query(String.class).optional().orElse("0");
  }

  /** Paths with their queries. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String line : PageLines.ALL) {
      String path = line;
      for (Map.Entry<String, String> word : words.entrySet()) {
        path = path.replace("{" + word.getKey() + "}", word.getValue());
      }
      paths.add(path);
    }
    return paths;
  }

  /** Patterns of pages and API that somebody may get, of a running hub. */
  static List<PathPattern> patterns(RequestMappingHandlerMapping mappings) {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(
            entry -> entry.getValue().getBeanType().getName().startsWith("org.bianmin.hub.console"))
        .filter(entry -> gets(entry.getKey().getMethodsCondition().getMethods()))
        .flatMap(entry -> entry.getKey().getPathPatternsCondition().getPatterns().stream())
        .sorted()
        .toList();
  }

  private static boolean gets(Set<RequestMethod> methods) {
    return methods.isEmpty() || methods.contains(RequestMethod.GET);
  }

  /** The pattern that a path is for. */
  static String pattern(List<PathPattern> patterns, String path) {
    PathContainer container = PathContainer.parsePath(path.replaceAll("\\?.*", ""));
    return patterns.stream()
        .filter(pattern -> pattern.matches(container))
        .map(PathPattern::getPatternString)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no page is at " + path));
  }

  /** Patterns without a line here. */
  static List<String> missing(List<PathPattern> patterns) {
    Set<String> asked =
        PageLines.ALL.stream()
            .map(line -> line.replaceAll("\\{[a-z]+}", "1"))
            .map(line -> pattern(patterns, line))
            .collect(Collectors.toSet());
    return Stream.concat(
            patterns.stream()
                .map(PathPattern::getPatternString)
                .filter(pattern -> !asked.contains(pattern) && !LEFT_OUT.containsKey(pattern)),
            Stream.empty())
        .distinct()
        .toList();
  }
}

package org.bianmin.hub.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bianmin.hub.trial.year.SyntheticYear;
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
          "/api/v1/reports/{id:\\d+}/document");

  /** Not asked at all, with the reason. */
  static final Map<String, String> LEFT_OUT =
      Map.of(
          "/api/v1/audit/check", "reads the whole chain, when somebody asks for it",
          "/api/v1/mappings/draft-runs/{id}", "there is one only while a draft is compared",
          "/api/v1/payments/refusals/{id}", "there is one only where a wallet was refused",
          "/api/v1/messages/replay", "the state of a replay that nobody began",
          "/api/v1/parked/release", "nothing was released since the start",
          "/overview/stream", "does not end: see the benchmark of live updates");

  private static final List<String> LINES =
      List.of(
          "/",
          "/overview",
          "/links",
          "/links/live",
          "/messages",
          "/messages?after={message}",
          "/messages?source=his0",
          "/messages?source=his0&after={message}",
          "/messages?state=parked",
          "/messages?state=ignored",
          "/messages?state=parked&source=his1",
          "/messages?state=received",
          "/messages?controlId=AB10000000007-3",
          "/messages?from={day}T00:00:00%2B08:00&to={day}T01:00:00%2B08:00",
          "/messages?source=his0&state=ignored&from={day}T00:00:00%2B08:00&to={next}T00:00:00%2B08:00",
          "/messages?source=none",
          "/messages/{message}",
          "/messages/{told}",
          "/messages/{message}/way",
          "/api/v1/messages",
          "/api/v1/messages?limit=500",
          "/api/v1/messages?state=parked&after={message}",
          "/api/v1/messages/{message}",
          "/api/v1/messages/{message}/raw",
          "/api/v1/messages/{told}/trace",
          "/api/v1/messages/{told}/indicators",
          "/parked",
          "/parked/progress",
          "/api/v1/parked",
          "/events",
          "/events?after={event}",
          "/events?type=result.issued",
          "/events?type=recognition.decided",
          "/events?type=recognition.decided&after={event}",
          "/events?facility=" + SyntheticYear.CENTRE,
          "/events?type=settlement.outpatient&facility=" + SyntheticYear.HOSPITAL,
          "/events/{key}",
          "/events/{key}/indicators",
          "/api/v1/events?limit=500",
          "/api/v1/events?type=result.issued&from={day}T00:00:00%2B08:00&to={next}T00:00:00%2B08:00",
          "/api/v1/events?from={day}T00:00:00%2B08:00&to={next}T00:00:00%2B08:00",
          "/api/v1/events?type=recognition.decided&from={day}T00:00:00%2B08:00&to={day}T01:00:00%2B08:00",
          "/api/v1/events/{key}",
          "/api/v1/events/{key}/history",
          "/api/v1/events/{key}/indicators",
          "/api/v1/orphans",
          "/deliveries",
          "/deliveries?after={delivery}",
          "/deliveries?destination=platform",
          "/deliveries?destination=recognition",
          "/deliveries?destination=platform&state=available",
          "/deliveries?state=discarded",
          "/deliveries?state=delivered&destination=recognition",
          "/deliveries?state=superseded",
          "/deliveries?state=retryable",
          "/api/v1/deliveries?limit=500",
          "/api/v1/deliveries?state=discarded&destination=platform&after={delivery}",
          "/api/v1/conservation",
          "/api/v1/links",
          "/recognition",
          "/recognition?period={quarter}",
          "/api/v1/recognition/catalogue",
          "/api/v1/recognition/scopes",
          "/reconciliation",
          "/reconciliation?day={day}",
          "/reconciliation?day={day}&days=all",
          "/reconciliation?day={day}&days=all&state=all",
          "/reconciliation?day={day}&state=closed&outcome=paid-not-settled",
          "/reconciliation/cases/{case}",
          "/api/v1/reconciliation?day={day}",
          "/api/v1/reconciliation/{day}.xlsx",
          "/api/v1/reconciliation/alerts",
          "/api/v1/reconciliation/cases?day={day}",
          "/api/v1/reconciliation/cases?limit=500",
          "/api/v1/reconciliation/cases/{case}",
          "/bedside",
          "/bedside?period={quarter}",
          "/api/v1/settlement/bedside?period={quarter}",
          "/api/v1/settlement/bedside/AHN-09/lineage?period={quarter}",
          "/indicators",
          "/indicators?programme=anhui-2023-class2&period={quarter}",
          "/indicators?programme=recognition&period={quarter}",
          "/indicators/anhui-2023-class2/AHN-01?period={quarter}",
          "/indicators/recognition/MR-08?period={quarter}",
          "/indicators/recognition/MR-01?period={quarter}&of=denominator&after={fact}",
          "/indicators/anhui-2023-class2/AHN-01/trend?period={quarter}",
          "/indicators/anhui-2023-class2/AHN-01/groups?period={quarter}&by=department",
          "/api/v1/programmes",
          "/api/v1/programmes/recognition",
          "/api/v1/programmes/anhui-2023-class2/ledger",
          "/api/v1/programmes/anhui-2023-class2/indicators?period={quarter}",
          "/api/v1/programmes/recognition/indicators?period={quarter}",
          "/api/v1/programmes/recognition/indicators/MR-01?period={quarter}",
          "/api/v1/programmes/recognition/indicators/MR-01/lineage?period={quarter}",
          "/api/v1/programmes/recognition/indicators/MR-08/lineage.csv?period={quarter}",
          "/api/v1/programmes/recognition/indicators/MR-01/measure?period={quarter}",
          "/reports",
          "/reports/{report}",
          "/reports/{report}/lineage?indicator={indicator}",
          "/reports/{report}/print",
          "/api/v1/reports",
          "/api/v1/reports/coming",
          "/api/v1/reports/{report}",
          "/api/v1/reports/{report}/causes?indicator={indicator}",
          "/api/v1/reports/{report}/lineage?indicator={indicator}",
          "/api/v1/reports/destinations/paused",
          "/api/v1/reports/{report}.xlsx",
          "/api/v1/reports/{report}/fhir",
          "/api/v1/reports/{report}/document",
          "/api/v1/reports/{report}/print",
          "/api/v1/roster-reports",
          "/api/v1/alerts",
          "/api/v1/alerts?state=resolved",
          "/api/v1/alerts/rules",
          "/api/v1/alerts/{incident}",
          "/api/v1/declarations",
          "/api/v1/unmapped",
          "/api/v1/mappings",
          "/api/v1/mappings/draft-runs",
          "/api/v1/payments/refusals",
          "/audit",
          "/audit?after={audit}",
          "/audit?who=user7",
          "/audit?act=message",
          "/audit?act=destination.pause",
          "/audit?act=report.sign",
          "/audit?object=id%3D77",
          "/audit?from={day}T00:00:00%2B08:00&to={next}T00:00:00%2B08:00",
          "/audit?who=user7&act=delivery",
          "/api/v1/audit?limit=500");

  private static final LocalDate DAY = LocalDate.of(2026, 5, 20);

  private final JdbcClient store;
  private final Map<String, String> words = new LinkedHashMap<>();

  /** Looks up in a filled store what pages are about. */
  PageSamples(JdbcClient store) {
    this.store = store;
    words.put("message", one("select max(id) / 2 from message"));
    words.put(
        "told", one("select message_id from measure_event_version where event_id = 1000 limit 1"));
    words.put("event", one("select max(id) / 2 from measure_event"));
    words.put(
        "key",
        one(
            "select facility || '|' || type || '|' || business_key from measure_event"
                + " where type = 'result.issued' and status = 'ACTIVE' order by id limit 1"));
    words.put("delivery", one("select max(id) / 2 from delivery"));
    words.put("case", one("select max(id) from reconciliation_case where day = '" + DAY + "'"));
    words.put("report", one("select max(id) from report"));
    words.put(
        "indicator",
        one("select max(indicator) from report_contributors where side = 'NUMERATOR'"));
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
    words.put("quarter", "2026-Q2");
  }

  private String one(String sql) {
    return store.sql(sql).query(String.class).optional().orElse("0");
  }

  /** Paths with their queries. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String line : LINES) {
      String path = line;
      for (Map.Entry<String, String> word : words.entrySet()) {
        path = path.replace("{" + word.getKey() + "}", word.getValue().replace("|", "%7C"));
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
        LINES.stream()
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

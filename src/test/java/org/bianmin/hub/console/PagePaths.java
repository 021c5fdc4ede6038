package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page that the application has, each with a path that shows something. */
final class PagePaths {

  /** In place of a path: what does not end, or what the day of the tests has none of. */
  static final String NOT_ASKED = "";

  private final Map<String, String> known = new TreeMap<>();
  private final List<String> patterns;

  PagePaths(LivedDay day, RequestMappingHandlerMapping handlers) throws Exception {
    this.patterns = ofHandlers(handlers);
    data(day);
    work(day);
    running(day);
    tables();
  }

  private void data(LivedDay day) throws Exception {
    long message =
        day.json("messages?state=NORMALIZED&source=lis&limit=1").at("/items/0/id").asLong();
    known.put("/messages", "/messages?source=lis");
    known.put("/messages/{id}", "/messages/" + message);
    known.put("/messages/{id}/way", "/messages/" + message + "/way");
    known.put("/messages/replays/count", "/messages/replays/count?source=lis");
    known.put("/messages/replays/progress", "/messages/replays/progress");
    known.put("/parked", "/parked");
    known.put("/parked/progress", "/parked/progress");
    String event = "/events/discharge.made:H001:0301-0";
    known.put("/events", "/events");
    known.put("/events/{key}", event);
    known.put("/events/{key}/indicators", event + "/indicators");
    known.put("/deliveries", "/deliveries?state=DISCARDED");
  }

  private void work(LivedDay day) throws Exception {
    long report = day.json("reports?programme=huaian-2023").at("/items/0/id").asLong();
    long open =
        day.json("reconciliation/cases?state=open&day=" + SettledDay.DAY)
            .at("/items/0/id")
            .asLong();
    String indicator = "/indicators/huaian-2023/HAI-21";
    String half = "?period=2024-H2&facility=H001";
    known.put("/bedside", "/bedside?period=2024-10");
    known.put("/indicators", "/indicators?programme=huaian-2023&period=2024-H2&facility=H001");
    known.put("/indicators/{programme}/{id}", indicator + half);
    known.put(
        "/indicators/{programme}/{id}/groups", indicator + "/groups" + half + "&by=department");
    known.put("/indicators/{programme}/{id}/trend", indicator + "/trend" + half);
    known.put("/recognition", "/recognition?period=2026-10");
    known.put("/reconciliation", "/reconciliation?day=" + SettledDay.DAY + "&facility=H001");
    known.put("/reconciliation/cases/{id}", "/reconciliation/cases/" + open);
    known.put("/reports", "/reports");
    known.put("/reports/{id:\\d+}", "/reports/" + report);
    known.put(
        "/reports/{id:\\d+}/lineage",
        "/reports/" + report + "/lineage?indicator=HAI-21&of=denominator&revision=1");
    known.put("/reports/{id:\\d+}/print", "/reports/" + report + "/print");
  }

  private void running(LivedDay day) throws Exception {
    known.put("/", "/");
    known.put("/overview", "/overview");
    known.put("/overview/stream", NOT_ASKED);
    known.put("/links", "/links");
    known.put("/links/live", "/links/live");
    known.put("/flows", "/flows");
    known.put("/flows/live", "/flows/live");
    known.put("/flows/{route}", "/flows/receive-mllp-his");
    known.put("/flows/{route}/live", "/flows/receive-mllp-his/live");
    known.put("/system", "/system");
    known.put("/system/backup", "/system/backup");
    JsonNode incident = day.json("alerts?limit=1").at("/items/0/id");
    known.put("/alerts", "/alerts");
    known.put("/alerts/live", "/alerts/live");
    known.put("/alerts/history", "/alerts/history");
    known.put(
        "/alerts/{id:\\d+}", incident.isMissingNode() ? NOT_ASKED : "/alerts/" + incident.asLong());
    known.put("/alerts/silences", "/alerts/silences");
    known.put("/alerts/channels", "/alerts/channels");
    known.put("/audit", "/audit");
    known.put("/login", "/login");
    known.put("/password", "/password");
    known.put("/users", "/users");
  }

  private void tables() {
    known.put("/mappings", "/mappings");
    known.put("/mappings/codes/{table}", "/mappings/codes/visit-class");
    known.put("/mappings/events/{type}", "/mappings/events/discharge.made");
    known.put("/mappings/draft-runs/{id}", NOT_ASKED);
    known.put("/mappings/draft-runs/{id}/live", NOT_ASKED);
    known.put("/mappings/draft-runs/{id}/indicators", NOT_ASKED);
    known.put("/unmapped", "/unmapped");
    known.put("/unmapped/progress", "/unmapped/progress");
    known.put("/quality", "/quality");
    known.put("/quality/{type}/{attribute}", "/quality/discharge.made/orderedAt");
    known.put("/declarations", "/declarations");
    known.put("/declarations/{obligation}", "/declarations/HAI-03");
    known.put("/declarations/{obligation}/history", "/declarations/HAI-03/history");
  }

  /** The patterns that pages answer to, as their handlers say. */
  private static List<String> ofHandlers(RequestMappingHandlerMapping handlers) {
    TreeSet<String> patterns = new TreeSet<>();
    handlers
        .getHandlerMethods()
        .forEach(
            (info, method) -> {
              if (AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ConsolePage.class)
                  && info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                patterns.addAll(info.getPatternValues());
              }
            });
    patterns.removeIf(pattern -> pattern.startsWith("/api/"));
    return new ArrayList<>(patterns);
  }

  /** Path by pattern, of the pages that there are. */
  Map<String, String> all() {
    Map<String, String> there = new TreeMap<>(known);
    there.keySet().retainAll(patterns);
    return there;
  }

  /** Patterns of pages without a path. */
  List<String> missing() {
    return patterns.stream().filter(pattern -> !known.containsKey(pattern)).toList();
  }

  /** Whether a page answers to a path without an id. */
  boolean has(String path) {
    return patterns.contains(path);
  }
}

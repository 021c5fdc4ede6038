package org.bianmin.hub.console;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.delivery.TypeTallies;
import org.bianmin.hub.store.TallyQueries;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the overview shows, for one page and for all who watch. */
@Component
final class OverviewModel {

  private static final String TEMPLATE = "console/live";

  /** Fragments of the template that are sent, each alone, when they change. */
  static final List<String> PARTS =
      List.of(
          "attention",
          "tiles",
          "traffic",
          "conservation",
          "business",
          "destinations",
          "sources",
          "types");

  private final FiguresReader reader;
  private final ObjectProvider<ConfiguredDestinations> configured;
  private final ReconciliationRooms reconciliation;
  private final SlowFigures slow;
  private final TodayTallies today;
  private final TallyQueries tallies;
  private final OverviewProperties properties;
  private final LiveParts parts;

  OverviewModel(
      FiguresReader reader,
      ObjectProvider<ConfiguredDestinations> configured,
      ReconciliationRooms reconciliation,
      SlowFigures slow,
      TodayTallies today,
      TallyQueries tallies,
      OverviewProperties properties,
      LiveParts parts) {
    this.reader = reader;
    this.configured = configured;
    this.reconciliation = reconciliation;
    this.slow = slow;
    this.today = today;
    this.tallies = tallies;
    this.properties = properties;
    this.parts = parts;
  }

  /** The attributes of this moment. */
  Map<String, Object> attributes() {
    Map<String, Object> model = new HashMap<>();
    Overview overview = overview();
    SlowFigures.Slow seldom = slow.recent();
    model.put("overview", overview);
    model.put("slow", seldom);
    model.put("business", business(overview.figures(), seldom));
    model.put("incidents", seldom.incidents().values().stream().mapToLong(Long::longValue).sum());
    model.put("deadline", properties.deadline().toMillis());
    model.put("settling", reconciliation.load());
    return model;
  }

  /** All parts of this moment in some languages, from one reading. */
  Map<Locale, Map<String, String>> render(Set<Locale> languages) {
    Map<String, Object> model = attributes();
    Map<Locale, Map<String, String>> html = new HashMap<>();
    languages.forEach(
        language -> html.put(language, parts.render(TEMPLATE, PARTS, model, language)));
    return html;
  }

  private Business business(Figures figures, SlowFigures.Slow seldom) {
    Set<String> enabled = new TreeSet<>();
    configured.forEach(destinations -> enabled.addAll(destinations.ids()));
    return Business.of(
        today.counts(figures.at()),
        tallies.totals(TypeTallies.ROOM),
        Business.province(figures.delivery(), enabled),
        seldom.parked(),
        seldom.tells());
  }

  /** The overview of this moment. */
  Overview overview() {
    Collection<String> ids = new TreeSet<>();
    configured.forEach(destinations -> ids.addAll(destinations.ids()));
    return Overview.of(reader.recent(), ids);
  }
}

package org.bianmin.hub.console;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.recognition.Alerts;
import org.bianmin.hub.recognition.Catalogue;
import org.bianmin.hub.recognition.Catalogues;
import org.bianmin.hub.recognition.PulledCatalogue;
import org.bianmin.hub.recognition.ScopeWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Mutual recognition for people: what became of reports and orders, and what needs looking at. */
@ConsolePage
final class RecognitionPage {

  private static final int ALERTS = 10;

  /** Its indicators are the figures of this page. */
  private static final String PROGRAMME = "recognition";

  /**
   * The catalogue in force.
   *
   * @param fetchedAt when it came in force, null where only the files tell it
   * @param askedAt when the platform was last asked, null where it never was
   * @param problem what went wrong then, null where nothing did
   */
  record CatalogueInForce(
      String edition, boolean pulled, int items, Long fetchedAt, Long askedAt, String problem) {}

  /**
   * A platform of mutual recognition.
   *
   * @param oldest age of the oldest waiting delivery, empty when none waits
   * @param pause null while it is not paused
   */
  record Platform(String id, boolean enabled, long waiting, String oldest, Pause pause) {}

  private final ObjectProvider<Indicators> indicators;
  private final ObjectProvider<Catalogues> catalogues;
  private final ObjectProvider<Alerts> alerts;
  private final ObjectProvider<ScopeWatch> scopes;
  private final ShownFacility shownFacility;
  private final Destinations destinations;
  private final DeliveryQueries deliveries;
  private final FiguresReader figures;
  private final boolean enabled;
  private final Clock clock;

  RecognitionPage(
      ObjectProvider<Indicators> indicators,
      ObjectProvider<Catalogues> catalogues,
      ObjectProvider<Alerts> alerts,
      ObjectProvider<ScopeWatch> scopes,
      ShownFacility shownFacility,
      Destinations destinations,
      DeliveryQueries deliveries,
      FiguresReader figures,
      HubZone zone,
      @Value("${hub.recognition.enabled:false}") boolean enabled) {
    this.indicators = indicators;
    this.catalogues = catalogues;
    this.alerts = alerts;
    this.scopes = scopes;
    this.shownFacility = shownFacility;
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.figures = figures;
    this.enabled = enabled;
    this.clock = Clock.system(zone.zone());
  }

  @GetMapping("/recognition")
  String page(
      @RequestParam(required = false) String period,
      @RequestParam(required = false) String facility,
      Model model) {
    boolean on = enabled && catalogues.getIfAvailable() != null;
    model.addAttribute("on", on);
    if (on) {
      count(MessageFilter.given(period), MessageFilter.given(facility), model);
      model.addAttribute("catalogue", catalogue());
      ScopeWatch watch = scopes.getIfAvailable();
      model.addAttribute("scopes", watch == null ? null : watch.recent());
      model.addAttribute("platforms", platforms());
      model.addAttribute("alerts", latest());
    }
    return "console/recognition";
  }

  /** From the indicators, which know of each day what was told, judged, looked up and accepted. */
  private void count(String asked, String facility, Model model) {
    LocalDate today = LocalDate.now(clock);
    Period period =
        AskedIndicators.reading(
            () ->
                Period.parse(asked == null ? CommonPeriods.month(today) : asked, clock.getZone()));
    Indicators known = indicators.getIfAvailable();
    boolean counted = known != null && known.programmes().programme(PROGRAMME).isPresent();
    List<String> facilities = counted ? facilities(known, period) : List.of();
    String shown = shownFacility.of(facility, List.of());
    if (shown.isEmpty() && !facilities.isEmpty()) {
      shown = facilities.get(0);
    }
    if (!shown.isEmpty() && !facilities.contains(shown)) {
      // else the form would ask for another one
      facilities = Stream.concat(Stream.of(shown), facilities.stream()).toList();
    }
    List<IndicatorValue> figures =
        counted && !shown.isEmpty()
            ? known.values(Question.of(PROGRAMME, period, Scope.facility(shown)))
            : List.of();
    if (figures.stream().noneMatch(RecognitionPage::counts)) {
      figures = List.of();
    }
    Locale locale = LocaleContextHolder.getLocale();
    model.addAttribute("counted", counted);
    model.addAttribute("period", period.text());
    model.addAttribute("periods", CommonPeriods.of(today));
    model.addAttribute("facilities", facilities);
    model.addAttribute("facility", shown);
    model.addAttribute(
        "asOf", figures.stream().mapToLong(IndicatorValue::asOf).min().orElse(clock.millis()));
    model.addAttribute("funnel", figures.isEmpty() ? null : FunnelSteps.of(figures));
    model.addAttribute(
        "figures", figures.stream().map(value -> FigureRow.of(value, locale)).toList());
  }

  /** Those of the roster; without one all that tell facts. */
  private static List<String> facilities(Indicators known, Period period) {
    List<String> listed =
        known.programmes().roster().institutions().stream()
            .map(Roster.Institution::facility)
            .distinct()
            .sorted()
            .toList();
    return listed.isEmpty()
        ? known
            .value(
                new Question(PROGRAMME, period, null, Scope.all(), Dimension.FACILITY, Map.of()),
                "MR-03b")
            .stream()
            .map(IndicatorValue::group)
            .toList()
        : listed;
  }

  /** Whether there is anything of it in the period. */
  private static boolean counts(IndicatorValue value) {
    return Stream.concat(
            Stream.of(value.numerator(), value.denominator()),
            value.parts().stream().map(Part::denominator))
        .anyMatch(number -> number != null && number.signum() > 0);
  }

  private CatalogueInForce catalogue() {
    Catalogues known = catalogues.getIfAvailable();
    if (known == null) {
      return null;
    }
    Catalogue inForce = known.inForce();
    PulledCatalogue pulled = known.pulled();
    return new CatalogueInForce(
        inForce.edition(),
        pulled != null,
        inForce.items().size(),
        pulled == null ? null : (Long) pulled.fetchedAt(),
        known.askedAt(),
        known.problem());
  }

  private List<Platform> platforms() {
    // of a moment ago: a backlog of weeks would be counted again for each look
    Map<String, Backlog> backlogs = figures.recent().backlogs();
    Map<String, Pause> pauses = deliveries.pauses();
    long now = clock.millis();
    return new TreeMap<>(destinations.destinations())
        .entrySet().stream()
            .filter(entry -> DestinationProperties.RECOGNITION.equals(entry.getValue().route()))
            .map(
                entry -> {
                  String id = entry.getKey();
                  DestinationProperties properties = entry.getValue();
                  Backlog backlog = backlogs.getOrDefault(id, Backlog.NONE);
                  return new Platform(
                      id,
                      properties.enabled(),
                      backlog.size(),
                      Times.age(backlog.oldestAt(), now),
                      pauses.get(id));
                })
            .toList();
  }

  private List<Alerts.Alert> latest() {
    Alerts known = alerts.getIfAvailable();
    return known == null ? List.of() : known.latest(ALERTS);
  }
}

package org.bianmin.hub.console;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.recognition.Alerts;
import org.bianmin.hub.recognition.Catalogue;
import org.bianmin.hub.recognition.Catalogues;
import org.bianmin.hub.recognition.PulledCatalogue;
import org.bianmin.hub.recognition.ScopeWatch;
import org.bianmin.hub.recognition.figures.Funnel;
import org.bianmin.hub.recognition.figures.RecognitionFigures;
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

  private final ObjectProvider<RecognitionFigures> figures;
  private final ObjectProvider<Catalogues> catalogues;
  private final ObjectProvider<Alerts> alerts;
  private final ObjectProvider<ScopeWatch> scopes;
  private final ShownFacility shownFacility;
  private final Destinations destinations;
  private final DeliveryQueries deliveries;
  private final boolean enabled;
  private final Clock clock;

  RecognitionPage(
      ObjectProvider<RecognitionFigures> figures,
      ObjectProvider<Catalogues> catalogues,
      ObjectProvider<Alerts> alerts,
      ObjectProvider<ScopeWatch> scopes,
      ShownFacility shownFacility,
      Destinations destinations,
      DeliveryQueries deliveries,
      HubZone zone,
      @Value("${hub.recognition.enabled:false}") boolean enabled) {
    this.figures = figures;
    this.catalogues = catalogues;
    this.alerts = alerts;
    this.scopes = scopes;
    this.shownFacility = shownFacility;
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.enabled = enabled;
    this.clock = Clock.system(zone.zone());
  }

  @GetMapping("/recognition")
  String page(
      @RequestParam(required = false) String period,
      @RequestParam(required = false) String facility,
      Model model) {
    RecognitionFigures known = enabled ? figures.getIfAvailable() : null;
    model.addAttribute("on", known != null);
    if (known != null) {
      count(known, MessageFilter.given(period), MessageFilter.given(facility), model);
      model.addAttribute("catalogue", catalogue());
      ScopeWatch watch = scopes.getIfAvailable();
      model.addAttribute("scopes", watch == null ? null : watch.recent());
      model.addAttribute("platforms", platforms());
      model.addAttribute("alerts", latest());
    }
    return "console/recognition";
  }

  private void count(RecognitionFigures known, String asked, String facility, Model model) {
    LocalDate today = LocalDate.now(clock);
    RecognitionFigures.Answer answer;
    try {
      answer = known.of(asked == null ? CommonPeriods.month(today) : asked, null);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    List<String> facilities = answer.funnels().stream().map(Funnel::facility).toList();
    String shown = shownFacility.of(facility, facilities);
    Optional<Funnel> funnel =
        answer.funnels().stream().filter(f -> f.facility().equals(shown)).findFirst();
    model.addAttribute("period", answer.period().text());
    model.addAttribute("periods", CommonPeriods.of(today));
    model.addAttribute("facilities", facilities);
    model.addAttribute("facility", shown);
    model.addAttribute("asOf", answer.asOf());
    model.addAttribute("funnel", funnel.map(FunnelSteps::of).orElse(null));
    model.addAttribute(
        "figures",
        answer.figures().stream()
            .filter(figure -> figure.facility().equals(shown))
            .map(figure -> FigureRow.of(figure, LocaleContextHolder.getLocale()))
            .toList());
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
    Map<String, Backlog> backlogs = deliveries.backlogs();
    Map<String, Pause> pauses = deliveries.pauses();
    long now = clock.millis();
    return new TreeMap<>(destinations.destinations())
        .entrySet().stream()
            .filter(entry -> RecognitionFigures.ROUTE.equals(entry.getValue().route()))
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

package org.bianmin.hub.console;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.Shown;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.store.RecentAnswers;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Indicators for people: target against actual, trend, departments, and the facts behind each. */
@ConsolePage
@RequestMapping("/indicators")
final class IndicatorPages {

  private static final int FACTS = 50;

  /** Values that are computed in so long are in the page; others follow it up. */
  private static final Duration PATIENCE = Duration.ofMillis(150);

  /** Each reads blocks of days, of which two questions are read at a time. */
  private static final int QUESTIONS_AT_ONCE = 2;

  /** What every page is asked of; null or empty where the request leaves it out. */
  record Wanted(String period, String facility, String city) {}

  private final AskedIndicators asked;
  private final RecentAnswers<List<IndicatorValue>> values = new RecentAnswers<>(QUESTIONS_AT_ONCE);
  private final Clock clock;

  IndicatorPages(AskedIndicators asked, HubZone zone) {
    this.asked = asked;
    this.clock = Clock.system(zone.zone());
  }

  @GetMapping
  String list(@RequestParam(required = false) String programme, Wanted wanted, Model model) {
    List<Programme> programmes = asked.programmes();
    model.addAttribute("programmes", programmes);
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    if (programmes.isEmpty()) {
      return "console/indicators";
    }
    String named = MessageFilter.given(programme);
    Programme shown = named == null ? programmes.get(0) : asked.programme(named);
    Question question = question(shown.id(), wanted, null, model);
    model.addAttribute("programme", shown);
    RecentAnswers.Now<List<IndicatorValue>> found =
        AskedIndicators.reading(
            () -> values.now(question.toString(), () -> asked.known().values(question), PATIENCE));
    model.addAttribute("making", found.making());
    model.addAttribute(
        "rows",
        found.answer() == null
            ? null
            : found.answer().stream()
                .map(value -> IndicatorRow.of(value, shown.indicator(value.id()).orElse(null)))
                .toList());
    return "console/indicators";
  }

  @GetMapping("/{programme}/{id}")
  String one(
      @PathVariable String programme,
      @PathVariable String id,
      Wanted wanted,
      @RequestParam(name = "of", defaultValue = "numerator") String side,
      @RequestParam(required = false) String part,
      @RequestParam(required = false) String after,
      Model model) {
    Programme shown = asked.programme(programme);
    IndicatorDefinition definition = asked.indicator(programme, id);
    Question question = question(programme, wanted, null, model);
    boolean numerator = FactsBehind.numerator(side);
    String cursor = MessageFilter.given(after);
    String named = MessageFilter.given(part);
    Shown found =
        AskedIndicators.reading(
            () ->
                asked
                    .known()
                    .shown(
                        question,
                        id,
                        numerator,
                        named == null ? "" : named,
                        cursor == null ? null : CountedFact.Cursor.parse(cursor),
                        FACTS));
    List<IndicatorValue> values = found.values();
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    model.addAttribute("programme", shown);
    model.addAttribute("definition", definition);
    model.addAttribute("row", values.isEmpty() ? null : IndicatorRow.of(values.get(0), definition));
    model.addAttribute("of", side);
    model.addAttribute("part", named);
    model.addAttribute("facts", found.facts());
    model.addAttribute("first", cursor == null);
    return "console/indicator";
  }

  /** Earlier periods of the same length, the asked one last. */
  @GetMapping("/{programme}/{id}/trend")
  String trend(
      @PathVariable String programme, @PathVariable String id, Wanted wanted, Model model) {
    IndicatorDefinition definition = asked.indicator(programme, id);
    Question question = question(programme, wanted, null, model);
    model.addAttribute(
        "trend",
        // earlier periods may lie before there are any that can be written
        AskedIndicators.reading(
            () ->
                Trend.of(
                    definition, question, one -> asked.known().value(one, id), clock.getZone())));
    return "console/indicator :: trend";
  }

  /** The value split by departments, wards or campuses. */
  @GetMapping("/{programme}/{id}/groups")
  String groups(
      @PathVariable String programme,
      @PathVariable String id,
      Wanted wanted,
      @RequestParam(defaultValue = "department") String by,
      Model model) {
    IndicatorDefinition definition = asked.indicator(programme, id);
    Question question = question(programme, wanted, by, model);
    model.addAttribute("by", by);
    model.addAttribute(
        "groups",
        AskedIndicators.reading(() -> asked.known().value(question, id)).stream()
            .map(value -> IndicatorRow.of(value, definition))
            .toList());
    return "console/indicator :: groups";
  }

  private Question question(String programme, Wanted wanted, String by, Model model) {
    LocalDate today = LocalDate.now(clock);
    String written = MessageFilter.given(wanted.period());
    String chosenCity = MessageFilter.given(wanted.city());
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(
                written == null ? CommonPeriods.of(today).get(2).text() : written,
                chosenCity == null ? wanted.facility() : null,
                null,
                chosenCity,
                by,
                null,
                Map.of()));
    Set<String> facilities = new LinkedHashSet<>();
    Set<String> cities = new LinkedHashSet<>();
    for (Roster.Institution one : asked.known().programmes().roster().on(today)) {
      facilities.add(one.facility());
      if (!one.city().isEmpty()) {
        cities.add(one.city());
      }
    }
    boolean ofOne = question.scope().kind() == Scope.Kind.FACILITY;
    if (ofOne) {
      facilities.add(question.scope().id());
    }
    model.addAttribute("period", question.period().text());
    model.addAttribute("periods", CommonPeriods.of(today));
    model.addAttribute("facilities", List.copyOf(facilities));
    model.addAttribute("facility", ofOne ? question.scope().id() : null);
    model.addAttribute("cities", List.copyOf(cities));
    model.addAttribute("city", chosenCity);
    model.addAttribute("dimension", question.by() == Dimension.NONE ? null : by);
    return question;
  }
}

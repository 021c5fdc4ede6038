package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.recognition.Catalogue;
import org.bianmin.hub.recognition.Catalogues;
import org.bianmin.hub.recognition.PulledCatalogue;
import org.bianmin.hub.recognition.ScopeWarnings;
import org.bianmin.hub.recognition.ScopeWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What reports are judged by: the catalogue in force, and the certified scopes. */
@RestController
@RequestMapping("/api/v1/recognition")
@Tag(name = "recognition")
final class RecognitionTablesApi {

  private static final String FILES = "files";
  private static final String PLATFORM = "platform";

  /**
   * A page of the catalogue in force.
   *
   * @param edition of the platform; {@code files} where only the files tell items
   * @param source {@code platform}, whose edition may be completed by the files, or {@code files}
   * @param fetchedAt when the edition came in force; null where it is of the files
   * @param askedAt when the platform was last asked since the start; null where it never was
   * @param problem what went wrong then, with the remedy; null where nothing did
   * @param next cursor of the next page for {@code after}, null on the last
   */
  record CatalogueJson(
      String edition,
      String source,
      String fetchedAt,
      String askedAt,
      String problem,
      List<ItemJson> items,
      String next) {}

  /**
   * An item of the catalogue.
   *
   * @param from, to first and last day, null where open
   */
  record ItemJson(
      String code,
      String name,
      String kind,
      String loinc,
      int validDays,
      String countsFrom,
      String scope,
      boolean negative,
      String levels,
      List<ItemCondition> conditions,
      String from,
      String to) {}

  /**
   * A page of the scopes.
   *
   * @param uncovered items of the newest reports that no scope covers; with the first page only
   * @param next cursor of the next page for {@code after}, null on the last
   */
  record ScopesJson(List<ScopeJson> items, List<UncoveredJson> uncovered, String next) {}

  /**
   * A scope.
   *
   * @param item item code, or {@code kind:} and a kind
   * @param state {@code coming}, {@code holds}, {@code ending}, {@code ended} or {@code past}
   * @param line in {@code recognition/scopes.csv}
   */
  record ScopeJson(
      String facility,
      String item,
      String scope,
      String label,
      String certificate,
      String from,
      String to,
      String state,
      int line) {}

  /** An item that is reported without a scope, and in how many of the newest thousand reports. */
  record UncoveredJson(String facility, String item, long reports) {}

  private final ObjectProvider<Catalogues> catalogues;
  private final ObjectProvider<ScopeWatch> scopes;
  private final Times times;

  RecognitionTablesApi(
      ObjectProvider<Catalogues> catalogues, ObjectProvider<ScopeWatch> scopes, Times times) {
    this.catalogues = catalogues;
    this.scopes = scopes;
    this.times = times;
  }

  @GetMapping("/catalogue")
  @Operation(summary = "The catalogue in force, by item code; with 'day' what holds on that day")
  CatalogueJson catalogue(
      @RequestParam(required = false) String day,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    Catalogues known = catalogues.getObject();
    PulledCatalogue pulled = known.pulled();
    Catalogue inForce = known.inForce();
    LocalDate on = day(day);
    List<CatalogueItem> items =
        inForce.items().stream().filter(item -> on == null || item.days().holds(on)).toList();
    Listing<ItemJson> page = Listing.of(items, after, limit).map(RecognitionTablesApi::json);
    return new CatalogueJson(
        inForce.edition(),
        pulled == null ? FILES : PLATFORM,
        pulled == null ? null : times.text(pulled.fetchedAt()),
        times.text(known.askedAt()),
        known.problem(),
        page.items(),
        page.next());
  }

  @GetMapping("/scopes")
  @Operation(summary = "Certified scopes, those that end or have ended first; items without any")
  ScopesJson scopes(
      @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
    ScopeWatch watch = scopes.getObject();
    Listing<ScopeJson> page =
        Listing.of(watch.scopes().lines(), after, limit).map(RecognitionTablesApi::json);
    List<UncoveredJson> uncovered =
        after != null && !after.isBlank()
            ? List.of()
            : watch.look().uncovered().entrySet().stream()
                .map(e -> new UncoveredJson(e.getKey().facility(), e.getKey().item(), e.getValue()))
                .toList();
    return new ScopesJson(page.items(), uncovered, page.next());
  }

  private static LocalDate day(String text) {
    try {
      return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new BadRequest("day is a date, for example 2026-11-03", e);
    }
  }

  private static ItemJson json(CatalogueItem item) {
    return new ItemJson(
        item.code(),
        item.name(),
        item.kind(),
        item.loinc(),
        item.validDays(),
        item.countsFrom().code(),
        item.scope(),
        item.negative(),
        item.levels().code(),
        item.conditions(),
        from(item.days()),
        to(item.days()));
  }

  private static ScopeJson json(ScopeWarnings.Line line) {
    HrScope scope = line.scope();
    return new ScopeJson(
        scope.facility(),
        scope.item(),
        scope.scope(),
        scope.label(),
        scope.certificate(),
        from(scope.days()),
        to(scope.days()),
        line.state().name().toLowerCase(Locale.ROOT),
        scope.line());
  }

  private static String from(Days days) {
    return days.from() == null ? null : days.from().toString();
  }

  private static String to(Days days) {
    return days.to() == null ? null : days.to().toString();
  }
}

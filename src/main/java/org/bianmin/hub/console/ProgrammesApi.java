package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.LedgerRow;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.Switch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Programmes, their indicators with values, and how each obligation of a document is met. */
@RestController
@RequestMapping("/api/v1/programmes")
@Tag(name = "indicators")
final class ProgrammesApi {

  /**
   * A programme.
   *
   * @param number of the document
   * @param reports kinds of report that it asks for
   */
  record ProgrammeJson(
      String id, Words name, Words issuedBy, String number, int indicators, List<String> reports) {

    static ProgrammeJson of(Programme programme) {
      return new ProgrammeJson(
          programme.id(),
          programme.name(),
          programme.issued().by(),
          programme.issued().number(),
          programme.indicators().size(),
          programme.reports().stream().map(report -> report.kind()).toList());
    }
  }

  /** A programme with the definitions of its indicators. */
  record Detail(ProgrammeJson programme, String hash, List<DefinitionJson> indicators) {}

  /**
   * A definition.
   *
   * @param applies terms of the roster, any of which makes it asked for
   * @param source where the definition comes from
   * @param reading how it is counted
   */
  record DefinitionJson(
      String id,
      Words name,
      List<String> ledger,
      String unit,
      String direction,
      IndicatorJson.Goal target,
      List<String> applies,
      String period,
      Words source,
      Words reading,
      List<Switch> switches,
      String definitionVersion) {

    static DefinitionJson of(IndicatorDefinition of) {
      return new DefinitionJson(
          of.id(),
          of.name(),
          of.ledger(),
          of.unit(),
          word(of.direction()),
          IndicatorJson.Goal.of(of.target()),
          of.applies(),
          word(of.period()),
          of.source(),
          of.reading(),
          of.switches(),
          of.definitionVersion());
    }
  }

  /** A row of the ledger: an obligation, and how it is met. */
  record LedgerJson(
      String id, String text, String kind, String how, List<String> refs, String reason) {

    static LedgerJson of(LedgerRow row) {
      return new LedgerJson(
          row.id(), row.text(), row.kind(), word(row.how()), row.refs(), row.reason());
    }
  }

  private final AskedIndicators asked;
  private final Times times;

  ProgrammesApi(AskedIndicators asked, Times times) {
    this.asked = asked;
    this.times = times;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @GetMapping
  @Operation(summary = "The programmes in force")
  Listing<ProgrammeJson> programmes() {
    return new Listing<>(asked.programmes(), null).map(ProgrammeJson::of);
  }

  @GetMapping("/{programme}")
  @Operation(summary = "A programme and the definitions of its indicators")
  Detail programme(@PathVariable String programme) {
    Programme found = asked.programme(programme);
    return new Detail(
        ProgrammeJson.of(found),
        asked.known().programmes().hash(),
        found.indicators().stream().map(DefinitionJson::of).toList());
  }

  @GetMapping("/{programme}/ledger")
  @Operation(summary = "How each obligation of the document is met")
  Listing<LedgerJson> ledger(@PathVariable String programme) {
    return new Listing<>(asked.programme(programme).ledger(), null).map(LedgerJson::of);
  }

  @GetMapping("/{programme}/indicators")
  @Operation(
      summary = "The values of a programme's indicators in a period",
      description =
          "Of one facility (the hub's own where none is named, * for all), county or city. 'by'"
              + " splits by facility, campus, department, ward, county or city; 'until' cuts the"
              + " period; 'switch.<name>' chooses a reading for this question.")
  Listing<IndicatorJson> values(
      @PathVariable String programme,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String county,
      @RequestParam(required = false) String city,
      @RequestParam(required = false) String by,
      @RequestParam(required = false) String until,
      @RequestParam Map<String, String> all) {
    asked.programme(programme);
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(period, facility, county, city, by, until, all));
    return new Listing<>(AskedIndicators.reading(() -> asked.known().values(question)), null)
        .map(value -> IndicatorJson.of(value, question, times));
  }

  @GetMapping("/{programme}/indicators/{id}")
  @Operation(summary = "The value of one indicator in a period, or one value per group")
  Listing<IndicatorJson> value(
      @PathVariable String programme,
      @PathVariable String id,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String county,
      @RequestParam(required = false) String city,
      @RequestParam(required = false) String by,
      @RequestParam(required = false) String until,
      @RequestParam Map<String, String> all) {
    asked.indicator(programme, id);
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(period, facility, county, city, by, until, all));
    return new Listing<>(AskedIndicators.reading(() -> asked.known().value(question, id)), null)
        .map(value -> IndicatorJson.of(value, question, times));
  }
}

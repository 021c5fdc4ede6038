package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.recognition.figures.Figure;
import org.bianmin.hub.recognition.figures.RecognitionFigures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of mutual recognition, and the facts behind each. */
@RestController
@RequestMapping("/api/v1/programmes/recognition/indicators")
@Tag(name = "indicators")
final class RecognitionIndicatorsApi {

  /**
   * An indicator of a facility and period.
   *
   * @param name in Chinese; {@code nameEn} in English
   * @param value in {@code unit}; null where there is nothing to divide by
   * @param target null: none is set
   * @param coverage from 0 to 1, null where it cannot be said
   * @param coverageNote what it is the share of, or why it cannot be said
   * @param basis {@code computed}
   * @param source where the definition comes from
   */
  record Indicator(
      String id,
      String name,
      String nameEn,
      String facility,
      String period,
      BigDecimal value,
      Long numerator,
      Long denominator,
      String unit,
      BigDecimal target,
      BigDecimal coverage,
      Words coverageNote,
      String basis,
      String asOf,
      List<Figure.Part> parts,
      Words definition,
      String source,
      String definitionVersion) {}

  /** A fact that is counted. */
  record Counted(String key, String occurredAt) {}

  private final ObjectProvider<RecognitionFigures> figures;
  private final boolean enabled;
  private final Times times;

  RecognitionIndicatorsApi(
      ObjectProvider<RecognitionFigures> figures,
      @Value("${hub.recognition.enabled:false}") boolean enabled,
      Times times) {
    this.figures = figures;
    this.enabled = enabled;
    this.times = times;
  }

  @GetMapping
  @Operation(
      summary = "MR-01 to MR-08 of a period, of one facility or of each that has facts in it")
  Listing<Indicator> list(
      @RequestParam String period, @RequestParam(required = false) String facility) {
    RecognitionFigures known = known();
    try {
      RecognitionFigures.Answer answer = known.of(period, MessageFilter.given(facility));
      return new Listing<>(answer.figures(), null)
          .map(figure -> indicator(figure, answer.period().text()));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }

  @GetMapping("/{id}/lineage")
  @Operation(
      summary = "The facts behind an indicator's numerator or denominator, oldest first",
      description =
          "With 'part' those behind a part of it, for example MR-05 with part R1. A fact may count"
              + " several times (items of a report), and is listed once.")
  Listing<Counted> lineage(
      @PathVariable String id,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(required = false) String part,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    RecognitionFigures known = known();
    if (!of.equals("numerator") && !of.equals("denominator")) {
      throw new BadRequest("of is numerator or denominator", null);
    }
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    List<CountedFact> facts;
    try {
      facts =
          known
              .facts(
                  id,
                  of.equals("numerator"),
                  MessageFilter.given(part),
                  period,
                  MessageFilter.given(facility),
                  MessageFilter.given(after),
                  size + 1)
              .orElseThrow(
                  () ->
                      new NotFound(
                          "There is no such indicator, or it has no such side or part; there are "
                              + String.join(", ", known.ids())));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    boolean more = facts.size() > size;
    List<CountedFact> page = more ? facts.subList(0, size) : facts;
    return new Listing<>(page, more ? page.get(size - 1).cursor() : null)
        .map(fact -> new Counted(fact.key().toString(), times.text(fact.occurredAt())));
  }

  private RecognitionFigures known() {
    RecognitionFigures known = enabled ? figures.getIfAvailable() : null;
    if (known == null) {
      throw new NotFound("Mutual recognition is off; hub.recognition.enabled=true switches it on");
    }
    return known;
  }

  private Indicator indicator(Figure figure, String period) {
    return new Indicator(
        figure.id(),
        figure.name().zh(),
        figure.name().en(),
        figure.facility(),
        period,
        figure.value(),
        figure.numerator(),
        figure.denominator(),
        figure.unit(),
        null,
        figure.coverage(),
        figure.coverageNote(),
        "computed",
        times.text(figure.asOf()),
        figure.parts(),
        figure.definition(),
        figure.source(),
        figure.definitionVersion());
  }
}

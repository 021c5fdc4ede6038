package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.mapping.MappingProblem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Draft definitions beside those in force; nothing in force is touched. */
@RestController
@RequestMapping("/api/v1/programmes")
@Tag(name = "indicators")
final class WhatIfApi {

  /**
   * What is tried.
   *
   * @param folder of the draft, below {@code hub.drafts}: a copy of the mappings folder with
   *     changes
   * @param facility, county, city at most one, as for the values
   */
  record Wanted(
      String folder, String period, String facility, String county, String city, String until) {}

  /**
   * What the draft changes of an indicator.
   *
   * @param kind {@code added}, {@code removed}, {@code changed}, or that it stays as it is
   * @param now as in force, null where the draft adds it
   * @param then as the draft has it, null where it removes it
   * @param entered facts that count for the draft only
   * @param left facts that count now only
   */
  record DifferenceJson(
      String indicator,
      Words name,
      String kind,
      IndicatorJson now,
      IndicatorJson then,
      long entered,
      long left) {}

  private final AskedIndicators asked;
  private final DraftProgrammes drafts;
  private final Times times;

  WhatIfApi(AskedIndicators asked, DraftProgrammes drafts, Times times) {
    this.asked = asked;
    this.drafts = drafts;
    this.times = times;
  }

  @PostMapping("/{programme}/what-if")
  @Operation(
      summary =
          "A programme's values by a draft of the definitions beside those in force; 422 lists what"
              + " is wrong with the draft")
  ResponseEntity<Object> whatIf(@PathVariable String programme, @RequestBody Wanted wanted) {
    Programmes.Draft draft = drafts.read(wanted.folder());
    if (draft.set() == null) {
      return problems(draft.problems());
    }
    Question question =
        asked.question(
            programme,
            new AskedIndicators.Parameters(
                wanted.period(),
                wanted.facility(),
                wanted.county(),
                wanted.city(),
                null,
                wanted.until(),
                Map.of()));
    List<Difference> differences = drafts.differences(draft, question);
    return ResponseEntity.ok(
        new Listing<>(differences, null)
            .map(
                one ->
                    new DifferenceJson(
                        one.indicator(),
                        one.name(),
                        one.kind().name().toLowerCase(Locale.ROOT),
                        json(one.now(), question),
                        json(one.then(), question),
                        one.entered(),
                        one.left())));
  }

  private IndicatorJson json(IndicatorValue value, Question question) {
    return value == null ? null : IndicatorJson.of(value, question, times);
  }

  private static ResponseEntity<Object> problems(List<MappingProblem> problems) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_ENTITY, "The draft has problems; nothing was computed");
    detail.setProperty("problems", problems);
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }
}

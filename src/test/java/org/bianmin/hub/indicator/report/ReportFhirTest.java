package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.recognition.ProfileValidator;
import org.junit.jupiter.api.Test;

/** Measure and MeasureReport are FHIR R4 by its own validator. */
class ReportFhirTest {

  private static final ProfileValidator FHIR = new ProfileValidator();

  private static List<String> errors(ObjectNode resource) {
    return FHIR.errors(resource.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<ReportValue> values() {
    PlayedFacts facts = new PlayedFacts();
    facts.tell("A", 1, true).tell("A", 2, false).tell("A", 3, false);
    ReportKey key = PlayedFacts.halfYear();
    return facts
        .values(
            new ReportSource.Asked(
                PlayedFacts.HALF_YEAR,
                Period.parse(key.period(), ReportsOffice.ZONE),
                null,
                key.scope(),
                0))
        .values();
  }

  @Test
  void measureOfAReportIsValid() {
    assertThat(errors(ReportFhir.measure(PlayedFacts.HALF_YEAR, values()))).isEmpty();
  }

  @Test
  void measureOfAnIndicatorIsValid() {
    ObjectNode measure = ReportFhir.measure("played", values().get(0));

    assertThat(errors(measure)).isEmpty();
    assertThat(measure.at("/scoring/coding/0/code").asText()).isEqualTo("proportion");
  }

  private static ReportQueries.Line line() {
    return new ReportQueries.Line(
        7,
        PlayedFacts.halfYear(),
        "platform",
        true,
        null,
        1,
        ReportState.CUT,
        1_782_900_000_000L,
        null,
        null,
        null);
  }

  private static ReportQueries.Revision revision(RevisionKind kind, int number, Integer base) {
    return new ReportQueries.Revision(
        number,
        kind,
        base,
        ReportState.CUT,
        "h",
        1_782_900_000_000L,
        1_782_900_000_000L,
        "hub",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        1_782_900_000_000L,
        false);
  }

  private static List<Change> changes() {
    PlayedFacts facts = new PlayedFacts();
    facts.tell("A", 1, true).tell("A", 2, false);
    ReportKey key = PlayedFacts.halfYear();
    ReportValue was =
        facts
            .values(
                new ReportSource.Asked(
                    PlayedFacts.HALF_YEAR,
                    Period.parse(key.period(), ReportsOffice.ZONE),
                    null,
                    key.scope(),
                    0))
            .values()
            .get(0);
    return List.of(
        new Change(
            values().get(0), was, List.of(CauseKind.EVENT, CauseKind.ROSTER), 1, List.of("k")));
  }

  @Test
  void restatementTellsOldValuesAndCausesAndIsValid() {
    ReportQueries.Revision revision = revision(RevisionKind.RESTATEMENT, 2, 1);
    ObjectNode report =
        ReportFhir.report(PlayedFacts.HALF_YEAR, line(), revision, values(), ReportsOffice.ZONE);
    ReportFhirChanges.tell(report, line(), revision, changes());

    assertThat(errors(report)).isEmpty();
    assertThat(report.at("/extension/0/valueIdentifier/value").asText())
        .isEqualTo(PlayedFacts.halfYear().text() + "/1");
    JsonNode restated = report.at("/group/0/extension/0/extension");
    assertThat(restated.at("/0/valueQuantity/value").decimalValue()).isEqualByComparingTo("50");
    assertThat(restated.findValuesAsText("valueCode")).containsExactly("event", "roster");
    assertThat(report.at("/group/1/extension").isMissingNode()).isTrue();
  }

  @Test
  void provenanceNamesTheReportBeforeThePersonsAndTheCauses() {
    ObjectNode provenance =
        ReportFhirChanges.provenance(
            line(), revision(RevisionKind.RESTATEMENT, 2, 1), changes(), ReportsOffice.ZONE);

    assertThat(errors(provenance)).isEmpty();
    assertThat(provenance.at("/entity/0/role").asText()).isEqualTo("revision");
    assertThat(provenance.at("/entity/0/what/identifier/value").asText()).endsWith("/1");
    assertThat(provenance.at("/agent/0/who/display").asText()).isEqualTo("hub");
    assertThat(provenance.at("/reason/1/coding/0/code").asText()).isEqualTo("roster");
  }

  @Test
  void measureReportIsValidAndHoldsTheNumbers() {
    ReportQueries.Line line = line();
    ReportQueries.Revision revision = revision(RevisionKind.FIRST, 1, null);

    ObjectNode report =
        ReportFhir.report(PlayedFacts.HALF_YEAR, line, revision, values(), ReportsOffice.ZONE);

    assertThat(errors(report)).isEmpty();
    assertThat(report.at("/period/start").asText()).isEqualTo("2026-01-01T00:00:00.000+08:00");
    assertThat(report.at("/period/end").asText()).isEqualTo("2026-06-30T23:59:59.999+08:00");
    assertThat(report.at("/group/0/population/0/count").asInt()).isEqualTo(1);
    assertThat(report.at("/group/0/population/1/count").asInt()).isEqualTo(3);
    assertThat(report.at("/group/0/measureScore/value").decimalValue())
        .isEqualByComparingTo(new BigDecimal("33.33"));
    // D = 0: no score
    assertThat(report.at("/group/1/measureScore").isMissingNode()).isTrue();
  }
}

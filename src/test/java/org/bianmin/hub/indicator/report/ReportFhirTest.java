package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void measureReportIsValidAndHoldsTheNumbers() {
    ReportQueries.Line line =
        new ReportQueries.Line(
            7,
            PlayedFacts.halfYear(),
            "platform",
            true,
            null,
            1,
            ReportState.CUT,
            1_782_900_000_000L,
            null);
    ReportQueries.Revision revision =
        new ReportQueries.Revision(
            1,
            RevisionKind.FIRST,
            null,
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

package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions, recalls, judgements, documents and refusals of published reports. */
class ReportBundlesTest extends PublishedReport {

  @Test
  void aDocumentIsPresentedByteForByte() {
    reports.documents.put("h1", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> report = TestReports.laboratory(List.of());
    report.put(
        "documents", List.of(TestReports.document("h1", "报告单", "2026-11-03T16:02:00+08:00")));

    var form = only(valid(active(report)), DiagnosticReport.class).getPresentedFormFirstRep();
    assertThat(form.getData()).isEqualTo(reports.documents.get("h1"));
    assertThat(form.getContentType()).isEqualTo("application/pdf");
    assertThat(form.getTitle()).isEqualTo("报告单");
  }

  @Test
  void aCorrectionIsAmendedAndLeavesOutWhatWasIssuedBeforeIt() {
    reports.documents.put("h1", new byte[] {1});
    Map<String, Object> report = TestReports.laboratory(List.of(TestReports.glucose()));
    report.put("documents", List.of(TestReports.document("h1", "旧", "2026-11-03T12:00:00+08:00")));

    Bundle bundle = valid(TestReports.event(2, EventStatus.ACTIVE, report));
    assertThat(bundle.getMeta().getVersionId()).isEqualTo("2");
    assertThat(only(bundle, Composition.class).getStatus())
        .isEqualTo(Composition.CompositionStatus.AMENDED);
    DiagnosticReport corrected = only(bundle, DiagnosticReport.class);
    assertThat(corrected.getStatus()).isEqualTo(DiagnosticReport.DiagnosticReportStatus.AMENDED);
    assertThat(corrected.hasPresentedForm()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "wrong, entered-in-error, true",
    "deleted, entered-in-error, false",
    "error, entered-in-error, false",
    "cancelled, cancelled, false",
    ", entered-in-error, false"
  })
  void aRecallHoldsNoResultsAndIsUrgentWhereThePatientWasWrong(
      String withdrawal, String status, boolean urgent) {
    Map<String, Object> report = TestReports.imaging();
    if (withdrawal != null) {
      report.put("withdrawal", withdrawal);
    }
    MeasureEvent event = TestReports.event(3, EventStatus.VOID, report);
    var written = written(event, null, TestReports.PERSON);
    Bundle bundle = valid(written.json());

    assertThat(written.urgent()).isEqualTo(urgent);
    assertThat(bundle.getMeta().getTag("urn:bianmin:recognition-priority", "urgent") != null)
        .isEqualTo(urgent);
    assertThat(bundle.getEntry())
        .extracting(e -> e.getResource().fhirType())
        .containsExactly("Composition", "Organization", "DiagnosticReport");
    assertThat(only(bundle, Composition.class).getStatus())
        .isEqualTo(Composition.CompositionStatus.ENTEREDINERROR);
    assertThat(only(bundle, DiagnosticReport.class).getStatus().toCode()).isEqualTo(status);
    assertThat(new String(written.json(), StandardCharsets.UTF_8))
        .doesNotContain("结节", "p-7f3a90c2", "110101199003070070");
  }

  @Test
  void aVoidWithoutAnythingElseIsRecalledToo() {
    var written = written(TestReports.event(1, EventStatus.VOID, Map.of()), null, null);
    assertThat(only(valid(written.json()), DiagnosticReport.class).getCode().getText())
        .isEqualTo("检查报告");
  }

  @Test
  void eachItemSaysWhatWasJudgedOfIt() {
    var yes = new ItemJudgement("lab-glu", "province", "鄂HR", TestReports.RECORDED, List.of());
    var no =
        new ItemJudgement(
            null, "none", null, null, List.of(Obstacle.NOT_MAPPED, Obstacle.NO_SCOPE));
    var judgement = new Judgement("2026-10", "t", null, List.of(yes, no));
    MeasureEvent event =
        active(
            TestReports.laboratory(
                List.of(TestReports.glucose(), TestReports.item("localCode", "X", "value", "1"))));

    List<Observation> items =
        all(valid(written(event, judgement, TestReports.PERSON).json()), Observation.class);
    Extension first = items.get(0).getExtensionByUrl("urn:bianmin:recognition");
    assertThat(first.getExtensionString("label")).isEqualTo("鄂HR");
    assertThat(first.getExtensionByUrl("expiresAt").getValue().primitiveValue())
        .isEqualTo("2026-11-03T16:02:09+08:00");
    Extension second = items.get(1).getExtensionByUrl("urn:bianmin:recognition");
    assertThat(second.getExtensionsByUrl("reason"))
        .extracting(e -> e.getValue().primitiveValue())
        .containsExactly("not-mapped", "no-scope");
  }

  @Test
  void anExaminationIsJudgedAsAWhole() {
    var judged = new ItemJudgement("img-ct-chest", "city", "武汉HR", TestReports.RECORDED, List.of());
    var judgement = new Judgement("2026-10", "t", judged, List.of());
    byte[] json = written(active(TestReports.imaging()), judgement, TestReports.PERSON).json();
    assertThat(
            only(valid(json), DiagnosticReport.class)
                .getExtensionByUrl("urn:bianmin:recognition")
                .getExtensionByUrl("scope")
                .getValue()
                .primitiveValue())
        .isEqualTo("city");
  }

  @Test
  void theSameVersionGivesTheSameBytes() {
    assertThat(written(active(TestReports.culture()), null, TestReports.PERSON).json())
        .isEqualTo(written(active(TestReports.culture()), null, TestReports.PERSON).json());
  }

  @Test
  void takesThreeHundredItemsAndADocumentOfTenMegabytes() {
    byte[] pdf = new byte[10 << 20];
    new Random(1).nextBytes(pdf);
    reports.documents.put("h", pdf);
    Map<String, Object> report = TestReports.laboratory(TestReports.many(300));
    assertThat(all(valid(active(report)), Observation.class)).hasSize(300);

    report.put("documents", List.of(TestReports.document("h", "报告单", "2026-11-03T16:02:00+08:00")));
    Bundle bundle = parsed(written(active(report), null, TestReports.PERSON).json());
    assertThat(only(bundle, DiagnosticReport.class).getPresentedFormFirstRep().getData())
        .isEqualTo(pdf);
  }

  @ParameterizedTest
  @EnumSource(NotPublishable.class)
  void whatCannotBePublishedIsNamedWithItsRemedy(NotPublishable reason) {
    Map<String, Object> report = TestReports.laboratory(List.of(TestReports.glucose()));
    MeasureEvent event = active(report);
    switch (reason) {
      case NOT_A_REPORT -> event = other("visit.registered", event.patient(), report);
      case NOT_ANNOUNCED -> event = TestReports.event(0, EventStatus.PENDING, report);
      case NO_PATIENT -> event = other("result.issued", null, report);
      case NO_REPORT_TIME -> report.remove("reportedAt");
      case NO_RESULT -> report.put("items", List.of());
      case DOCUMENT_GONE ->
          report.put("documents", List.of(TestReports.document("gone", "单", "2027")));
      case TOO_LARGE -> {
        reports.documents.put("big", new byte[25 << 20]);
        report.put("documents", List.of(TestReports.document("big", "单", "2027")));
      }
    }
    assertThat(reports.bundles().bundle(event, null, null))
        .isEqualTo(new ReportBundle.Refused(reason));
    assertThat(reason.text()).isNotBlank();
    assertThat(reason.remedy()).isNotBlank();
  }

  @Test
  void aReportOfTwentyFourItemsIsWrittenInWellUnderAMillisecond() {
    MeasureEvent event = active(TestReports.laboratory(TestReports.many(24)));
    ReportBundles bundles = reports.bundles();
    long[] nanos =
        IntStream.range(0, 3000)
            .mapToLong(
                i -> {
                  long start = System.nanoTime();
                  bundles.bundle(event, null, TestReports.PERSON);
                  return System.nanoTime() - start;
                })
            .skip(2000)
            .toArray();
    Arrays.sort(nanos);
    assertThat(nanos[nanos.length / 2]).as("median, in nanoseconds").isLessThan(1_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"versionId\":\"1\"|\"versionId\":\"x\"",
        "\"type\":\"document\"|\"type\":\"collection\"",
        "\"identifier\":{\"system\":\"urn:bianmin:report\"|\"identifier\":{\"system\":\"urn:x\"",
        "\"valueCode\":\"province\"|\"valueCode\":\"none\"",
        "\"Composition\",\"status\":\"final\"|\"Composition\",\"status\":\"entered-in-error\"",
        "\"valueString\":\"鄂HR\"|\"valueCode\":\"hr\"",
      })
  void theProfilesRefuseWhatTheContractForbids(String text, String wrong) {
    var yes = new ItemJudgement("lab-glu", "province", "鄂HR", TestReports.RECORDED, List.of());
    MeasureEvent event = active(TestReports.laboratory(List.of(TestReports.glucose())));
    byte[] json =
        written(event, new Judgement("e", "t", null, List.of(yes)), TestReports.PERSON).json();
    assertThat(valid(json).getEntry()).isNotEmpty();

    String changed = new String(json, StandardCharsets.UTF_8).replace(text, wrong);
    assertThat(changed).isNotEqualTo(new String(json, StandardCharsets.UTF_8));
    assertThat(VALIDATOR.errors(changed.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }
}

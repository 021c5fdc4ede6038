package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.UnmappedCode;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published of a report; every bundle is judged by R4 and the published profiles. */
class ReportBundlesTest {

  private static ProfileValidator validator;
  private final TestReports reports = new TestReports();

  @BeforeAll
  static void profiles() {
    validator = new ProfileValidator();
  }

  @Test
  void aLaboratoryReportHoldsItsItemsAsTheSourceWroteThem() {
    Bundle bundle = valid(active(TestReports.laboratory(List.of(TestReports.glucose()))));

    assertThat(bundle.getIdentifier().getValue())
        .isEqualTo("result.issued:12340000485000000X:~E7~94~9F~E5~8C~96~E5~AE~A4~2FR1");
    assertThat(bundle.getMeta().getVersionId()).isEqualTo("1");
    Composition composition = only(bundle, Composition.class);
    assertThat(composition.getStatus()).isEqualTo(Composition.CompositionStatus.FINAL);
    assertThat(composition.getTitle()).isEqualTo("生化全套");
    assertThat(all(bundle, Organization.class).get(0).getName()).isEqualTo("试验市第一人民医院");
    assertThat(only(bundle, ServiceRequest.class).getIdentifierFirstRep().getValue())
        .isEqualTo("O1");
    assertThat(only(bundle, Specimen.class).getType().getText()).isEqualTo("SER");
    DiagnosticReport report = only(bundle, DiagnosticReport.class);
    assertThat(report.getIssuedElement().getValueAsString()).isEqualTo("2026-11-03T16:02:00+08:00");
    assertThat(report.getResultsInterpreter()).hasSize(2);
    Observation glucose = only(bundle, Observation.class);
    assertThat(glucose.getCode().getCoding())
        .extracting(Coding::getSystem, Coding::getCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("urn:bianmin:local-code", "GLU"),
            org.assertj.core.groups.Tuple.tuple("urn:bianmin:item-code", "lab-glu"),
            org.assertj.core.groups.Tuple.tuple("http://loinc.org", "14749-6"));
    assertThat(glucose.getValueQuantity().getValueElement().getValueAsString()).isEqualTo("5.40");
    assertThat(glucose.getValueQuantity().getUnit()).isEqualTo("mmol/L");
    assertThat(glucose.getReferenceRangeFirstRep().getText()).isEqualTo("3.9-6.1");
    assertThat(glucose.getInterpretation()).hasSize(2);
    assertThat(glucose.getMethod().getText()).isEqualTo("己糖激酶法");
    assertThat(glucose.getDevice().getDisplay()).isEqualTo("AU5800");
  }

  @ParameterizedTest
  @CsvSource({
    "<0.5",
    ">=10^5",
    "阳性",
    "1:160",
    "007",
    "1e5",
    "5.",
    "0x1F",
    "-",
    "12345678901234567890"
  })
  void aValueThatIsNoPlainNumberStaysTheTextOfTheSource(String value) {
    Observation odd = odd("value", value, "unit", "U/mL");
    assertThat(odd.getValueStringType().getValue()).isEqualTo(value);
    assertThat(odd.getExtensionByUrl("urn:bianmin:source-unit").getValue().primitiveValue())
        .isEqualTo("U/mL");
  }

  @Test
  void aNumberWithoutAUnitStaysAText() {
    assertThat(odd("value", "5.40").getValueStringType().getValue()).isEqualTo("5.40");
  }

  @Test
  void anItemWithoutAValueSaysThatThereIsNone() {
    assertThat(odd("value", " ").getDataAbsentReason().getCodingFirstRep().getCode())
        .isEqualTo("unknown");
  }

  @Test
  void whatNoFhirTextMayHoldIsBlank() {
    Observation odd = odd("value", "见\u0001注", "localName", "\u0007", "method", " ");
    assertThat(odd.getValueStringType().getValue()).isEqualTo("见 注");
    assertThat(odd.getCode().getText()).isEqualTo("ODD  1");
    assertThat(odd.getCode().getCodingFirstRep().getCode()).isEqualTo("ODD 1");
  }

  @Test
  void anUnmappedCodeIsLeftOut() {
    Map<String, Object> report = TestReports.laboratory(List.of(TestReports.glucose()));
    report.put("category", UnmappedCode.of("ZZ"));
    assertThat(only(valid(active(report)), DiagnosticReport.class).hasCategory()).isFalse();
  }

  @Test
  void findingsAndImpressionOfAnExaminationStandApart() {
    Bundle bundle = valid(active(TestReports.imaging()));

    DiagnosticReport report = only(bundle, DiagnosticReport.class);
    assertThat(report.getConclusion()).isEqualTo("右肺上叶小结节。");
    assertThat(report.getCode().getCoding())
        .extracting(Coding::getCode)
        .containsExactly("CT-CHEST", "img-ct-chest");
    assertThat(report.getPresentedFormFirstRep().getUrl())
        .isEqualTo("https://pacs.example/view?study=1");
    assertThat(all(bundle, Observation.class))
        .extracting(o -> o.getCode().getText())
        .containsExactly("检查所见", "剂量");
    assertThat(all(bundle, Observation.class).get(0).getValueStringType().getValue())
        .isEqualTo("双肺纹理清晰。\n右肺上叶见小结节。");
    assertThat(only(bundle, ImagingStudy.class).getIdentifierFirstRep().getValue())
        .isEqualTo("urn:oid:1.2.826.0.1.3680043.2.1125.1");
    assertThat(report.getImagingStudy()).hasSize(1);
  }

  @Test
  void anOrganismHasItsSusceptibilitiesAsMembers() {
    Bundle bundle = valid(active(TestReports.culture()));

    List<Observation> items = all(bundle, Observation.class);
    assertThat(items).hasSize(5);
    assertThat(items.get(0).getValueCodeableConcept().getText()).isEqualTo("大肠埃希菌");
    assertThat(member(bundle, items.get(0)).getValueStringType().getValue()).isEqualTo("<=0.25");
    assertThat(member(bundle, items.get(1)).getValueQuantity().getValue().toPlainString())
        .isEqualTo("4");
    assertThat(only(bundle, DiagnosticReport.class).getResult()).hasSize(3);
    assertThat(items.get(2).getExtensionByUrl("urn:bianmin:organism").getValue().primitiveValue())
        .isEqualTo("大肠埃希菌");
  }

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
  void theLegalIdStandsWithItsKindAndSystem() {
    Patient patient = only(valid(active(TestReports.imaging())), Patient.class);
    assertThat(patient.getIdentifierFirstRep().getSystem()).isEqualTo("urn:oid:2.16.156.10011.1.3");
    assertThat(patient.getIdentifierFirstRep().getType().getCodingFirstRep().getCode())
        .isEqualTo("01");
    assertThat(patient.getNameFirstRep().getText()).isEqualTo("试验甲");
    assertThat(patient.getGender().toCode()).isEqualTo("female");

    var passport = new PersonIdentity("03", "E00000000", null, null, null);
    byte[] other = written(active(TestReports.imaging()), null, passport).json();
    assertThat(only(valid(other), Patient.class).getIdentifierFirstRep().getSystem())
        .isEqualTo("urn:bianmin:CV02.01.101:03");
  }

  @Test
  void withoutALegalIdThePseudonymStandsAlone() {
    byte[] json = written(active(TestReports.imaging()), null, null).json();
    Patient patient = only(valid(json), Patient.class);
    assertThat(patient.getIdentifier()).hasSize(1);
    assertThat(patient.getIdentifierFirstRep().getSystem()).isEqualTo("urn:bianmin:pseudonym");
    assertThat(patient.hasName()).isFalse();
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

  private Observation odd(String... members) {
    Map<String, Object> item = TestReports.item(members);
    item.put("localCode", "ODD  1");
    return only(valid(active(TestReports.laboratory(List.of(item)))), Observation.class);
  }

  private static MeasureEvent other(String type, String patient, Map<String, Object> attributes) {
    return new MeasureEvent(
        new EventKey("H", type, "1"), 1, EventStatus.ACTIVE, 0L, 0, patient, attributes, "m");
  }

  private static MeasureEvent active(Map<String, Object> attributes) {
    return TestReports.event(1, EventStatus.ACTIVE, attributes);
  }

  private ReportBundle.Written written(
      MeasureEvent event, Judgement judgement, PersonIdentity person) {
    ReportBundle bundle = reports.bundles().bundle(event, judgement, person);
    assertThat(bundle).isInstanceOf(ReportBundle.Written.class);
    return (ReportBundle.Written) bundle;
  }

  private Bundle valid(MeasureEvent event) {
    return valid(written(event, null, TestReports.PERSON).json());
  }

  private static Bundle valid(byte[] json) {
    assertThat(validator.errors(json)).as(() -> new String(json, StandardCharsets.UTF_8)).isEmpty();
    return parsed(json);
  }

  private static Bundle parsed(byte[] json) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Bundle.class, new String(json, StandardCharsets.UTF_8));
  }

  private static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static <T extends Resource> T only(Bundle bundle, Class<T> type) {
    assertThat(all(bundle, type)).hasSize(1);
    return all(bundle, type).get(0);
  }

  private static Observation member(Bundle bundle, Observation organism) {
    String url = organism.getHasMemberFirstRep().getReference();
    return bundle.getEntry().stream()
        .filter(entry -> entry.getFullUrl().equals(url))
        .map(entry -> (Observation) entry.getResource())
        .findFirst()
        .orElseThrow();
  }
}

package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.UnmappedCode;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published of the items, the people and the things of a report. */
class ReportContentTest extends PublishedReport {

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

  private Observation odd(String... members) {
    Map<String, Object> item = TestReports.item(members);
    item.put("localCode", "ODD  1");
    return only(valid(active(TestReports.laboratory(List.of(item)))), Observation.class);
  }
}

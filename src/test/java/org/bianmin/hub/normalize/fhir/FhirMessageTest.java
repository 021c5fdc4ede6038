package org.bianmin.hub.normalize.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirMessageTest {

  private static final String LAB_REPORT =
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:11111111-1111-4111-8111-111111111111",
         "resource": {"resourceType": "Patient", "id": "p1",
           "identifier": [{"system": "urn:test:patients", "value": "P0001"}],
           "name": [{"text": "東方皛"}]},
         "request": {"method": "PUT", "url": "Patient/p1"}},
        {"fullUrl": "urn:uuid:22222222-2222-4222-8222-222222222222",
         "resource": {"resourceType": "DiagnosticReport", "status": "final",
           "contained": [{"resourceType": "Specimen", "id": "s1", "collection":
             {"collectedDateTime": "2026-11-03T07:10:00+08:00"}}],
           "code": {"coding": [{"system": "urn:test:local", "code": "CBC"}]},
           "subject": {"reference": "urn:uuid:11111111-1111-4111-8111-111111111111"},
           "encounter": {"identifier": {"system": "urn:test:visits", "value": "V001"}},
           "specimen": [{"reference": "#s1"}],
           "result": [{"reference": "Observation/o1"}, {"reference": "Observation/o2/_history/2"},
             {"reference": "Observation/elsewhere"}]},
         "request": {"method": "POST", "url": "DiagnosticReport"}},
        {"resource": {"resourceType": "Observation", "id": "o1", "status": "final",
           "code": {"text": "白细胞"}, "valueQuantity": {"value": 6.10, "unit": "10*9/L"},
           "subject": {"reference": "Patient/p1"}}},
        {"resource": {"resourceType": "Observation", "id": "o2", "status": "entered-in-error",
           "code": {"coding": [{"display": "no code"}, {"code": "HGB"}]},
           "component": [{"code": {"text": "a"}, "valueInteger": 1},
             {"code": {"text": "b"}, "valueString": "阴性"}]}},
        {"resource": {"resourceType": "Encounter", "id": "e1", "status": "in-progress",
           "identifier": [{"system": "urn:test:visits", "value": "V001"}],
           "class": {"code": "AMB"}, "period": {"start": "2026-11-03T07:00:00+08:00"}}}
      ]}
      """;

  private final FhirMessage report = json(LAB_REPORT);

  @Test
  void findsEveryResourceOfATypeInDocumentOrder() {
    assertThat(report.type()).isEqualTo("Bundle");
    assertThat(report.resources("Observation"))
        .extracting(FhirScope::id)
        .containsExactly("o1", "o2");
    assertThat(report.resources("Invoice")).isEmpty();
    FhirScope bundle = report.resources("Bundle").get(0);
    assertThat(bundle.value(path("type"))).isEqualTo("transaction");
  }

  @Test
  void tellsFullUrlAndRequestMethodOfAnEntry() {
    FhirScope patient = report.resources("Patient").get(0);
    assertThat(patient.fullUrl()).isEqualTo("urn:uuid:11111111-1111-4111-8111-111111111111");
    assertThat(patient.requestMethod()).isEqualTo("PUT");
    FhirScope observation = report.resources("Observation").get(0);
    assertThat(observation.fullUrl()).isNull();
    assertThat(observation.requestMethod()).isNull();
  }

  @Test
  void resolvesReferencesByFullUrlByTypeAndIdAndByIdentifier() {
    FhirScope issued = report.resources("DiagnosticReport").get(0);
    assertThat(issued.value(path("subject.resolve().identifier.where(system='urn:test:patients')")))
        .isEqualTo("P0001");
    assertThat(issued.value(path("encounter.resolve().class"))).isEqualTo("AMB");
    assertThat(issued.values(path("result.resolve().id"))).containsExactly("o1", "o2");
  }

  @Test
  void readsContainedResourcesByReferenceAndByType() {
    FhirScope issued = report.resources("DiagnosticReport").get(0);
    String collected = "2026-11-03T07:10:00+08:00";
    assertThat(issued.value(path("specimen.resolve().collection.collected"))).isEqualTo(collected);
    FhirScope specimen = report.resources("Specimen").get(0);
    assertThat(specimen.contained()).isTrue();
    assertThat(issued.contained()).isFalse();
    assertThat(specimen.value(path("collection.collected"))).isEqualTo(collected);
    assertThat(specimen.requestMethod()).isEqualTo("POST");
  }

  @Test
  void groupsFollowReferencesAndReadElementsFromTheirOwnResource() {
    FhirScope issued = report.resources("DiagnosticReport").get(0);
    List<FhirScope> results = issued.groups(path("result.resolve()"));
    assertThat(results).extracting(FhirScope::type).containsOnly("Observation");
    assertThat(results.get(0).value(path("value"))).isEqualTo("6.10");
    assertThat(results.get(0).value(path("subject.resolve().name.text"))).isEqualTo("東方皛");
    List<FhirScope> components = results.get(1).groups(path("component"));
    assertThat(components).extracting(c -> c.value(path("code"))).containsExactly("a", "b");
    assertThat(components).extracting(c -> c.value(path("value"))).containsExactly("1", "阴性");
    assertThat(components).extracting(FhirScope::id).containsOnly("o2");
  }

  @Test
  void tellsTheStatusOfAResourceEnteredInError() {
    assertThat(report.resources("Observation"))
        .extracting(o -> o.value(path("status")))
        .containsExactly("final", "entered-in-error");
  }

  @Test
  void takesTheFirstCodeOfAConceptElseItsText() {
    List<FhirScope> observations = report.resources("Observation");
    assertThat(observations.get(0).value(path("code"))).isEqualTo("白细胞");
    assertThat(observations.get(1).value(path("code"))).isEqualTo("HGB");
  }

  @Test
  void readsEncounterAndInvoiceByTheirPaths() {
    FhirScope encounter =
        json("""
            {"resourceType": "Encounter", "id": "e9", "status": "finished", "class": {"code": "IMP"},
             "identifier": [{"use": "official", "value": "ADM9"}],
             "serviceType": {"coding": [{"code": "03.01"}, {"code": "x"}]},
             "period": {"start": "2026-11-01", "end": "2026-11-03T10:00:00+08:00"},
             "hospitalization": {"dischargeDisposition": {"coding": [{"code": "1"}]}},
             "location": [{"location": {"reference": "Location/W1"}},
               {"location": {"reference": "Location/W2"}}]}""")
            .resources("Encounter")
            .get(0);
    assertThat(encounter.value(path("identifier"))).isEqualTo("ADM9");
    assertThat(encounter.value(path("period"))).isNull();
    assertThat(encounter.value(path("period.start"))).isEqualTo("2026-11-01");
    assertThat(encounter.value(path("hospitalization.dischargeDisposition"))).isEqualTo("1");
    assertThat(encounter.values(path("location.location")))
        .containsExactly("Location/W1", "Location/W2");
    assertThat(encounter.groups(path("serviceType.coding"))).hasSize(2);
    assertThat(encounter.value(path("location.location.resolve().name"))).isNull();

    FhirScope invoice =
        json("""
            {"resourceType": "Invoice", "status": "balanced", "date": "2026-11-03T10:05:00+08:00",
             "totalGross": {"value": 1234.50, "currency": "CNY"},
             "totalPriceComponent": [{"type": "base", "code": {"text": "insurance"},
               "amount": {"value": 1000.00, "currency": "CNY"}}]}""")
            .resources("Invoice")
            .get(0);
    assertThat(invoice.value(path("totalGross"))).isEqualTo("1234.50");
    assertThat(invoice.value(path("totalPriceComponent.where(code.text = 'insurance').amount")))
        .isEqualTo("1000.00");
    assertThat(invoice.id()).isNull();
  }

  @Test
  void resolvesRelativeReferencesAgainstTheServerOfTheEntry() {
    FhirMessage bundle =
        json(
            """
            {"resourceType": "Bundle", "type": "collection", "entry": [
              {"fullUrl": "http://b.test/fhir/Patient/1", "resource":
                {"resourceType": "Patient", "id": "1", "gender": "male"}},
              {"fullUrl": "http://a.test/fhir/Patient/1", "resource":
                {"resourceType": "Patient", "id": "1", "gender": "female"}},
              {"fullUrl": "http://a.test/fhir/Encounter/2", "resource":
                {"resourceType": "Encounter", "id": "2", "subject": {"reference": "Patient/1"}}}]}""");
    assertThat(bundle.resources("Encounter").get(0).value(path("subject.resolve().gender")))
        .isEqualTo("female");
  }

  @Test
  void keepsTheIdThatTheSenderWrote() {
    FhirMessage bundle =
        json(
            """
            {"resourceType": "Bundle", "type": "batch", "entry": [
              {"fullUrl": "urn:uuid:33333333-3333-4333-8333-333333333333", "resource":
                {"resourceType": "Account", "id": "a1", "status": "active"}}]}""");
    assertThat(bundle.resources("Account").get(0).id()).isEqualTo("a1");
  }

  @Test
  void readsXmlAndItsDeclaredCharset() {
    String xml =
        "<?xml version=\"1.0\" encoding=\"GB18030\"?><Patient xmlns=\"http://hl7.org/fhir\">"
            + "<name><text value=\"過頫\"/></name></Patient>";
    byte[] raw = xml.getBytes(Charset.forName("GB18030"));
    assertThat(FhirMessage.resourceTypeOf(raw)).isEqualTo("Patient");
    FhirScope patient = FhirMessage.parse(raw, null).resources("Patient").get(0);
    assertThat(patient.value(path("name.text"))).isEqualTo("過頫");
  }

  @Test
  void readsTheCharsetOfTheContentType() {
    byte[] raw =
        "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"皛\"}]}"
            .getBytes(Charset.forName("GB18030"));
    FhirMessage message = FhirMessage.parse(raw, "application/fhir+json; charset=GB18030");
    assertThat(message.resources("Patient").get(0).value(path("name.text"))).isEqualTo("皛");
    assertThatThrownBy(() -> FhirMessage.parse(raw, "application/fhir+json"))
        .isInstanceOfSatisfying(
            UnreadableFhir.class, e -> assertThat(e.location()).startsWith("byte "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"resourceType\":\"Nope\"}",
        "{\"resourceType\":\"Patient\"",
        "{\"resourceType\":\"Observation\",\"valueInteger\":\"secret\"}",
        "{\"resourceType\":\"Patient\",\"name\":\"secret\"}",
        "{\"resourceType\":\"Patient\",\"birthDate\":\"secret\"}",
        "<Patient xmlns=\"http://hl7.org/fhir\"><name></Patient>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&e;\"/></Patient>"
      })
  void refusesWhatIsNoResourceWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> json(text))
        .isInstanceOfSatisfying(
            UnreadableFhir.class, e -> assertThat(e.remedy()).contains("correct it at the sender"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void namesThePlaceOfWhatItRefuses() {
    assertThatThrownBy(() -> json("{\"resourceType\":\"Patient\",\"birthDate\":\"2026-99\"}"))
        .isInstanceOfSatisfying(
            UnreadableFhir.class, e -> assertThat(e.location()).isEqualTo("birthDate"));
    assertThatThrownBy(() -> json("{\"resourceType\":\n \"Patient\", ,}"))
        .isInstanceOfSatisfying(
            UnreadableFhir.class, e -> assertThat(e.location()).isEqualTo("line 2, column 13"));
  }

  @Test
  void passesOverElementsItDoesNotKnow() {
    FhirMessage message = json("{\"resourceType\":\"Patient\",\"vendor\":1,\"id\":\"p\"}");
    assertThat(message.resources("Patient")).hasSize(1);
  }

  @Test
  void findsTheOutermostResourceTypeWithoutTheModel() {
    assertThat(FhirMessage.resourceTypeOf(utf8(LAB_REPORT))).isEqualTo("Bundle");
    assertThat(
            FhirMessage.resourceTypeOf(
                utf8("{\"a\":{\"resourceType\":\"X\"},\"resourceType\":\"Y\"}")))
        .isEqualTo("Y");
    assertThat(FhirMessage.resourceTypeOf(utf8("<!-- <a> --><f:Basic xmlns:f=\"x\"/>")))
        .isEqualTo("Basic");
    assertThat(FhirMessage.resourceTypeOf(utf8("\uFEFF {\"resourceType\":1}"))).isEmpty();
    assertThat(FhirMessage.resourceTypeOf(utf8("<?xml"))).isEmpty();
    assertThat(FhirMessage.resourceTypeOf(new byte[0])).isEmpty();
  }

  @Test
  void selectsByTypeOfAChoiceElement() {
    FhirScope observation = report.resources("Observation").get(0);
    assertThat(observation.value(path("value.ofType(Quantity).value"))).isEqualTo("6.10");
    assertThat(observation.value(path("value.ofType(string)"))).isNull();
    assertThat(observation.value(path("(value as Quantity).unit"))).isEqualTo("10*9/L");
    assertThatThrownBy(() -> observation.value(path("value.ofType(Nope)")))
        .isInstanceOf(UnreadableFhir.class)
        .hasMessageContaining("value.ofType(Nope)");
  }

  @Test
  void refusesAnExpressionThatIsNotFhirPath() {
    assertThatThrownBy(() -> FhirPath.compile("name.where("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name.where(");
    assertThatThrownBy(() -> FhirPath.compile(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  private static FhirPath path(String expression) {
    return FhirPath.compile(expression);
  }

  private static FhirMessage json(String text) {
    return FhirMessage.parse(utf8(text), null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

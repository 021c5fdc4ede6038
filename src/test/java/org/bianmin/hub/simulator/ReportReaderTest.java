package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportReaderTest {

  private static final int COMPOSITION = 0;
  private static final int PATIENT = 1;
  private static final int ORGANIZATION = 2;
  private static final int REPORT = 3;
  private static final int GLUCOSE = 5;

  @Test
  void readsTheExampleOfALaboratory() throws ReportBreach {
    PublishedReport report = ReportReader.read(Published.example("recognition-report-lab"));
    assertThat(report.key()).isEqualTo(Published.key("R20261103-5521"));
    assertThat(report.version()).isEqualTo(1);
    assertThat(report.facility()).isEqualTo(Published.A);
    assertThat(report.active()).isTrue();
    assertThat(report.category()).isEqualTo("lab");
    assertThat(report.persons()).containsExactly("01|11010519491231002X");
    assertThat(report.items()).extracting(JudgedItem::code).containsExactly("lab-glu", "lab-k");
    assertThat(report.items())
        .extracting(JudgedItem::expiresAt)
        .containsExactly(Instant.parse("2026-11-10T15:59:59Z"), null);
  }

  @Test
  void readsTheExampleOfAnExamination() throws ReportBreach {
    PublishedReport report = ReportReader.read(Published.example("recognition-report-imaging"));
    assertThat(report.version()).isEqualTo(2);
    assertThat(report.items()).hasSize(1);
    assertThat(report.items().get(0).code()).isEqualTo("img-ct-chest");
    assertThat(report.items().get(0).observation()).isNull();
  }

  @Test
  void readsTheExampleOfARecall() throws ReportBreach {
    PublishedReport report = ReportReader.read(Published.example("recognition-report-recall"));
    assertThat(report.active()).isFalse();
    assertThat(report.urgent()).isTrue();
    assertThat(report.persons()).isEmpty();
    assertThat(report.items()).isEmpty();
  }

  @Test
  void anItemMayBeRecognisedUntilItsLastMoment() throws ReportBreach {
    JudgedItem item = ReportReader.read(Published.example("recognition-report-lab")).items().get(0);
    assertThat(item.recognisable(Instant.parse("2026-11-10T15:59:59Z"))).isTrue();
    assertThat(item.recognisable(Instant.parse("2026-11-10T15:59:59.001Z"))).isFalse();
  }

  @Test
  void aReferenceMayNameTypeAndIdOrAContainedResource() throws ReportBreach {
    ObjectNode bundle = Published.example("recognition-report-lab");
    resource(bundle, ORGANIZATION).put("id", "o1");
    ObjectNode report = resource(bundle, REPORT);
    report.putArray("performer").addObject().put("reference", "Organization/o1");
    report.putArray("contained").addObject().put("resourceType", "Device").put("id", "d1");
    report.putArray("basedOn").addObject().put("reference", "#d1");
    assertThat(ReportReader.read(bundle).version()).isEqualTo(1);
  }

  private static ObjectNode resource(JsonNode bundle, int entry) {
    return (ObjectNode) bundle.get("entry").get(entry).get("resource");
  }

  private static Arguments breach(String place, Consumer<ObjectNode> change) {
    return Arguments.of(place, change);
  }

  private static ArrayNode judged(ObjectNode bundle) {
    return (ArrayNode) resource(bundle, GLUCOSE).at("/extension/0/extension");
  }

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach("Bundle.resourceType", b -> b.put("resourceType", "Patient")),
        breach("Bundle.type", b -> b.put("type", "message")),
        breach("Bundle.timestamp", b -> b.put("timestamp", "2026-11-03")),
        breach("Bundle.identifier.system", b -> b.withObject("/identifier").put("system", "x")),
        breach("Bundle.meta.versionId", b -> b.withObject("/meta").put("versionId", "0")),
        breach("Bundle.meta.versionId", b -> b.withObject("/meta").put("versionId", 1)),
        breach("Bundle.entry[0]", b -> ((ArrayNode) b.get("entry")).remove(0)),
        breach("Bundle.entry[1] (Patient)", b -> ((ObjectNode) b.at("/entry/1")).remove("fullUrl")),
        breach(
            "Bundle.entry[2] (Organization)",
            b -> ((ObjectNode) b.at("/entry/2")).set("fullUrl", b.at("/entry/1/fullUrl"))),
        breach("Bundle.entry[4]", b -> ((ObjectNode) b.at("/entry/4")).remove("resource")),
        breach("(Composition).status", b -> resource(b, COMPOSITION).put("status", "amended")),
        breach("(Composition).status", b -> resource(b, COMPOSITION).put("status", "preliminary")),
        breach("(Composition)", b -> resource(b, COMPOSITION).remove("author")),
        breach(
            "(Composition) has no type",
            b -> resource(b, COMPOSITION).withObject("/type").remove("text")),
        breach("(Composition)", b -> resource(b, COMPOSITION).remove("date")),
        breach("(DiagnosticReport).status", b -> resource(b, REPORT).put("status", "partial")),
        breach("(DiagnosticReport).issued", b -> resource(b, REPORT).remove("issued")),
        breach("(DiagnosticReport)", b -> resource(b, REPORT).remove("code")),
        breach(
            "has 2 DiagnosticReport",
            b ->
                ((ArrayNode) b.get("entry"))
                    .addObject()
                    .put("fullUrl", "urn:uuid:2")
                    .set("resource", resource(b, REPORT).deepCopy())),
        breach(
            "not one Patient",
            b -> {
              ((ArrayNode) b.get("entry")).remove(PATIENT);
              String text = b.toString();
              assertThat(text).contains("subject");
              b.get("entry")
                  .forEach(entry -> ((ObjectNode) entry.get("resource")).remove("subject"));
            }),
        breach(
            "names nothing that is in the bundle",
            b -> resource(b, REPORT).putObject("encounter").put("reference", "Encounter/9")),
        breach(
            "names nothing that is in the bundle",
            b -> resource(b, GLUCOSE).putObject("specimen").put("reference", "#none")),
        breach(
            "no Observation of the bundle",
            b ->
                resource(b, REPORT)
                    .putArray("result")
                    .addObject()
                    .put("reference", b.at("/entry/1/fullUrl").asText())),
        breach("(Observation) has no status", b -> resource(b, GLUCOSE).remove("status")),
        breach("(Observation).code has no coding", b -> resource(b, GLUCOSE).putObject("code")),
        breach(
            "(Observation).code has no local code",
            b -> ((ArrayNode) resource(b, GLUCOSE).at("/code/coding")).remove(0)),
        breach(
            "(Observation).code has a coding without",
            b -> ((ObjectNode) resource(b, GLUCOSE).at("/code/coding/1")).remove("system")),
        breach(
            "extension urn:bianmin:recognition is missing",
            b -> resource(b, GLUCOSE).remove("extension")),
        breach("either a scope or reasons", b -> judged(b).removeAll()),
        breach(
            "either a scope or reasons",
            b -> judged(b).addObject().put("url", "reason").put("valueCode", "no-scope")),
        breach("expiresAt goes with a scope", b -> judged(b).remove(2)),
        breach(
            "no code of hr-scope", b -> ((ObjectNode) judged(b).get(0)).put("valueCode", "moon")),
        breach(
            "no valueDateTime with offset",
            b -> ((ObjectNode) judged(b).get(2)).put("valueDateTime", "2026-11-10")),
        breach(
            "a part that is not agreed",
            b -> judged(b).addObject().put("url", "colour").put("valueCode", "red")));
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void namesThePlaceOfABreachAndQuotesNothing(String place, Consumer<ObjectNode> change) {
    ObjectNode bundle = Published.example("recognition-report-lab");
    change.accept(bundle);
    ReportBreach breach = catchThrowableOfType(ReportBreach.class, () -> ReportReader.read(bundle));
    assertThat(breach.code()).isEqualTo("PROFILE");
    assertThat(breach).hasMessageContaining(place);
    assertThat(breach.getMessage()).doesNotContain("示例", "11010519491231002X", "5521", "moon");
  }

  static Stream<Arguments> recalls() {
    return Stream.of(
        breach("(DiagnosticReport).status", b -> resource(b, 2).put("status", "final")),
        breach(
            "a recall holds no results",
            b ->
                ((ArrayNode) b.get("entry"))
                    .addObject()
                    .put("fullUrl", "urn:uuid:9")
                    .putObject("resource")
                    .put("resourceType", "Observation")));
  }

  @ParameterizedTest
  @MethodSource("recalls")
  void aRecallHoldsNoResults(String place, Consumer<ObjectNode> change) {
    ObjectNode bundle = Published.example("recognition-report-recall");
    change.accept(bundle);
    assertThat(catchThrowableOfType(ReportBreach.class, () -> ReportReader.read(bundle)))
        .hasMessageContaining(place);
  }

  @Test
  void theKeyIsThatOfAReportOfAnOrganizationInTheBundle() {
    for (String key :
        new String[] {"exam.ordered:" + Published.A + ":1", "R1", "result.issued:H9:1"}) {
      ObjectNode bundle = Published.example("recognition-report-lab");
      bundle.withObject("/identifier").put("value", key);
      assertThat(catchThrowableOfType(ReportBreach.class, () -> ReportReader.read(bundle)).code())
          .isEqualTo("KEY_MISMATCH");
    }
  }

  @Test
  void anExaminationIsJudgedAsAWhole() {
    ObjectNode bundle = Published.example("recognition-report-imaging");
    ((ObjectNode) Published.resource(bundle, "DiagnosticReport")).remove("extension");
    ((ObjectNode) Published.resource(bundle, "DiagnosticReport")).remove("result");
    assertThat(catchThrowableOfType(ReportBreach.class, () -> ReportReader.read(bundle)))
        .hasMessageContaining("(DiagnosticReport): the extension");
  }

  @Test
  void aFacilityIsReadFromItsKey() throws ReportBreach {
    ObjectNode bundle = Published.example("recognition-report-lab");
    bundle.withObject("/identifier").put("value", "result.issued:~E5~8C~BB:1");
    ((ObjectNode) resource(bundle, ORGANIZATION).at("/identifier/0")).put("value", "医");
    assertThat(ReportReader.read(bundle).facility()).isEqualTo("医");
  }
}

package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What institutions' own reports add to a city's values. */
class RosterReportsTest {

  private static final ReportKey CITY =
      new ReportKey(
          "played", "half-year", "2026-H1", null, new ReportScope(ReportScope.Kind.CITY, "汉中市"));

  private static ObjectNode report(String facility, int revision, String n, String d) {
    ObjectNode report =
        ReportTexts.JSON
            .createObjectNode()
            .put("programme", "played")
            .put("report", "half-year")
            .put("period", "2026-H1")
            .putNull("until")
            .put("revision", revision);
    report.putObject("scope").put("kind", "facility").put("id", facility);
    report.putArray("attestations").addObject().put("step", "signed-off").put("who", "chief");
    report.putArray("values").add(line("A", "50", n, d));
    return report;
  }

  private static ObjectNode line(String indicator, String value, String n, String d) {
    return ReportTexts.JSON
        .createObjectNode()
        .put("indicator", indicator)
        .put("value", value == null ? null : new BigDecimal(value))
        .put("numerator", n == null ? null : new BigDecimal(n))
        .put("denominator", d == null ? null : new BigDecimal(d));
  }

  @EachEngine
  void countsInstitutionsThatSentReportsAndNamesThoseWithoutData(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    // facts here: 1 of 2
    office.facts.tell("A", 1, true).tell("A", 2, false);
    office.facts.without = List.of("H002", "H003");
    RosterReports roster = office.rooms.roster();
    assertThat(roster.take(report("H002", 1, "9", "9").toString(), "clerk").result())
        .isEqualTo("accepted");
    assertThat(roster.take(report("H002", 2, "3", "4").toString(), "clerk").result())
        .isEqualTo("accepted");
    assertThat(roster.take(report("H002", 2, "3", "4").toString(), "clerk").result())
        .isEqualTo("duplicate");
    assertThat(roster.take(report("H002", 1, "9", "9").toString(), "clerk").result())
        .isEqualTo("stale");
    // has facts of its own: they count, not its report
    assertThat(roster.take(report("H001", 1, "100", "100").toString(), "clerk").result())
        .isEqualTo("accepted");

    long id = office.reports().open(CITY, "clerk");
    int unused = office.reports().cut(id, "clerk", null);

    ReportValue value = office.value(id, 1, "A").value();
    // 1 + 3 of 2 + 4
    assertThat(value.numerator()).isEqualTo("4");
    assertThat(value.denominator()).isEqualTo("6");
    assertThat(value.value()).isEqualTo("66.67");
    assertThat(value.met()).isTrue();
    assertThat(value.roster().without()).containsExactly("H003");
    assertThat(value.roster().uploaded()).containsExactly("H002");
    assertThat(roster.held("played", "half-year")).hasSize(2);
  }

  @EachEngine
  void refusesWhatIsNoInstitutionsReport(TestStore store) {
    RosterReports roster = ReportsOffice.open(store).rooms.roster();
    ObjectNode city = report("x", 1, "1", "1");
    city.withObject("/scope").put("kind", "city");

    assertThatThrownBy(() -> roster.take(city.toString(), "clerk")).hasMessageContaining("scope");
    assertThatThrownBy(() -> roster.take("{", "clerk")).hasMessageContaining("JSON");
    assertThatThrownBy(() -> roster.take("{}", "clerk")).hasMessageContaining("missing");
    ObjectNode other = report("H002", 1, "1", "1").put("report", "yearly");
    assertThatThrownBy(() -> roster.take(other.toString(), "clerk"))
        .hasMessageContaining("played/yearly");
    ObjectNode unsigned = report("H002", 1, "1", "1");
    unsigned.putArray("attestations");
    assertThatThrownBy(() -> roster.take(unsigned.toString(), "clerk"))
        .hasMessageContaining("signed");
  }

  @EachEngine
  void sameRevisionWithOtherContentIsRefusedAndAMistakeIsTakenBack(TestStore store) {
    RosterReports roster = ReportsOffice.open(store).rooms.roster();
    assertThat(roster.take(report("H002", 1, "1", "2").toString(), "clerk").result())
        .isEqualTo("accepted");

    assertThatThrownBy(() -> roster.take(report("H002", 1, "2", "2").toString(), "clerk"))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("other content");
    assertThat(roster.remove("played", "half-year", "2026-H1", "H002")).isTrue();
    assertThat(roster.remove("played", "half-year", "2026-H1", "H002")).isFalse();
    assertThat(roster.held("played", "half-year")).isEmpty();
    assertThat(roster.take(report("H002", 1, "2", "2").toString(), "clerk").result())
        .isEqualTo("accepted");
  }

  private static ReportValue value(
      String city, String measure, String unit, String value, String n) {
    Words words = new Words("甲", "A");
    BigDecimal number = value == null ? null : new BigDecimal(value);
    return new ReportValue(
        "A",
        words,
        number,
        n == null ? null : new BigDecimal(n),
        null,
        unit,
        0,
        null,
        null,
        null,
        null,
        "computed",
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Map.of(),
        "1",
        List.of(),
        new ReportValue.Roster(3, List.of("H002", "H003"), List.of(), List.of()),
        city,
        measure);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // rule, here, H002, H003, together
        "sum, 5, 2, 1, 8",
        "all, 1, 1, 1, 1",
        "all, 1, 0, 1, 0",
        "any, 0, 0, 1, 1",
        "any, none, 0, none, 0",
        "institutions-yes, 2, 1, 0, 3",
        "institutions-no, 2, 1, 0, 3",
        "institutions-no, 2, 1, none, 2",
        "pooled, 5, 2, 1, 8",
      })
  void combinesByTheRuleOfTheIndicator(
      String rule, String here, String second, String third, String together) {
    Map<String, Map<String, JsonNode>> sent =
        Map.of(
            "H002", Map.of("A", line("A", second, second, null)),
            "H003", Map.of("A", line("A", third, third, null)));

    ReportValue combined = RosterRule.combine(value(rule, "count", "cases", here, here), sent);

    assertThat(combined.value()).isEqualByComparingTo(together);
    assertThat(combined.roster().without()).isEmpty();
    assertThat(combined.roster().reportedNothing())
        .as("it reported, without a value")
        .isEqualTo(third == null ? List.of("H003") : List.of());
  }

  @Test
  void distinctCountsAreAddedAndSayThatTheyCannotBeRecomputed() {
    Map<String, Map<String, JsonNode>> sent =
        Map.of("H002", Map.of("A", line("A", "7", "7", null)));

    ReportValue combined =
        RosterRule.combine(value("pooled", "distinct", "persons", "5", "5"), sent);

    assertThat(combined.value()).isEqualByComparingTo("12");
    assertThat(combined.note().en()).contains("cannot be recomputed");
  }

  @Test
  void institutionWithNothingToDivideByAddsItsZeros() {
    Map<String, Map<String, JsonNode>> sent =
        Map.of("H002", Map.of("A", line("A", null, "0", "0")));

    ReportValue combined = RosterRule.combine(value("pooled", "share", "%", "50", "5"), sent);

    assertThat(combined.roster().uploaded()).containsExactly("H002");
    assertThat(combined.roster().without()).containsExactly("H003");
    assertThat(combined.roster().reportedNothing()).isEmpty();
  }

  @Test
  void coverageAndPartsOfReportsThatWereSentAreCarried() {
    ObjectNode line = line("A", "50", "1", "2");
    line.put("coverage", new BigDecimal("0.9"));
    line.putArray("parts")
        .addAll(List.of(part("rejected", "2", null, null), part("b", "25.00", "1", "4")));
    Words words = new Words("甲", "A");
    ReportValue here =
        value("pooled", "share", "%", "50", "5")
            .with(
                new BigDecimal("50"),
                new BigDecimal("5"),
                new BigDecimal("10"),
                null,
                null,
                new ReportValue.Roster(3, List.of("H002", "H003"), List.of(), List.of()),
                new BigDecimal("0.3"),
                List.of(
                    new ReportValue.Part("rejected", words, new BigDecimal("3"), null, null),
                    new ReportValue.Part("mean", words, new BigDecimal("7"), null, null),
                    new ReportValue.Part(
                        "b",
                        words,
                        new BigDecimal("50.00"),
                        new BigDecimal("2"),
                        new BigDecimal("4"))));

    ReportValue combined = RosterRule.combine(here, Map.of("H002", Map.of("A", line)));

    // 0.3 of three institutions, and 0.9 of one: 1.8 of 3
    assertThat(combined.coverage()).isEqualByComparingTo("0.6");
    assertThat(combined.parts())
        .extracting(ReportValue.Part::code)
        .containsExactly("rejected", "b");
    assertThat(combined.parts().get(0).value()).isEqualByComparingTo("5");
    // 2 + 1 of 4 + 4
    assertThat(combined.parts().get(1).value()).isEqualByComparingTo("37.50");
  }

  private static ObjectNode part(String code, String value, String n, String d) {
    return ReportTexts.JSON
        .createObjectNode()
        .put("code", code)
        .put("value", new BigDecimal(value))
        .put("numerator", n == null ? null : new BigDecimal(n))
        .put("denominator", d == null ? null : new BigDecimal(d));
  }

  @Test
  void mediansAreLeftOutAndSaySo() {
    Map<String, Map<String, JsonNode>> sent =
        Map.of("H002", Map.of("A", line("A", "7", "7", null)));

    ReportValue combined = RosterRule.combine(value("pooled", "median", "min", "5", "5"), sent);

    assertThat(combined.value()).isEqualByComparingTo("5");
    assertThat(combined.note().en()).contains("left out");
    assertThat(combined.roster().without()).containsExactly("H002", "H003");
  }
}

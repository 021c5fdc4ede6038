package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.indicator.programme.Roster;
import org.junit.jupiter.api.Test;

/** Reports print what the roster calls whom they are about. */
class RosterNamesTest {

  private static Roster.Institution row(
      String facility, String name, Map<String, String> parameters, LocalDate from, LocalDate to) {
    return new Roster.Institution(
        facility, name, Set.of("primary"), "340102", "3401", "", parameters, from, to);
  }

  private static final Roster ROSTER =
      new Roster(
          List.of(
              row("H001", "旧名医院", Map.of(), null, LocalDate.of(2024, 12, 31)),
              row(
                  "H001",
                  "新名医院",
                  Map.of("city-name", "合肥市", "county-name", "瑶海区"),
                  LocalDate.of(2025, 1, 1),
                  null),
              row("H002", "卫生院", Map.of(), null, null)));

  private static String name(ReportScope.Kind kind, String id) {
    return RosterNames.of(ROSTER, new ReportScope(kind, id));
  }

  @Test
  void institutionsCountiesAndCitiesHaveTheRostersNames() {
    assertThat(name(ReportScope.Kind.FACILITY, "H001")).isEqualTo("新名医院");
    assertThat(name(ReportScope.Kind.FACILITY, "H002")).isEqualTo("卫生院");
    assertThat(name(ReportScope.Kind.COUNTY, "340102")).isEqualTo("瑶海区");
    assertThat(name(ReportScope.Kind.CITY, "3401")).isEqualTo("合肥市");
  }

  @Test
  void whatNobodyNamedKeepsItsCode() {
    assertThat(name(ReportScope.Kind.FACILITY, "H009")).isEqualTo("H009");
    assertThat(name(ReportScope.Kind.CITY, "汉中市")).isEqualTo("汉中市");
  }
}

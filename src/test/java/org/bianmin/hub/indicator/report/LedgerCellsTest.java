package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeLoader;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.MappingLoader;
import org.junit.jupiter.api.Test;

/** The ledger of Shaanxi, filled in with the shipped definitions as a city has them. */
class LedgerCellsTest {

  private static final int COLUMNS = 7;

  private final Forms forms = new Forms(Path.of("mappings", "forms"));

  /** As a city has it: where a number of institutions is asked, the unit is no longer yes/no. */
  private static ReportValue ofCity(IndicatorDefinition definition) {
    boolean word = definition.unit().equals("yes/no") && !definition.countsInstitutions();
    String unit = word || !definition.unit().equals("yes/no") ? definition.unit() : "count";
    return FormsTest.value(definition.id(), unit, word ? "1" : "12");
  }

  @Test
  void everyCellOfTheLedgerHoldsAWordOrANumberAsItsHeadAsks() throws IOException {
    Path mappings = Path.of("mappings");
    ProgrammeSet set = ProgrammeLoader.load(mappings, MappingLoader.load(mappings).set()).set();
    Programme programme = set.programme("shaanxi-2023-primary").orElseThrow();
    List<ReportValue> values =
        programme.report("quarterly").orElseThrow().indicators().stream()
            .map(id -> ofCity(programme.indicator(id).orElseThrow()))
            .toList();
    assertThat(values).hasSize(33);

    List<List<String>> found =
        FormsTest.cells(
            FormsTest.xlsx(forms, FormsTest.fill(forms, "shaanxi-ledger", "汉中市", values)), 7);

    int words = 0;
    int numbers = 0;
    for (int row = 4; row < 24; row += 2) {
      for (int column = 3; column < COLUMNS; column++) {
        String head = found.get(row).get(column);
        String text = found.get(row + 1).get(column);
        if (head.isEmpty()) {
          assertThat(text).isEmpty();
        } else if (text.equals("机构12家，患者12人")) {
          numbers += 2;
        } else if ((head.startsWith("是否") && !head.endsWith("数量"))
            || head.startsWith("各县级卫生健康行政部门是否")) {
          assertThat(text).as(head).isEqualTo("是");
          words++;
        } else {
          assertThat(text).as(head).isEqualTo("12");
          numbers++;
        }
      }
    }
    assertThat(words + numbers).isEqualTo(33);
    assertThat(words).isEqualTo(15);
  }
}

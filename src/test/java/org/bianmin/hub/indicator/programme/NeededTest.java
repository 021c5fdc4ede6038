package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.SideAttributes;
import org.junit.jupiter.api.Test;

class NeededTest {

  private static final ProgrammeSet SHIPPED =
      ProgrammeLoader.load(Path.of("mappings"), TestProgrammes.SHIPPED).set();

  private static IndicatorDefinition indicator(String programme, String id) {
    return SHIPPED.programme(programme).orElseThrow().indicator(id).orElseThrow();
  }

  @Test
  void namesWhatConditionsJoinsAndMeasuresRead() {
    Map<String, Set<String>> needed = Needed.by(indicator("anhui-2023-class2", "AHN-02a"));

    assertThat(needed.get("visit.registered")).contains("clinicLevel", "feeClass", "visitClass");
    assertThat(Needed.by(indicator("huaian-2023", "HAI-01")).get("visit.registered"))
        .contains("apptRef");
    // declared only
    assertThat(Needed.by(indicator("anhui-2023-class2", "AHN-11.n"))).isEmpty();
  }

  @Test
  void everyNameIsAnAttributeOfItsEvent() {
    for (Programme programme : SHIPPED.programmes()) {
      for (IndicatorDefinition indicator : programme.indicators()) {
        Needed.by(indicator)
            .forEach(
                (type, names) ->
                    assertThat(names)
                        .as("%s of %s", type, indicator.id())
                        .allMatch(name -> isAttribute(type, name)));
      }
    }
  }

  private static boolean isAttribute(String type, String name) {
    EventDefinition event = TestProgrammes.SHIPPED.events().get(type);
    String[] parts = name.split("\\.", 2);
    AttributeDefinition attribute =
        event.attributes().getOrDefault(parts[0], SideAttributes.of(type).get(parts[0]));
    if (attribute == null) {
      return name.equals("$person");
    }
    return parts.length == 1 || attribute.items().containsKey(parts[1]);
  }
}

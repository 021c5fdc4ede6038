package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsWhileTest {

  private static final Map<String, EventDefinition> EVENTS =
      MappingLoader.load(Path.of("mappings")).set().events();

  @Test
  void concernsEveryFactWhereItNamesTheOtherEventOnly() {
    List<CountsWhile> demands = EVENTS.get("visit.checked-in").countsWhile();

    assertThat(demands)
        .extracting(CountsWhile::event)
        .containsExactly("visit.registered", "admission.registered");
    assertThat(demands).allMatch(demand -> demand.concerns(Map.of()));
  }

  @Test
  void concernsOnlyTheFactsWhoseAttributesItNames() {
    CountsWhile demand = EVENTS.get("settlement.inpatient").countsWhile().get(0);
    Map<String, Object> emptied = new HashMap<>();
    emptied.put("kind", null);

    assertThat(demand.event()).isEqualTo("discharge.made");
    assertThat(demand.concerns(Map.of("kind", "final", "totalFen", 100L))).isTrue();
    assertThat(demand.concerns(Map.of("kind", "interim"))).isFalse();
    assertThat(demand.concerns(Map.of("kind", Map.of("$unmapped", "Z")))).isFalse();
    assertThat(demand.concerns(Map.of())).isFalse();
    assertThat(demand.concerns(emptied)).isFalse();
  }
}

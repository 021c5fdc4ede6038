package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the hub knows of facts is never taken for what it was told of them. */
class SideAttributesTest {

  private static final Map<String, EventDefinition> EVENTS =
      MappingLoader.load(Path.of("mappings")).set().events();

  @Test
  void noEventFileHasAnAttributeOfTheHubsNames() {
    EVENTS
        .values()
        .forEach(
            event ->
                assertThat(event.attributes().keySet())
                    .as("%s", event.type())
                    .noneMatch(name -> name.startsWith(SideAttributes.PREFIX)));
  }

  @Test
  void eachIsOfAnEventThatThereIsAndNamedLikeTheHubs() {
    assertThat(SideAttributes.of("visit.registered")).isEmpty();
    for (String type : new String[] {"result.issued", "exam.ordered"}) {
      assertThat(EVENTS).containsKey(type);
      assertThat(SideAttributes.of(type))
          .isNotEmpty()
          .allSatisfy((name, is) -> assertThat(name).startsWith(SideAttributes.PREFIX));
    }
  }
}

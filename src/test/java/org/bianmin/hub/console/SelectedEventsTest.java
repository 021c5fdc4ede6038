package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

class SelectedEventsTest {

  private static final String PROPERTY = "hub.destinations.imaging.events";

  @Test
  void startsWithEventsAndAttributesThatThereAre() {
    assertThatCode(() -> start("result.issued[category=imaging][performingOrg=-]"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToStartWithAnEventOrAttributeThatThereIsNot() {
    assertThatThrownBy(() -> start("result.isued"))
        .hasMessageContainingAll(PROPERTY, "'result.isued'", "mappings/events");
    assertThatThrownBy(() -> start("exam.performed[category=imaging]"))
        .hasMessageContainingAll(PROPERTY, "'category'", "exam.performed", "modality");
  }

  private static void start(String entry) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("hub.mappings", "mappings");
    settings.put("hub.destinations.imaging.url", "http://127.0.0.1:1/");
    settings.put("hub.destinations.imaging.app-id", "test");
    settings.put("hub.destinations.imaging.key-file", "none.key");
    settings.put("hub.destinations.imaging.legal-basis", "synthetic");
    settings.put(PROPERTY + "[0]", entry);
    try (var context = new AnnotationConfigApplicationContext()) {
      context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("t", settings));
      context.register(Settings.class, MappingCheck.class, Mappings.class, SelectedEvents.class);
      context.refresh();
      context.getBean(SelectedEvents.class).run(null);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(Destinations.class)
  static class Settings {}
}

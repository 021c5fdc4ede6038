package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RecognitionPropertiesTest {

  @Test
  void isOffAndPutsThePlatformFirstUnlessToldOtherwise() {
    RecognitionProperties standard = bind(Map.of());

    assertThat(standard.enabled()).isFalse();
    assertThat(standard.catalogue()).isEqualTo(CatalogueOrder.PLATFORM_FIRST);
    assertThat(standard.warnBefore()).isEqualTo(Duration.ofDays(60));
    assertThat(bind(Map.of("hub.recognition.catalogue", "files-first")).catalogue())
        .isEqualTo(CatalogueOrder.FILES_FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogue-every", "catalogue-retry", "warn-before"})
  void refusesATimeOfNothingAndNamesTheSetting(String name) {
    assertThatThrownBy(() -> bind(Map.of("hub.recognition." + name, "0s")))
        .hasRootCauseMessage(
            "hub.recognition."
                + name
                + " is longer than 0, for example "
                + Map.of("catalogue-every", "6h", "catalogue-retry", "1m", "warn-before", "60d")
                    .get(name));
  }

  @Test
  void refusesAPlatformThatIsNoDestination() {
    RecognitionProperties properties =
        bind(Map.of("hub.recognition.enabled", "true", "hub.recognition.platform", "province"));

    properties.check(Set.of("province"));
    assertThatThrownBy(() -> properties.check(Set.of("platform")))
        .hasMessage(
            "hub.recognition.platform names 'province', which is no enabled destination; name one"
                + " of [platform] or configure hub.destinations.province");
  }

  private static RecognitionProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("hub.recognition", RecognitionProperties.class);
  }
}

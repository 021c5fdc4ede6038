package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionPropertiesTest {

  @Test
  void isOffAndPutsThePlatformFirstUnlessToldOtherwise() {
    RecognitionProperties standard = RecognitionSettings.of();

    assertThat(standard.enabled()).isFalse();
    assertThat(standard.catalogue()).isEqualTo(CatalogueOrder.PLATFORM_FIRST);
    assertThat(standard.warnBefore()).isEqualTo(Duration.ofDays(60));
    assertThat(RecognitionSettings.of("catalogue=files-first").catalogue())
        .isEqualTo(CatalogueOrder.FILES_FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogue-every", "catalogue-retry", "warn-before"})
  void refusesATimeOfNothingAndNamesTheSetting(String name) {
    assertThatThrownBy(() -> RecognitionSettings.of(name + "=0s"))
        .hasRootCauseMessage(
            "hub.recognition."
                + name
                + " is longer than 0, for example "
                + Map.of("catalogue-every", "6h", "catalogue-retry", "1m", "warn-before", "60d")
                    .get(name));
  }

  @Test
  void refusesAPlatformThatIsNoDestination() {
    RecognitionProperties properties = RecognitionSettings.of("enabled=true", "platform=province");

    properties.check(Set.of("province"));
    assertThatThrownBy(() -> properties.check(Set.of("platform")))
        .hasMessage(
            "hub.recognition.platform names 'province', which is no enabled destination; name one"
                + " of [platform] or configure hub.destinations.province");
  }
}

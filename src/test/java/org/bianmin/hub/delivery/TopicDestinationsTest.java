package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a hub says at its start of the settings of topics as destinations. */
class TopicDestinationsTest {

  private static final String NAME = "hub.destinations.lake.";

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              NAME + "route", "forward-kafka",
              NAME + "kafka.brokers", "kafka-1:9092",
              NAME + "kafka.topic", "hub.measure-events",
              NAME + "legal-basis", "test"));

  private Destinations bound() {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("hub", Destinations.class)
        .get();
  }

  @Test
  void aTopicNeedsNeitherAddressNorKey() {
    assertThatCode(this::bound).doesNotThrowAnyException();
    settings.put(NAME + "route", "forward-kafka-documents");
    settings.put(NAME + "events[0]", "result.issued[category=lab]");
    assertThatCode(this::bound).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url                   | https://platform.example/ | has both url and kafka",
        "route                 | forward-platform  | route is forward-platform, which writes to no",
        "capabilities.voids    | false             | capabilities: a topic takes every version",
        "capabilities.versions | false             | capabilities: a topic takes every version",
        "timeout               | 200ms             | timeout is shorter than a second",
        "seal                  | SM4-GCM           | seal is for forward-kafka-documents",
        "route                 | forward-kafka-documents | events: forward-kafka-documents writes"
      })
  void whatContradictsATopicIsNamed(String setting, String value, String problem) {
    settings.put(NAME + setting, value);
    settings.put(NAME + "seal-key-file", "seal.key");

    assertThatThrownBy(this::bound)
        .rootCause()
        .hasMessageStartingWith("hub.destinations.lake")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({"kafka.brokers", "kafka.topic", "legal-basis"})
  void whatIsMissingIsNamed(String setting) {
    settings.remove(NAME + setting);

    assertThatThrownBy(this::bound)
        .rootCause()
        .hasMessageStartingWith(NAME + setting + " is missing, for example ");
  }

  @Test
  void documentsAreOfReportsOnlyAndTheirSealIsBoundToTheAppId() {
    settings.put(NAME + "route", "forward-kafka-documents");
    settings.put(NAME + "events[0]", "result.issued");
    settings.put(NAME + "events[1]", "recognition.prompted");
    assertThatThrownBy(this::bound).rootCause().hasMessageContaining("writes reports only");

    settings.remove(NAME + "events[1]");
    settings.put(NAME + "seal", "SM4-GCM");
    settings.put(NAME + "seal-key-file", "seal.key");
    assertThatThrownBy(this::bound).rootCause().hasMessageStartingWith(NAME + "app-id is missing");
  }

  @Test
  void whatLeavesForATopicIsMarkedSoThatNothingSupersededFollows() {
    assertThat(Leaving.concerns(bound().enabled().get("lake"))).isTrue();
  }

  @Test
  void aTopicThatIsSwitchedOffIsNotLookedAt() {
    settings.remove(NAME + "kafka.topic");
    settings.put(NAME + "enabled", "false");
    assertThatCode(this::bound).doesNotThrowAnyException();
  }
}

package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bianmin.hub.journal.KafkaProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Settings of topics, checked without a broker. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaClientsTest {

  private static final String SECRET = "Zq7-not-to-be-told";

  @TempDir private Path folder;

  @Test
  void acceptsASourceWhoseBrokersAreAway() {
    assertThat(of("kafka-1.nowhere.invalid:9092, 10.0.0.1:9092", null)).isNotNull();
  }

  @Test
  void acceptsALoginFromTheFileAndLogsNoPassword(CapturedOutput output) throws IOException {
    of("kafka:9092", file(login(SECRET)));

    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  private static String login(String password) {
    return "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n"
        + "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=\"hub\" password=\""
        + password
        + "\";\n";
  }

  @ParameterizedTest
  @CsvSource({
    "sasl.mechanismus=PLAIN, sasl.mechanismus is no setting of a Kafka consumer",
    "enable.auto.commit=true, enable.auto.commit is set by the hub itself",
    "auto.offset.reset=latest, auto.offset.reset is set by the hub itself",
    "security.protocol=TLS, Kafka's client refuses the settings",
    "max.poll.interval.ms=soon, Kafka's client refuses the settings"
  })
  void namesThePropertyAndWhatIsWrongInTheFile(String line, String problem) throws IOException {
    String file = file(line);

    assertThatThrownBy(() -> of("kafka:9092", file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hub.sources.adt.kafka.properties-file: ")
        .hasMessageContaining(problem);
  }

  @Test
  void namesThePropertyWhenTheFileIsNotThere() {
    assertThatThrownBy(() -> of("kafka:9092", folder.resolve("none").toString()))
        .hasMessageStartingWith("hub.sources.adt.kafka.properties-file: the file cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s", "%s=\"", "\" %s ;"})
  void tellsNoPasswordOfALoginThatCannotBeRead(String password) throws IOException {
    String file = file(login("x").replace("\"x\"", password.formatted(SECRET)));
    Throwable refused = catchThrowable(() -> of("kafka:9092", file));

    assertThat(refused).isNotNull();
    var trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace, true));
    assertThat(trace.toString())
        .contains("hub.sources.adt.kafka.properties-file")
        .doesNotContain(SECRET);
  }

  @Test
  void refusesATrustStoreThatIsNotThere() throws IOException {
    String file =
        file(
            "security.protocol=SSL\nssl.truststore.location=/none.p12\n"
                + "ssl.truststore.password="
                + SECRET);

    assertThatThrownBy(() -> of("kafka:9092", file))
        .hasMessageStartingWith("hub.sources.adt.kafka.properties-file: ")
        .hasMessageContaining("/none.p12")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "kafka, adt, 1, brokers is not host:port",
    "kafka:9092, 'a,b', 1, topic is no name of one topic",
    "kafka:9092, adt, 0, consumers is 0"
  })
  void namesThePropertyOfASettingThatCannotBe(
      String brokers, String topic, int consumers, String problem) {
    assertThatThrownBy(
            () ->
                KafkaClients.of("adt", new KafkaProperties(brokers, topic, "hub", consumers, null)))
        .hasMessageStartingWith("hub.sources.adt.kafka.")
        .hasMessageContaining(problem);
  }

  @Test
  void takesANameOfAConsumerForOneConsumerOnly() throws IOException {
    String file = file("group.instance.id=hub-1");

    assertThat(of("kafka:9092", file)).isNotNull();
    assertThatThrownBy(
            () -> KafkaClients.of("adt", new KafkaProperties("kafka:9092", "adt", "hub", 2, file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hub.sources.adt.kafka.properties-file: group.instance.id")
        .hasMessageContaining("set consumers to 1");
  }

  private static KafkaClients of(String brokers, String file) {
    return KafkaClients.of("adt", new KafkaProperties(brokers, "his.adt", "hub", 1, file));
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("client.properties"), text).toString();
  }
}

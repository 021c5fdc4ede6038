package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of producers, looked at without a broker. */
class TopicProducersTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "acks=1, acks is set by the hub itself",
    "enable.idempotence=false, enable.idempotence is set by the hub itself",
    "max.in.flight.requests.per.connection=6, max.in.flight.requests.per.connection is set by",
    "delivery.timeout.ms=1, delivery.timeout.ms is set by the hub itself",
    "partitioner.ignore.keys=true, partitioner.ignore.keys is set by the hub itself",
    "group.id=x, group.id is no setting of a Kafka producer",
    "ssl.truststore.location=/no/such/file, Kafka's client refuses the settings"
  })
  void whatBreaksThePromisesKeepsTheHubFromStarting(String line, String problem)
      throws IOException {
    Destinations destinations = destinations("kafka-1:9092", "facts", line + sasl(line));

    assertThatThrownBy(() -> new TopicProducers(destinations))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hub.destinations.lake.kafka.properties-file: ")
        .hasMessageContaining(problem);
  }

  private static String sasl(String line) {
    return line.startsWith("ssl.") ? "\nsecurity.protocol=SSL" : "";
  }

  @Test
  void namesOfBrokersAndTopicsAreChecked() throws IOException {
    Destinations noPort = destinations("kafka-1", "facts", "");
    assertThatThrownBy(() -> new TopicProducers(noPort))
        .hasMessage(
            "hub.destinations.lake.kafka.brokers is not host:port, or several separated by commas");
    Destinations two = destinations("kafka-1:9092", "facts,more", "");
    assertThatThrownBy(() -> new TopicProducers(two))
        .hasMessageStartingWith("hub.destinations.lake.kafka.topic is no name of one topic");
  }

  @Test
  void whatOnlyTunesIsTaken() throws IOException {
    Destinations tuned =
        destinations("kafka-1:9092", "facts", "compression.type=zstd\nlinger.ms=20\n");
    assertThatCode(() -> new TopicProducers(tuned)).doesNotThrowAnyException();
  }

  @Test
  void brokersWhoseNamesNobodyKnowsAreAway() throws IOException {
    Destinations nowhere = destinations("no-such-broker.invalid:9092", "facts", "");
    TopicWriter writer = new TopicWriter(nowhere, new TopicProducers(nowhere));

    List<TopicWriter.Written> written =
        writer.write("lake", List.of(new ProducerRecord<>("facts", new byte[1], new byte[1])));

    assertThat(written.get(0).fault().kind()).isEqualTo(TopicFault.Kind.AWAY);
    assertThat(written.get(0).fault().ambiguous()).isFalse();
  }

  @Test
  void brokersThatDoNotAnswerAreAwayAfterHalfTheTimeoutOnceForAllRecords() throws IOException {
    Destinations nobody = destinations("127.0.0.1:9", "facts", "");
    TopicWriter writer = new TopicWriter(nobody, new TopicProducers(nobody));
    var record = new ProducerRecord<>("facts", new byte[1], new byte[1]);

    List<TopicWriter.Written> written = writer.write("lake", List.of(record, record, record));

    assertThat(written)
        .hasSize(3)
        .allSatisfy(
            one -> {
              assertThat(one.fault().kind()).isEqualTo(TopicFault.Kind.AWAY);
              assertThat(one.fault().reason()).contains("Topic facts not present in metadata");
              assertThat(one.fault().ambiguous()).isFalse();
            });
  }

  private Destinations destinations(String brokers, String topic, String lines) throws IOException {
    String file = Files.writeString(folder.resolve("producer.properties"), lines).toString();
    DestinationProperties properties =
        new DestinationProperties(
            null,
            new DestinationProperties.Kafka(brokers, topic, null, file),
            "forward-kafka",
            null,
            null,
            "HMAC-SM3",
            "none",
            null,
            "test: synthetic data only",
            null,
            10,
            1,
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            List.of(),
            new DestinationProperties.Capabilities(true, true, true),
            true);
    return new Destinations(Map.of("lake", properties));
  }
}

package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.bianmin.hub.kafka.KafkaClientFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundPropertiesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    ", 12, 3, 2, 10000, brokers is missing",
    "kafka:9092, 0, 3, 2, 10000, partitions is 0",
    "kafka:9092, 12, 0, 2, 10000, replication-factor is 0",
    "kafka:9092, 12, 3, 2, 100, patience is shorter",
    "kafka:9092, 12, 3, 5000, 10000, linger is longer"
  })
  void namesThePropertyThatCannotBe(
      String brokers, int partitions, short replicas, long linger, long patience, String problem) {
    assertThatThrownBy(() -> properties(brokers, partitions, replicas, linger, patience, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hub.inbound." + problem);
  }

  @Test
  void checksNothingWhileItIsOff() {
    assertThat(
            new InboundProperties(false, null, "t", 0, (short) 0, null, "g", 0, null, null, null)
                .enabled())
        .isFalse();
  }

  @Test
  void oneFileServesAllClients() throws IOException {
    var clients = clients("security.protocol=PLAINTEXT\nsession.timeout.ms=6000\nbatch.size=1000");

    clients.producer().close(Duration.ZERO);
    clients.admin().close(Duration.ZERO);
    KafkaClientFile file = KafkaClientFile.readOfAll("p", folder.resolve("client").toString());
    assertThat(file.settings(ProducerConfig.configNames()))
        .containsOnlyKeys("security.protocol", "batch.size");
    assertThat(file.settings(AdminClientConfig.configNames()))
        .containsOnlyKeys("security.protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acks=1", "enable.idempotence=false", "group.id=x", "no.such.name=1"})
  void theFileCannotTakeAwayWhatThePromisesStandOn(String line) {
    assertThatThrownBy(() -> clients(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hub.inbound.properties-file: " + line.split("=", -1)[0]);
  }

  private InboundClients clients(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("client"), text);
    return new InboundClients(
        properties("kafka.invalid:9092,127.0.0.1:9", 12, (short) 3, 2, 10_000, file.toString()));
  }

  private static InboundProperties properties(
      String brokers, int partitions, short replicas, long linger, long patience, String file) {
    return new InboundProperties(
        true,
        brokers,
        "hub.inbound",
        partitions,
        replicas,
        Duration.ofDays(7),
        "bianmin-hub-journal",
        1,
        Duration.ofMillis(linger),
        Duration.ofMillis(patience),
        file);
  }
}

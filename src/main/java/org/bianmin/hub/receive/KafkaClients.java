package org.bianmin.hub.receive;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bianmin.hub.journal.KafkaProperties;
import org.bianmin.hub.kafka.KafkaAddress;
import org.bianmin.hub.kafka.KafkaClientFile;

/**
 * Makes the Kafka consumers of one source, or of the topic that fills the journal; a poll of theirs
 * that Kafka refuses comes back empty. The settings of its file come in here and not as options of
 * the route, whose address is logged.
 */
final class KafkaClients extends DefaultKafkaClientFactory {

  private final String name;
  private final KafkaClientFile file;

  private KafkaClients(String name, KafkaClientFile file) {
    this.name = name;
    this.file = file;
  }

  /**
   * Checks the settings of a source without calling Kafka, so that a hub starts while it is away.
   *
   * @throws IllegalArgumentException naming the property and the remedy, and no password
   */
  static KafkaClients of(String source, KafkaProperties kafka) {
    String name = "hub.sources." + source + ".kafka.";
    return of(
        "hub.sources." + source,
        name,
        kafka,
        KafkaClientFile.readOfConsumer(name + "properties-file", kafka.propertiesFile()));
  }

  /** The consumers that fill the journal. */
  static KafkaClients of(InboundProperties inbound) {
    return of(
        "hub.inbound",
        InboundProperties.PREFIX,
        inbound.kafka(),
        KafkaClientFile.readOfAll(
            InboundProperties.PREFIX + "properties-file", inbound.propertiesFile()));
  }

  private static KafkaClients of(
      String owner, String name, KafkaProperties kafka, KafkaClientFile file) {
    KafkaAddress.requireBrokers(name + "brokers", kafka.brokers());
    KafkaAddress.requireTopic(name + "topic", kafka.topic());
    require(
        kafka.consumers() > 0,
        name
            + "consumers is "
            + kafka.consumers()
            + ": write how many read in parallel, 1 or more");
    require(!kafka.group().isBlank(), name + "group is empty: name a consumer group");
    KafkaClients clients = new KafkaClients(owner, file);
    require(
        kafka.consumers() == 1
            || !clients.file.settings().containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        name
            + "properties-file: group.instance.id names one consumer, and "
            + kafka.consumers()
            + " of that name would put each other out of the group; leave it out, or set consumers"
            + " to 1");
    clients.checkSettings();
    return clients;
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Key stores and logins are loaded when a client is made; that needs no broker. */
  private void checkSettings() {
    Properties offline = new Properties();
    offline.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    offline.put(ConsumerConfig.GROUP_ID_CONFIG, "check");
    try {
      getConsumer(offline).close();
    } catch (KafkaException e) {
      throw file.refused(e);
    }
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Properties settings) {
    Properties all = new Properties();
    all.putAll(settings);
    all.putAll(file.settings(ConsumerConfig.configNames()));
    all.putAll(
        Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName(),
            // offsets follow the journal's commit
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            // a topic that is misspelt is to be missed, not made
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            "false"));
    return KafkaPolls.patient(new KafkaConsumer<>(all), name, file);
  }
}

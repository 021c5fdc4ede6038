package org.bianmin.hub.receive;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bianmin.hub.kafka.KafkaClientFile;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Makes the Kafka clients of {@code hub.inbound}. Making one calls no broker. */
@Component
@ConditionalOnProperty("hub.inbound.enabled")
final class InboundClients {

  /** What a record may weigh; a larger message goes to the journal past the topic. */
  static final int MOST_BYTES = 32 << 20;

  private static final long BUFFER_BYTES = 64L << 20;
  private static final int BATCH_BYTES = 256 << 10;

  private final InboundProperties properties;
  private final KafkaClientFile file;
  private final KafkaClients consumers;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy, and no password
   */
  InboundClients(InboundProperties properties) {
    this.properties = properties;
    this.consumers = KafkaClients.of(properties);
    this.file =
        KafkaClientFile.readOfAll(
            InboundProperties.PREFIX + "properties-file", properties.propertiesFile());
  }

  KafkaClients consumers() {
    return consumers;
  }

  /** What a failure says, without a password. */
  String said(Throwable failure) {
    String said = file.said(failure);
    return failure.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said);
  }

  /** A producer whose records are answered when all replicas in sync have them, in their order. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    all.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
    // a broker that comes back is to be found before a sender tries again
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    // a listener that was silent must not wait for what the producer has forgotten
    all.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, (long) Integer.MAX_VALUE);
    all.putAll(file.settings(ProducerConfig.configNames()));
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.brokers());
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int patience = (int) properties.patience().toMillis();
    int linger = (int) properties.linger().toMillis();
    all.put(ProducerConfig.LINGER_MS_CONFIG, linger);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) patience / 2);
    try {
      return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw file.refused(e);
    }
  }

  Admin admin() {
    Map<String, Object> all = new HashMap<>();
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    all.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    all.putAll(file.settings(AdminClientConfig.configNames()));
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, properties.brokers());
    try {
      return Admin.create(all);
    } catch (KafkaException e) {
      throw file.refused(e);
    }
  }
}

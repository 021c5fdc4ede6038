package org.bianmin.hub.platform;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.kafka.KafkaAddress;
import org.bianmin.hub.kafka.KafkaClientFile;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * One producer per destination that is topics; all its calls share it, so the broker gets records
 * of one key in their order and none twice.
 */
@Component
final class TopicProducers implements DisposableBean {

  /** What a record may weigh: a published report. The topic may take less. */
  private static final int MOST_BYTES = 32 << 20;

  private static final long BUFFER_BYTES = 64L << 20;

  /**
   * A topic that takes less than this could never be written to: a producer splits what is refused
   * as too large into batches of this size.
   */
  private static final int BATCH_BYTES = 16 << 10;

  private static final int LINGER_MILLIS = 5;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Destinations destinations;
  private final Map<String, Producer<byte[], byte[]>> producers = new HashMap<>();
  private final Map<String, KafkaClientFile> files = new ConcurrentHashMap<>();

  /**
   * Checks the settings without calling Kafka, so that a hub starts while it is away.
   *
   * @throws IllegalArgumentException naming the property and the remedy, and no password
   */
  TopicProducers(Destinations destinations) {
    this.destinations = destinations;
    destinations
        .enabled()
        .forEach(
            (id, destination) -> {
              if (destination.kafka() != null) {
                check(id, destination);
              }
            });
  }

  private static void check(String id, DestinationProperties destination) {
    String name = name(id);
    DestinationProperties.Kafka kafka = destination.kafka();
    KafkaAddress.requireBrokers(name + "brokers", kafka.brokers());
    KafkaAddress.requireTopic(name + "topic", kafka.topic());
    if (kafka.reportsTopic() != null) {
      KafkaAddress.requireTopic(name + "reports-topic", kafka.reportsTopic());
    }
    // key stores and logins are loaded when a client is made; that needs no broker
    make(destination, "127.0.0.1:9", file(id, destination)).close(Duration.ZERO);
  }

  private static String name(String id) {
    return "hub.destinations." + id + ".kafka.";
  }

  private static KafkaClientFile file(String id, DestinationProperties destination) {
    return KafkaClientFile.readOfProducer(
        name(id) + "properties-file", destination.kafka().propertiesFile());
  }

  /**
   * The producer of a destination.
   *
   * @throws IllegalArgumentException when its settings cannot be used, or no broker's name is known
   */
  synchronized Producer<byte[], byte[]> of(String id) {
    Producer<byte[], byte[]> producer = producers.get(id);
    if (producer == null) {
      DestinationProperties destination = destinations.destinations().get(id);
      KafkaAddress.requireBrokers(name(id) + "brokers", destination.kafka().brokers());
      KafkaClientFile file = file(id, destination);
      files.put(id, file);
      producer = make(destination, destination.kafka().brokers(), file);
      producers.put(id, producer);
    }
    return producer;
  }

  /** What a failure says, without a password. */
  String said(String id, Throwable failure) {
    String name = failure.getClass().getSimpleName();
    KafkaClientFile file = files.get(id);
    String said = file == null ? "" : file.said(failure);
    return said.isEmpty() ? name : name + ": " + said;
  }

  /** This one cannot be used any more; the next call makes another one, from the file as it is. */
  void drop(String id, Producer<byte[], byte[]> producer) {
    synchronized (this) {
      if (!producers.remove(id, producer)) {
        return;
      }
    }
    producer.close(Duration.ZERO);
  }

  private static Producer<byte[], byte[]> make(
      DestinationProperties destination, String brokers, KafkaClientFile file) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
    all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    all.putAll(file.settings(ProducerConfig.configNames()));
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int timeout = (int) destination.timeout().toMillis();
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) timeout / 2);
    try {
      return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw file.refused(e);
    }
  }

  @Override
  public synchronized void destroy() {
    producers.values().forEach(producer -> producer.close(CLOSE));
    producers.clear();
  }
}

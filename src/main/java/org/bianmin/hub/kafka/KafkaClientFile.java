package org.bianmin.hub.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Further settings of a Kafka client from a file of lines {@code name=value}: security, passwords,
 * time-outs. Values are never told, in logs or exceptions.
 *
 * @param property the hub's setting that names the file
 * @param settings by Kafka's names
 */
public record KafkaClientFile(String property, Map<String, String> settings) {

  /** The hub's promises stand on these. */
  private static final Set<String> OF_THE_HUB =
      Set.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

  /** The same of a producer. */
  private static final Set<String> OF_THE_HUBS_PRODUCER =
      Set.of(
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.LINGER_MS_CONFIG);

  /** Shorter parts of a value say nothing. */
  private static final int TELLING = 4;

  /**
   * Reads a file.
   *
   * @param file null for no further settings
   * @throws IllegalArgumentException when it cannot be read or holds what is not known
   */
  public static KafkaClientFile readOfConsumer(String property, String file) {
    return read(property, file, "consumer", ConsumerConfig.configNames(), OF_THE_HUB);
  }

  /** The same, of a file that serves producers. */
  public static KafkaClientFile readOfProducer(String property, String file) {
    Set<String> own = new HashSet<>(OF_THE_HUBS_PRODUCER);
    own.add(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    own.remove(ProducerConfig.LINGER_MS_CONFIG);
    // records of one key stay in one partition, in their order
    own.add(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    own.add(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    return read(property, file, "producer", ProducerConfig.configNames(), own);
  }

  /** The same, of a file that serves consumers, producers and administration. */
  public static KafkaClientFile readOfAll(String property, String file) {
    Set<String> known = new HashSet<>(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    Set<String> own = new HashSet<>(OF_THE_HUB);
    own.addAll(OF_THE_HUBS_PRODUCER);
    return read(property, file, "client", known, own);
  }

  private static KafkaClientFile read(
      String property, String file, String client, Set<String> known, Set<String> own) {
    Properties read = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            property
                + ": the file cannot be read ("
                + e.getClass().getSimpleName()
                + "); write lines name=value in UTF-8, and give the hub permission to read it");
      }
    }
    Map<String, String> settings = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (String name : read.stringPropertyNames()) {
      settings.put(name, read.getProperty(name).strip());
      if (own.contains(name)) {
        problems.add(name + " is set by the hub itself, leave it out");
      } else if (!known.contains(name)) {
        problems.add(name + " is no setting of a Kafka " + client + ", correct its name");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(property + ": " + String.join("; ", problems));
    }
    return new KafkaClientFile(property, settings);
  }

  /** Those that a kind of client knows; it would warn of the others. */
  public Map<String, String> settings(Set<String> known) {
    Map<String, String> of = new TreeMap<>(settings);
    of.keySet().retainAll(known);
    return of;
  }

  /** What Kafka said about the settings, unless it quotes one that is nobody's business. */
  public IllegalArgumentException refused(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new IllegalArgumentException(
        property
            + ": Kafka's client refuses the settings; correct them ("
            + (said(root).isEmpty() ? root.getClass().getSimpleName() : said(root))
            + ")");
  }

  /** The text of an exception; empty where it quotes a password. */
  public String said(Throwable e) {
    String said = String.valueOf(e.getMessage());
    return quotesSecret(said) ? "" : said;
  }

  private boolean quotesSecret(String said) {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (isSecret(setting.getKey())) {
        for (String part : setting.getValue().split("[\\s\"'=;]+", -1)) {
          if (part.length() >= TELLING && said.contains(part)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isSecret(String name) {
    return name.contains("password")
        || name.contains("jaas")
        || name.contains("secret")
        || name.endsWith(".key");
  }

  @Override
  public String toString() {
    return "KafkaClientFile[" + property + ", " + settings.keySet() + "]";
  }
}

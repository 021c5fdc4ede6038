package org.bianmin.hub.kafka;

import java.util.regex.Pattern;

/** What names of brokers and topics have to look like. */
public final class KafkaAddress {

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern BROKERS =
      Pattern.compile("\\s*[^\\s,:]+:\\d{1,5}\\s*(,\\s*[^\\s,:]+:\\d{1,5}\\s*)*");

  private KafkaAddress() {}

  /**
   * Checks addresses.
   *
   * @param property the hub's setting that holds them
   * @throws IllegalArgumentException naming it, and what to write
   */
  public static void requireBrokers(String property, String brokers) {
    if (brokers == null || !BROKERS.matcher(brokers).matches()) {
      throw new IllegalArgumentException(
          property + " is not host:port, or several separated by commas");
    }
  }

  /** The same of a topic. */
  public static void requireTopic(String property, String topic) {
    if (topic == null || !TOPIC.matcher(topic).matches()) {
      throw new IllegalArgumentException(
          property + " is no name of one topic: letters, digits, '.', '_' and '-'");
    }
  }
}

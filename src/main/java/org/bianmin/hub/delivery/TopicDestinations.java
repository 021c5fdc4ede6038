package org.bianmin.hub.delivery;

import static org.bianmin.hub.delivery.DestinationProperties.DOCUMENTS_TOPIC;
import static org.bianmin.hub.delivery.DestinationProperties.EVENTS_TOPIC;

import java.time.Duration;
import java.util.Set;

/** What the settings of a destination that is topics have to say (docs/kafka.md). */
final class TopicDestinations {

  private static final Set<String> ROUTES = Set.of(EVENTS_TOPIC, DOCUMENTS_TOPIC);
  private static final Set<String> REPORT = Set.of("result.issued");
  private static final Duration LEAST = Duration.ofSeconds(1);

  private TopicDestinations() {}

  static boolean are(DestinationProperties destination) {
    return destination.kafka() != null || ROUTES.contains(destination.route());
  }

  /**
   * Checks them.
   *
   * @param name {@code hub.destinations.<id>}
   * @throws IllegalArgumentException naming the property and what to write
   */
  static void check(String name, DestinationProperties destination) {
    DestinationProperties.Kafka kafka = destination.kafka();
    Destinations.require(
        kafka != null && kafka.brokers() != null,
        name + ".kafka.brokers",
        "kafka-1:9092,kafka-2:9092,kafka-3:9092");
    Destinations.require(kafka.topic() != null, name + ".kafka.topic", "hub.measure-events");
    require(
        destination.url() == null,
        name
            + " has both url and kafka: a destination is an address or topics; leave one of them"
            + " out, or configure two destinations");
    require(
        ROUTES.contains(destination.route()),
        name
            + ".route is "
            + destination.route()
            + ", which writes to no topic: write "
            + EVENTS_TOPIC
            + ", or "
            + DOCUMENTS_TOPIC
            + " for reports of mutual recognition");
    DestinationProperties.Capabilities can = destination.capabilities();
    require(
        can.versions() && can.voids() && can.resubmitAfterVoid(),
        name + ".capabilities: a topic takes every version and cancellation; leave them out");
    require(
        destination.timeout().compareTo(LEAST) >= 0,
        name + ".timeout is shorter than a second: brokers that change their leader need more");
    boolean documents = DOCUMENTS_TOPIC.equals(destination.route());
    require(
        !documents || new EventSelection(destination.events()).named().keySet().equals(REPORT),
        name
            + ".events: "
            + DOCUMENTS_TOPIC
            + " writes reports only; write result.issued, with values if not all are meant");
    boolean sealed = !destination.seal().equals("none");
    require(
        documents || !sealed,
        name
            + ".seal is for "
            + DOCUMENTS_TOPIC
            + ": measure events name patients by pseudonyms and are not sealed; leave it out");
    Destinations.require(
        !sealed || destination.appId() != null,
        name + ".app-id",
        "hospital-1 (the seal is bound to it)");
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException(problem);
    }
  }
}

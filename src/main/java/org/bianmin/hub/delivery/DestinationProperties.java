package org.bianmin.hub.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One destination, {@code hub.destinations.<id>}.
 *
 * @param url base address
 * @param kafka topics in place of an address
 * @param route route template that carries to it
 * @param appId given by the platform
 * @param keyFile file that holds the key
 * @param signature {@code HMAC-SM3} or {@code HMAC-SHA256}
 * @param seal how bodies of mutual recognition are sealed: {@code none}, {@code SM4-GCM} or {@code
 *     AES-256-GCM}
 * @param sealKeyFile file that holds the key of the seal in base64, 16 or 32 bytes
 * @param legalBasis legal basis of sending to it (PIPL article 13)
 * @param purpose what it gets the data for
 * @param maxBatch most items in one call
 * @param inFlight calls at the same time
 * @param timeout of one call
 * @param backoff first pause after a failed call; doubled with each further one
 * @param maxBackoff longest pause
 * @param events which events it gets, for example {@code exam.performed}, {@code
 *     result.issued[category=imaging|us]}; every event when empty. What it got once it gets
 *     corrected and cancelled too
 * @param capabilities what the platform can do
 * @param enabled false makes no deliveries for it
 */
public record DestinationProperties(
    URI url,
    Kafka kafka,
    @DefaultValue("forward-platform") String route,
    String appId,
    Path keyFile,
    @DefaultValue("HMAC-SM3") String signature,
    @DefaultValue("none") String seal,
    Path sealKeyFile,
    String legalBasis,
    String purpose,
    @DefaultValue("200") int maxBatch,
    @DefaultValue("2") int inFlight,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("1s") Duration backoff,
    @DefaultValue("5m") Duration maxBackoff,
    @DefaultValue List<String> events,
    @DefaultValue Capabilities capabilities,
    @DefaultValue("true") boolean enabled) {

  /** The route of destinations that are platforms of mutual recognition. */
  public static final String RECOGNITION = "forward-recognition";

  /** The route of destinations that are topics of measure events. */
  public static final String EVENTS_TOPIC = "forward-kafka";

  /** The route of destinations that are topics of reports as documents of mutual recognition. */
  public static final String DOCUMENTS_TOPIC = "forward-kafka-documents";

  /**
   * Topics as a destination (docs/kafka.md).
   *
   * @param brokers bootstrap addresses, {@code host:port}, separated by commas
   * @param topic name of the topic of what its route writes: measure events or documents
   * @param reportsTopic name of the topic of indicator reports, where {@code hub.reports} names
   *     this destination
   * @param propertiesFile file with further settings of the Kafka producer (security, passwords)
   */
  public record Kafka(String brokers, String topic, String reportsTopic, String propertiesFile) {}

  /**
   * What a platform can do; see the published contract.
   *
   * @param versions takes newer versions of a fact, and repeats; a cancellation is {@code voids}
   * @param voids takes cancellations
   * @param resubmitAfterVoid takes a fact again that was void
   */
  public record Capabilities(
      @DefaultValue("true") boolean versions,
      @DefaultValue("true") boolean voids,
      @DefaultValue("true") boolean resubmitAfterVoid) {}
}

package org.bianmin.hub.delivery;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configured destinations.
 *
 * @param destinations by id; the id is the route's suffix, the metric tag and the console row
 */
@ConfigurationProperties("hub")
public record Destinations(Map<String, DestinationProperties> destinations) {

  private static final int CONTRACT_MAX_BATCH = 500;
  private static final Set<String> SEALS = Set.of("none", "SM4-GCM", "AES-256-GCM");
  private static final String PUSH_HL7 = "push-hl7";

  public Destinations {
    destinations = destinations == null ? Map.of() : new TreeMap<>(destinations);
    destinations.forEach(Destinations::check);
  }

  /** Those that get deliveries. */
  public Map<String, DestinationProperties> enabled() {
    return destinations.entrySet().stream()
        .filter(d -> d.getValue().enabled())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** Types of events that a destination selects, with the attributes that it compares, by id. */
  public Map<String, Map<String, Set<String>>> selected() {
    Map<String, Map<String, Set<String>>> selected = new TreeMap<>();
    enabled().forEach((id, d) -> selected.put(id, new EventSelection(d.events()).named()));
    return selected;
  }

  private static void check(String id, DestinationProperties destination) {
    String name = "hub.destinations." + id;
    if (!destination.enabled()) {
      return;
    }
    if (!TopicDestinations.are(destination)) {
      require(destination.url() != null, name + ".url", "https://platform.example/");
      // a HIS over MLLP is known by its address, and signs nothing
      boolean signed = !PUSH_HL7.equals(destination.route());
      require(!signed || destination.appId() != null, name + ".app-id", "hospital-1");
      require(!signed || destination.keyFile() != null, name + ".key-file", "keys/platform.key");
    }
    require(destination.legalBasis() != null, name + ".legal-basis", "皖卫办秘〔2023〕101号, PIPL 13(3)");
    try {
      var unused = new EventSelection(destination.events());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ".events: " + e.getMessage(), e);
    }
    if (TopicDestinations.are(destination)) {
      TopicDestinations.check(name, destination);
    }
    if (!SEALS.contains(destination.seal())) {
      throw new IllegalArgumentException(name + ".seal is none, SM4-GCM or AES-256-GCM");
    }
    require(
        destination.seal().equals("none") || destination.sealKeyFile() != null,
        name + ".seal-key-file",
        "keys/platform-seal.key");
    if (destination.route().equals(DestinationProperties.RECOGNITION)
        && !(destination.capabilities().versions()
            && destination.capabilities().resubmitAfterVoid())
        && destination.maxBatch() > 1) {
      throw new IllegalArgumentException(
          name
              + ".max-batch must be 1: reports go one by one, and where one has no answer this"
              + " platform cannot be asked again (capabilities)");
    }
    if (destination.maxBatch() < 1 || destination.maxBatch() > CONTRACT_MAX_BATCH) {
      throw new IllegalArgumentException(name + ".max-batch is from 1 to 500");
    }
    if (destination.inFlight() < 1) {
      throw new IllegalArgumentException(name + ".in-flight is at least 1");
    }
  }

  static void require(boolean present, String property, String example) {
    if (!present) {
      throw new IllegalArgumentException(property + " is missing, for example " + example);
    }
  }
}

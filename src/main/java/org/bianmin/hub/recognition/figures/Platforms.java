package org.bianmin.hub.recognition.figures;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;

/** The destinations that are platforms of mutual recognition. */
final class Platforms {

  private Platforms() {}

  /** Also those that are switched off now: what they accepted was uploaded. */
  static Set<String> of(Destinations destinations) {
    Set<String> platforms = new TreeSet<>();
    destinations.destinations().entrySet().stream()
        .filter(d -> DestinationProperties.RECOGNITION.equals(d.getValue().route()))
        .map(Map.Entry::getKey)
        .forEach(platforms::add);
    return platforms;
  }
}

package org.bianmin.hub.console;

import java.util.Collection;
import org.bianmin.hub.delivery.Destinations;
import org.springframework.stereotype.Component;

/** The destinations of {@code hub.destinations}. */
@Component
final class DestinationIds implements ConfiguredDestinations {

  private final Destinations destinations;

  DestinationIds(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  public Collection<String> ids() {
    return destinations.enabled().keySet();
  }
}

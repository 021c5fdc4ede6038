package org.bianmin.hub.console;

import java.util.Map;
import java.util.Set;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Compares, before anything is received, what destinations select with the events that there are: a
 * destination whose list has a slip of the keyboard would get nothing, and nobody would notice.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SelectedEvents implements ApplicationRunner {

  private final Destinations destinations;
  private final ObjectProvider<Mappings> mappings;

  SelectedEvents(Destinations destinations, ObjectProvider<Mappings> mappings) {
    this.destinations = destinations;
    this.mappings = mappings;
  }

  /**
   * Checks every destination.
   *
   * @throws IllegalStateException naming the property and what is not known
   */
  @Override
  public void run(ApplicationArguments arguments) {
    Mappings files = mappings.getIfAvailable();
    if (files == null) {
      return;
    }
    Map<String, EventDefinition> events = files.inForce().events();
    destinations
        .selected()
        .forEach(
            (id, selected) ->
                selected.forEach((type, attributes) -> check(id, type, attributes, events)));
  }

  private static void check(
      String id, String type, Set<String> attributes, Map<String, EventDefinition> events) {
    String name = "hub.destinations." + id + ".events";
    EventDefinition event = events.get(type);
    if (event == null) {
      throw new IllegalStateException(
          name + " names '" + type + "', which is no event of mappings/events; correct it");
    }
    for (String attribute : attributes) {
      if (!event.attributes().containsKey(attribute)) {
        throw new IllegalStateException(
            name
                + " names the attribute '"
                + attribute
                + "', which "
                + type
                + " does not have; it has "
                + String.join(", ", event.attributes().keySet()));
      }
    }
  }
}

package org.bianmin.hub.receive;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.springframework.stereotype.Component;

/** Whether sources can be heard, and over how many connections. */
@Component
public final class SourceStates {

  /**
   * A source.
   *
   * @param enabled whether the settings have it on
   * @param listening whether its route runs; of what comes over HTTP whether it is enabled
   * @param address where it is heard: host and port, folder, topic, view or path
   * @param connections open MLLP connections to this node, null for other transports
   */
  public record State(
      String transport, boolean enabled, boolean listening, String address, Integer connections) {}

  private final CamelContext context;
  private final Sources sources;

  SourceStates(CamelContext context, Sources sources) {
    this.context = context;
    this.sources = sources;
  }

  /** All configured sources, by id. */
  public Map<String, State> all() {
    Map<String, State> states = new TreeMap<>();
    sources.sources().forEach((id, source) -> states.put(id, state(id, source)));
    return states;
  }

  private State state(String id, SourceProperties source) {
    boolean route =
        switch (source.transport()) {
          case "mllp", "file", "kafka", "view" -> true;
          default -> false;
        };
    boolean listening =
        source.enabled()
            && (!route
                || ServiceStatus.Started.equals(
                    context
                        .getRouteController()
                        .getRouteStatus("receive-" + source.transport() + "-" + id)));
    return new State(
        source.transport(),
        source.enabled(),
        listening,
        address(id, source),
        source.transport().equals("mllp") ? OpenConnections.of(id).get() : null);
  }

  private static String address(String id, SourceProperties source) {
    return switch (source.transport()) {
      case "mllp" -> source.host() + ":" + source.port();
      case "file" -> source.path();
      case "kafka" -> source.kafka() == null ? "" : source.kafka().topic();
      case "fhir" -> "/fhir";
      case "payment" -> "/payments/" + id;
      case "declaration" -> "/api/v1/declarations";
      case "json" -> "/api/v1/events";
      default -> "";
    };
  }
}

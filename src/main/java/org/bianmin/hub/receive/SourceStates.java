package org.bianmin.hub.receive;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<String> ROUTED = Set.of("mllp", "file", "kafka", "view");

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

  /** The route that reads a source; empty where it comes over HTTP. */
  public Optional<String> route(String id) {
    SourceProperties source = sources.sources().get(id);
    return source != null && ROUTED.contains(source.transport())
        ? Optional.of("receive-" + source.transport() + "-" + id)
        : Optional.empty();
  }

  /**
   * Stops reading a source on this node until it is resumed or the hub restarts: what is being read
   * is finished, and its senders keep the rest.
   *
   * @return false where it has no route that runs
   */
  public boolean pause(String id) {
    return change(
        id, ServiceStatus.Started, route -> context.getRouteController().stopRoute(route));
  }

  /**
   * Reads a source again.
   *
   * @return false where it has no route that was stopped
   */
  public boolean resume(String id) {
    return change(
        id, ServiceStatus.Stopped, route -> context.getRouteController().startRoute(route));
  }

  private interface Change {
    void make(String route) throws Exception;
  }

  private synchronized boolean change(String id, ServiceStatus from, Change change) {
    String route = route(id).orElse(null);
    if (route == null || context.getRouteController().getRouteStatus(route) != from) {
      return false;
    }
    try {
      change.make(route);
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(
          "The route "
              + route
              + " does not change ("
              + e.getClass().getSimpleName()
              + "); the log says more",
          e);
    }
  }

  private State state(String id, SourceProperties source) {
    boolean route = ROUTED.contains(source.transport());
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

package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.receive.SourceStates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The routes as Camel has them, with their counters. */
@Component
final class Flows {

  /**
   * A node of a route.
   *
   * @param depth how many nodes it stands in
   */
  record Node(String id, String kind, String description, int depth, RouteCounters.Passed passed) {}

  /**
   * A route.
   *
   * @param group receive or forward
   * @param from where it takes from, without parameters
   * @param subject the source or destination that it is for; null where it is for none
   * @param state started, stopped, suspended or paused: of a destination that is not sent to
   * @param pausable whether a person can stop what comes in or goes out here
   * @param waits what waits, or comes within an hour and would wait
   * @param total, failed what passed its first node, and what failed at any
   * @param going exchanges that are on their way
   */
  record Flow(
      String id,
      String group,
      String description,
      String from,
      String subject,
      String state,
      boolean pausable,
      long waits,
      String reason,
      long total,
      long failed,
      long going,
      double mean,
      double most,
      List<Node> nodes) {

    public boolean paused() {
      return state.equals("paused") || state.equals("stopped");
    }
  }

  private static final String FORWARD = "direct:forward-";

  private final ObjectProvider<CamelContext> camel;
  private final ObjectProvider<SourceStates> sources;
  private final RouteCounters counters;
  private final FiguresReader reader;

  Flows(
      ObjectProvider<CamelContext> camel,
      ObjectProvider<SourceStates> sources,
      RouteCounters counters,
      FiguresReader reader) {
    this.camel = camel;
    this.sources = sources;
    this.counters = counters;
    this.reader = reader;
  }

  /** All routes, those that receive first. */
  List<Flow> all() {
    CamelContext context = camel.getIfAvailable();
    List<Flow> flows = new ArrayList<>();
    if (context != null) {
      Figures figures = reader.recent();
      for (RouteDefinition route :
          context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
        flows.add(flow(context, route, figures));
      }
      flows.sort(
          (a, b) -> {
            int groups = b.group().compareTo(a.group());
            return groups != 0 ? groups : a.id().compareTo(b.id());
          });
    }
    return flows;
  }

  Optional<Flow> find(String id) {
    return all().stream().filter(flow -> flow.id().equals(id)).findFirst();
  }

  private Flow flow(CamelContext context, RouteDefinition route, Figures figures) {
    String id = route.getRouteId();
    List<Node> nodes = new ArrayList<>();
    addNodes(nodes, route.getOutputs(), 0);
    String uri = route.getInput().getEndpointUri();
    Route running = context.getRoute(id);
    if (running != null) {
      uri = running.getEndpoint().getEndpointBaseUri();
    }
    String group = route.getGroup() == null ? "" : route.getGroup();
    String destination =
        uri.startsWith(FORWARD.replace(":", "://"))
            ? uri.substring(FORWARD.length() + 2)
            : uri.startsWith(FORWARD) ? uri.substring(FORWARD.length()) : null;
    String source = destination == null ? source(id) : null;
    Pause pause = destination == null ? null : figures.pauses().get(destination);
    ServiceStatus status = context.getRouteController().getRouteStatus(id);
    String word = status == null ? "stopped" : status.name().toLowerCase(Locale.ROOT);
    RouteCounters.Passed first = nodes.isEmpty() ? counters.of("") : nodes.get(0).passed();
    long failed =
        nodes.stream().filter(node -> node.depth() == 0).mapToLong(n -> n.passed().failed()).sum();
    double mean =
        nodes.stream().filter(node -> node.depth() == 0).mapToDouble(n -> n.passed().mean()).sum();
    double most = nodes.stream().mapToDouble(n -> n.passed().most()).max().orElse(0);
    return new Flow(
        id,
        group,
        route.getDescriptionText(),
        uri,
        destination == null ? source : destination,
        pause == null ? word : "paused",
        destination != null || source != null,
        destination != null
            ? figures.backlogs().getOrDefault(destination, Backlog.NONE).size()
            : source == null ? 0 : hour(figures, source),
        pause == null ? null : pause.reason(),
        first.total(),
        failed,
        context.getInflightRepository().size(id),
        mean,
        most,
        nodes);
  }

  private String source(String route) {
    SourceStates states = sources.getIfAvailable();
    return states == null
        ? null
        : states.all().keySet().stream()
            .filter(id -> states.route(id).filter(route::equals).isPresent())
            .findFirst()
            .orElse(null);
  }

  private static long hour(Figures figures, String source) {
    return figures.minutes().stream()
        .filter(tally -> tally.what().equals("received") && tally.who().equals(source))
        .mapToLong(tally -> tally.n())
        .sum();
  }

  private void addNodes(List<Node> nodes, List<ProcessorDefinition<?>> outputs, int depth) {
    for (ProcessorDefinition<?> output : outputs) {
      if (output.isAbstract()) {
        // what is to be done with errors: no message passes it on its way
        continue;
      }
      String description = output.getDescriptionText();
      nodes.add(
          new Node(
              output.getId(),
              output.getShortName(),
              description == null ? "" : description,
              depth,
              counters.of(output.getId())));
      addNodes(nodes, output.getOutputs(), depth + 1);
    }
  }

  /** Everything of the main way: totals by stage, for the diagram. */
  Map<String, Long> stages() {
    Figures figures = reader.recent();
    Conservation.Messages messages = figures.conservation().messages();
    Conservation.Deliveries deliveries = figures.conservation().deliveries();
    return Map.of(
        "journal", messages.received(),
        "waiting", messages.waiting(),
        "normalize", messages.normalized(),
        "parked", messages.parked(),
        "facts", figures.facts().stream().mapToLong(tally -> tally.n()).sum(),
        "deliveries", deliveries.made(),
        "undelivered", deliveries.waiting(),
        "receipts", deliveries.delivered());
  }
}

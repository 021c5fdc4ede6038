package org.bianmin.hub.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.delivery.ForwarderState;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.receive.SourceStates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every source and destination with how it stands, at all hubs on the store together. */
@Component
final class Links {

  /**
   * A source.
   *
   * @param state {@code off}, {@code stopped} (at all nodes), {@code partly} (at some), {@code
   *     unheard} (no message within a day) or {@code listening}
   * @param connections open MLLP connections to all nodes, null for other transports
   * @param last minute of its last message, epoch milliseconds, null when older than a day
   * @param hour messages within the last hour
   * @param parked how many of its messages are parked
   * @param answers over MLLP since the start of the nodes that run, by the second letter of MSA-1
   */
  record SourceLink(
      String id,
      String transport,
      String address,
      String state,
      Integer connections,
      Long last,
      long hour,
      long parked,
      Map<String, Long> answers) {}

  /**
   * A destination.
   *
   * @param state off, paused, away, answering or unused: no node has called it since its start
   * @param to scheme, host and port
   * @param oldestAt when the oldest waiting delivery was made, epoch milliseconds, null for none
   * @param forwarder of the node that called it last
   */
  record DestinationLink(
      String id,
      String route,
      String to,
      String state,
      long waiting,
      Long oldestAt,
      Pause pause,
      ForwarderState forwarder) {}

  private static final ForwarderState NEVER = new ForwarderState(0, null, null, null, null);

  private final FiguresReader reader;
  private final ObjectProvider<SourceStates> sources;
  private final Destinations destinations;
  private final NodeStates nodes;

  Links(
      FiguresReader reader,
      ObjectProvider<SourceStates> sources,
      Destinations destinations,
      NodeStates nodes) {
    this.reader = reader;
    this.sources = sources;
    this.destinations = destinations;
    this.nodes = nodes;
  }

  /** Sources, those that are on first. */
  List<SourceLink> sources() {
    Figures now = reader.recent();
    Map<String, Long> hour = new TreeMap<>();
    now.minutes().stream()
        .filter(tally -> tally.what().equals("received"))
        .forEach(tally -> hour.merge(tally.who(), tally.n(), Long::sum));
    Map<String, Long> parked = new TreeMap<>();
    now.journal().stream()
        .filter(tally -> tally.what().equals("parked"))
        .forEach(tally -> parked.merge(tally.who(), tally.n(), Long::sum));
    List<SourceLink> on = new ArrayList<>();
    List<SourceLink> off = new ArrayList<>();
    SourceStates states = sources.getIfAvailable();
    if (states != null) {
      List<NodeStates.Told> told = nodes.all();
      states
          .all()
          .forEach(
              (id, state) ->
                  (state.enabled() ? on : off)
                      .add(
                          link(
                              id,
                              state,
                              told.stream()
                                  .map(node -> node.sources().get(id))
                                  .filter(Objects::nonNull)
                                  .toList(),
                              now.lastMessages().get(id),
                              hour.getOrDefault(id, 0L),
                              parked.getOrDefault(id, 0L))));
    }
    on.addAll(off);
    return on;
  }

  private static SourceLink link(
      String id,
      SourceStates.State state,
      List<NodeStates.Source> nodes,
      Long last,
      long hour,
      long parked) {
    Map<String, Long> answers = new TreeMap<>();
    nodes.forEach(node -> node.answers().forEach((code, n) -> answers.merge(code, n, Long::sum)));
    return new SourceLink(
        id,
        state.transport(),
        state.address(),
        word(state, nodes, last),
        nodes.stream()
            .map(NodeStates.Source::connections)
            .filter(Objects::nonNull)
            .reduce(Integer::sum)
            .orElse(null),
        last,
        hour,
        parked,
        answers);
  }

  private static String word(SourceStates.State state, List<NodeStates.Source> nodes, Long last) {
    if (!state.enabled()) {
      return "off";
    }
    if (nodes.stream().noneMatch(NodeStates.Source::listening)) {
      return "stopped";
    }
    if (!nodes.stream().allMatch(NodeStates.Source::listening)) {
      return "partly";
    }
    return last == null ? "unheard" : "listening";
  }

  /** Destinations by id; those that are off last. */
  List<DestinationLink> destinations() {
    Figures now = reader.recent();
    Map<String, ForwarderState> states = new TreeMap<>();
    for (NodeStates.Told node : nodes.all()) {
      node.destinations()
          .forEach(
              (id, state) -> states.merge(id, state, (a, b) -> calledAt(b) > calledAt(a) ? b : a));
    }
    List<DestinationLink> on = new ArrayList<>();
    List<DestinationLink> off = new ArrayList<>();
    for (String id : new TreeSet<>(destinations.destinations().keySet())) {
      DestinationProperties properties = destinations.destinations().get(id);
      Backlog backlog = now.backlogs().getOrDefault(id, Backlog.NONE);
      Pause pause = now.pauses().get(id);
      ForwarderState state = states.getOrDefault(id, NEVER);
      (properties.enabled() ? on : off)
          .add(
              new DestinationLink(
                  id,
                  properties.route(),
                  to(properties),
                  word(properties, pause, state),
                  backlog.size(),
                  backlog.oldestAt(),
                  pause,
                  state));
    }
    on.addAll(off);
    return on;
  }

  private static long calledAt(ForwarderState state) {
    return Math.max(
        state.answeredAt() == null ? 0 : state.answeredAt(),
        state.failedAt() == null ? 0 : state.failedAt());
  }

  private static String word(DestinationProperties properties, Pause pause, ForwarderState state) {
    if (!properties.enabled()) {
      return "off";
    }
    if (pause != null) {
      return "paused";
    }
    if (state.failures() > 0) {
      return "away";
    }
    return state.answeredAt() == null ? "unused" : "answering";
  }

  /** Without a path or a user, in which some systems carry a key. */
  private static String to(DestinationProperties properties) {
    URI url = properties.url();
    if (url == null || url.getHost() == null) {
      return "";
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port;
  }
}

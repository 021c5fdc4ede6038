package org.bianmin.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.delivery.ForwarderState;
import org.bianmin.hub.delivery.Forwarders;
import org.bianmin.hub.receive.SourceStates;
import org.bianmin.hub.store.LivingNode;
import org.bianmin.hub.store.NodeQueries;
import org.bianmin.hub.store.Nodes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How sources and destinations stand at each hub on the store. A node tells it with each renewal of
 * its lease, every two seconds; of this one it is always that of the moment.
 */
@Component
final class NodeStates {

  /**
   * A source at one node.
   *
   * @param connections open MLLP connections, null for other transports
   * @param answers over MLLP since its start, by the second letter of MSA-1
   */
  record Source(boolean listening, Integer connections, Map<String, Long> answers) {}

  /**
   * What a node tells; no patient data, addresses or free text but a destination's last failure.
   */
  record Told(
      String version, Map<String, Source> sources, Map<String, ForwarderState> destinations) {}

  /**
   * A node.
   *
   * @param told null before it told anything that this one can read
   */
  record Node(LivingNode living, Told told) {

    /** Open MLLP connections to it; null where it is not known. */
    public Integer connections() {
      return told == null
          ? null
          : told.sources().values().stream()
              .map(Source::connections)
              .filter(Objects::nonNull)
              .mapToInt(Integer::intValue)
              .sum();
    }

    /** Destinations that did not answer its last call. */
    public List<String> away() {
      return told == null
          ? List.of()
          : told.destinations().entrySet().stream()
              .filter(destination -> destination.getValue().failures() > 0)
              .map(Map.Entry::getKey)
              .toList();
    }
  }

  // a newer node may tell more, while hubs are upgraded one after the other
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final NodeQueries nodes;
  private final ObjectProvider<SourceStates> sources;
  private final ObjectProvider<Forwarders> forwarders;
  private final MeterRegistry meters;

  NodeStates(
      NodeQueries nodes,
      Nodes own,
      ObjectProvider<SourceStates> sources,
      ObjectProvider<Forwarders> forwarders,
      MeterRegistry meters) {
    this.nodes = nodes;
    this.sources = sources;
    this.forwarders = forwarders;
    this.meters = meters;
    own.tells(this::text);
  }

  /** The hubs on the store; none where this one has it for itself. */
  List<Node> nodes() {
    return nodes.living().stream()
        .map(node -> new Node(node, node.self() ? own() : read(node.told()).orElse(null)))
        .toList();
  }

  /** What each node tells, this one first. */
  List<Told> all() {
    List<Told> all = new ArrayList<>();
    all.add(own());
    nodes.living().stream()
        .filter(node -> !node.self())
        .forEach(node -> read(node.told()).ifPresent(all::add));
    return all;
  }

  private Told own() {
    Map<String, Source> heard = new TreeMap<>();
    sources.ifAvailable(
        states ->
            states
                .all()
                .forEach(
                    (id, state) ->
                        heard.put(
                            id, new Source(state.listening(), state.connections(), answers(id)))));
    Map<String, ForwarderState> called = new TreeMap<>();
    forwarders.ifAvailable(all -> called.putAll(all.states()));
    return new Told(SystemFigures.version(), heard, called);
  }

  private Map<String, Long> answers(String source) {
    Map<String, Long> answers = new TreeMap<>();
    for (Timer timer : meters.find("hub.receive.answer").tag("source", source).timers()) {
      answers.merge(timer.getId().getTag("code"), timer.count(), Long::sum);
    }
    return answers;
  }

  private String text() {
    try {
      return JSON.writeValueAsString(own());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a node's state is no JSON", e);
    }
  }

  private static Optional<Told> read(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      Told told = JSON.readValue(text, Told.class);
      return told.sources() == null || told.destinations() == null
          ? Optional.empty()
          : Optional.of(told);
    } catch (JsonProcessingException e) {
      // of another version, which tells something else
      return Optional.empty();
    }
  }
}

package org.bianmin.hub.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.delivery.ForwarderState;
import org.bianmin.hub.delivery.Forwarders;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.receive.SourceStates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every source and destination with how it stands. */
@Component
final class Links {

  /**
   * A source.
   *
   * @param state {@code off}, {@code stopped}, {@code unheard} (no message within a day) or {@code
   *     listening}
   * @param last minute of its last message, epoch milliseconds, null when older than a day
   * @param hour messages within the last hour
   * @param parked how many of its messages are parked
   * @param answers over MLLP since the start of this node, by the second letter of MSA-1
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
   * @param state off, paused, away, answering or unused: it was not called since the start
   * @param to scheme, host and port
   * @param oldestAt when the oldest waiting delivery was made, epoch milliseconds, null for none
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
  private final ObjectProvider<Forwarders> forwarders;
  private final MeterRegistry meters;

  Links(
      FiguresReader reader,
      ObjectProvider<SourceStates> sources,
      Destinations destinations,
      ObjectProvider<Forwarders> forwarders,
      MeterRegistry meters) {
    this.reader = reader;
    this.sources = sources;
    this.destinations = destinations;
    this.forwarders = forwarders;
    this.meters = meters;
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
      states
          .all()
          .forEach(
              (id, state) ->
                  (state.enabled() ? on : off)
                      .add(
                          link(
                              id,
                              state,
                              now.lastMessages().get(id),
                              hour.getOrDefault(id, 0L),
                              parked.getOrDefault(id, 0L))));
    }
    on.addAll(off);
    return on;
  }

  private SourceLink link(String id, SourceStates.State state, Long last, long hour, long parked) {
    String word = !state.enabled() ? "off" : !state.listening() ? "stopped" : null;
    return new SourceLink(
        id,
        state.transport(),
        state.address(),
        word != null ? word : last == null ? "unheard" : "listening",
        state.connections(),
        last,
        hour,
        parked,
        answers(id));
  }

  private Map<String, Long> answers(String source) {
    Map<String, Long> answers = new TreeMap<>();
    for (Timer timer : meters.find("hub.receive.answer").tag("source", source).timers()) {
      answers.merge(timer.getId().getTag("code"), timer.count(), Long::sum);
    }
    return answers;
  }

  /** Destinations by id; those that are off last. */
  List<DestinationLink> destinations() {
    Figures now = reader.recent();
    Map<String, ForwarderState> states = new TreeMap<>();
    forwarders.ifAvailable(all -> states.putAll(all.states()));
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

package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DeliveryState;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * The figures arranged as the overview shows them.
 *
 * @param duplicates messages that came again
 * @param replayed messages read again by hand
 * @param oldestMessage age of the oldest waiting message, empty when none waits
 */
record Overview(
    Figures figures,
    Traffic traffic,
    long duplicates,
    long replayed,
    String oldestMessage,
    List<Source> sources,
    List<EventType> types,
    List<Destination> destinations) {

  /**
   * A source.
   *
   * @param last minute of its last message in epoch milliseconds, null when older than a day
   * @param hour its last hour
   */
  record Source(
      String id, long received, long parked, long duplicates, Long last, Sparkline hour) {}

  /** How often events of a type were announced as active (corrections included) and as void. */
  record EventType(String code, long active, long voided) {}

  /**
   * A destination.
   *
   * @param oldest age of the oldest waiting delivery, empty when none waits
   * @param oldestAt when that was made, epoch milliseconds; null when none waits
   * @param pause null while it is not paused
   */
  record Destination(
      String id,
      long available,
      long executing,
      long retryable,
      long delivered,
      long superseded,
      long discarded,
      String oldest,
      Long oldestAt,
      Pause pause) {}

  static Overview of(Figures figures, Collection<String> configuredDestinations) {
    Map<String, Map<String, Long>> journal = byWho(figures.journal());
    return new Overview(
        figures,
        Traffic.of(figures.minutes(), figures.at()),
        sum(journal, "duplicate"),
        sum(journal, "replayed"),
        Times.age(figures.oldestMessage(), figures.at()),
        sources(figures, journal),
        types(figures),
        destinations(figures, configuredDestinations));
  }

  private static List<Source> sources(Figures figures, Map<String, Map<String, Long>> journal) {
    List<Source> sources = new ArrayList<>(journal.size());
    journal.forEach(
        (id, n) ->
            sources.add(
                new Source(
                    id,
                    n.getOrDefault("received", 0L),
                    n.getOrDefault("parked", 0L),
                    n.getOrDefault("duplicate", 0L),
                    figures.lastMessages().get(id),
                    Sparkline.of(figures.minutes(), id, figures.at()))));
    return sources;
  }

  private static List<EventType> types(Figures figures) {
    List<EventType> types = new ArrayList<>();
    byWho(figures.facts())
        .forEach(
            (code, n) ->
                types.add(
                    new EventType(code, n.getOrDefault("active", 0L), n.getOrDefault("void", 0L))));
    return types;
  }

  private static List<Destination> destinations(Figures figures, Collection<String> configured) {
    Map<String, Map<String, Long>> delivery = byWho(figures.delivery());
    TreeSet<String> ids = new TreeSet<>(configured);
    ids.addAll(delivery.keySet());
    ids.addAll(figures.backlogs().keySet());
    ids.addAll(figures.pauses().keySet());
    List<Destination> destinations = new ArrayList<>(ids.size());
    for (String id : ids) {
      Backlog backlog = figures.backlogs().getOrDefault(id, Backlog.NONE);
      Map<String, Long> done = delivery.getOrDefault(id, Map.of());
      destinations.add(
          new Destination(
              id,
              waiting(backlog, DeliveryState.AVAILABLE),
              waiting(backlog, DeliveryState.EXECUTING),
              waiting(backlog, DeliveryState.RETRYABLE),
              done.getOrDefault("delivered", 0L),
              done.getOrDefault("superseded", 0L),
              done.getOrDefault("discarded", 0L),
              Times.age(backlog.oldestAt(), figures.at()),
              backlog.oldestAt(),
              figures.pauses().get(id)));
    }
    return destinations;
  }

  private static long waiting(Backlog backlog, DeliveryState state) {
    return backlog.byState().getOrDefault(state, 0L);
  }

  private static Map<String, Map<String, Long>> byWho(List<Tally> tallies) {
    Map<String, Map<String, Long>> byWho = new TreeMap<>();
    tallies.forEach(
        tally ->
            byWho
                .computeIfAbsent(tally.who(), who -> new TreeMap<>())
                .put(tally.what(), tally.n()));
    return byWho;
  }

  private static long sum(Map<String, Map<String, Long>> byWho, String what) {
    return byWho.values().stream().mapToLong(n -> n.getOrDefault(what, 0L)).sum();
  }
}

package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Severity;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.journal.ParkedGroups;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Figures of the overview that are read every few seconds only. */
@Component
final class SlowFigures {

  /**
   * How long facts were on their way, from the receipt of the message to the receipt of the
   * destination.
   *
   * @param half, most milliseconds within which 50 and 99 of 100 arrived
   * @param n of so many
   */
  record Way(long half, long most, int n) {}

  /**
   * The figures.
   *
   * @param incidents that last, by severity
   * @param ways of the newest deliveries, by destination; one without any is missing
   * @param parked parked messages by trigger
   * @param tells event types by the triggers that tell them
   */
  record Slow(
      Map<Severity, Long> incidents,
      Map<String, Way> ways,
      Map<String, Long> parked,
      Map<String, Set<String>> tells) {}

  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int NEWEST = 1_000;
  private static final int PARKED = 10_000;

  private final IncidentQueries incidents;
  private final DeliveryQueries deliveries;
  private final ParkedGroups parked;
  private final ObjectProvider<Mappings> mappings;
  private Slow last;
  private long readAt;
  private String hash;
  private Map<String, Set<String>> tells = Map.of();

  SlowFigures(
      IncidentQueries incidents,
      DeliveryQueries deliveries,
      ParkedGroups parked,
      ObjectProvider<Mappings> mappings) {
    this.incidents = incidents;
    this.deliveries = deliveries;
    this.parked = parked;
    this.mappings = mappings;
  }

  synchronized Slow recent() {
    if (last == null || System.nanoTime() - readAt > KEPT_NANOS) {
      Map<String, Way> ways = new TreeMap<>();
      deliveries.ways(NEWEST).forEach((destination, millis) -> ways.put(destination, way(millis)));
      last = new Slow(incidents.lasting(), ways, parked.triggers(PARKED), tells());
      readAt = System.nanoTime();
    }
    return last;
  }

  static Way way(List<Long> millis) {
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return new Way(at(sorted, 50), at(sorted, 99), sorted.size());
  }

  private static long at(List<Long> sorted, int percent) {
    int place = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(0, place - 1));
  }

  private Map<String, Set<String>> tells() {
    Mappings files = mappings.getIfAvailable();
    if (files == null) {
      return tells;
    }
    MappingSet set = files.inForce();
    if (!set.hash().equals(hash)) {
      Map<String, Set<String>> types = new HashMap<>();
      set.events()
          .forEach(
              (type, event) ->
                  event.bindings().stream()
                      .filter(binding -> binding.action() == Action.RECORD)
                      .flatMap(binding -> binding.on().stream())
                      .forEach(on -> types.computeIfAbsent(on, o -> new HashSet<>()).add(type)));
      tells = types;
      hash = set.hash();
    }
    return tells;
  }
}

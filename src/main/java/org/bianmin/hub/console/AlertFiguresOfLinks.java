package org.bianmin.hub.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.FigureSource;
import org.bianmin.hub.alert.Kind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The figures of connections for the alert rules: since when a destination does not answer or a
 * source does not listen, which share of the messages is refused, and how long certificates are
 * good. Certificates are those of this node, the rest of all nodes together.
 */
@Component
final class AlertFiguresOfLinks implements FigureSource {

  private static final double MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long WINDOW = Duration.ofMinutes(15).toMillis();
  private static final long STEP = Duration.ofMinutes(1).toMillis();
  private static final double PERCENT = 100.0;

  /** Of fewer answers a share says nothing. */
  private static final long FEWEST = 20;

  /** Answers of a source until a time. */
  private record Count(long at, long all, long refused) {}

  private final Supplier<List<Links.DestinationLink>> destinations;
  private final Supplier<List<Links.SourceLink>> sources;
  private final LongFunction<List<Figure>> certificates;
  private final Map<String, Long> down = new HashMap<>();
  private final Map<String, Deque<Count>> answers = new HashMap<>();

  @Autowired
  AlertFiguresOfLinks(Links links, Certificates certificates) {
    this(links::destinations, links::sources, certificates::daysLeft);
  }

  AlertFiguresOfLinks(
      Supplier<List<Links.DestinationLink>> destinations,
      Supplier<List<Links.SourceLink>> sources,
      LongFunction<List<Figure>> certificates) {
    this.destinations = destinations;
    this.sources = sources;
    this.certificates = certificates;
  }

  @Override
  public synchronized Map<Kind, List<Figure>> figures(long now) {
    List<Figure> connections = new ArrayList<>();
    List<Figure> refusals = new ArrayList<>();
    for (Links.DestinationLink destination : destinations.get()) {
      // one that is paused is not called, so nothing is known of it
      boolean away = destination.state().equals("away");
      connections.add(new Figure(destination.id(), down(destination.id(), away, now)));
    }
    for (Links.SourceLink source : sources.get()) {
      boolean stopped = source.state().equals("stopped");
      connections.add(new Figure(source.id(), down(source.id(), stopped, now)));
      Double share = refused(source.id(), source.answers(), now);
      if (share != null) {
        refusals.add(new Figure(source.id(), share));
      }
    }
    Map<Kind, List<Figure>> all = new EnumMap<>(Kind.class);
    all.put(Kind.CONNECTION_DOWN, connections);
    all.put(Kind.ERROR_ANSWERS, refusals);
    List<Figure> days = certificates.apply(now);
    if (days != null) {
      all.put(Kind.CERTIFICATE_DAYS, days);
    }
    return all;
  }

  private double down(String id, boolean isDown, long now) {
    if (!isDown) {
      down.remove(id);
      return 0;
    }
    Long since = down.putIfAbsent(id, now);
    return since == null ? 0 : Math.max(0, now - since) / MINUTE;
  }

  /** Percent of the answers of the last 15 minutes; null where there are too few. */
  private Double refused(String id, Map<String, Long> codes, long now) {
    long all = codes.values().stream().mapToLong(Long::longValue).sum();
    Count last = new Count(now, all, all - codes.getOrDefault("A", 0L));
    Deque<Count> counts = answers.computeIfAbsent(id, unused -> new ArrayDeque<>());
    if (!counts.isEmpty() && last.all() < counts.peekLast().all()) {
      // a node is gone, and with it what it had answered
      counts.clear();
    }
    if (counts.isEmpty() || now - counts.peekLast().at() >= STEP) {
      counts.addLast(last);
    }
    while (counts.size() > 1 && now - counts.peekFirst().at() > WINDOW) {
      counts.removeFirst();
    }
    Count first = counts.peekFirst();
    long answered = last.all() - first.all();
    return answered < FEWEST ? null : PERCENT * (last.refused() - first.refused()) / answered;
  }
}

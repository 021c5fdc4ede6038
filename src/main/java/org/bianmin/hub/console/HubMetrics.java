package org.bianmin.hub.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.DeliveryState;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.TallyQueries.Tally;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The overview's figures as metrics. Sources and destinations get their series when they are first
 * seen; a scrape reads the database at most once a second.
 */
@Component
final class HubMetrics {

  private record Series(String name, Tags tags) {}

  private static final List<DeliveryState> WAITING =
      List.of(DeliveryState.AVAILABLE, DeliveryState.EXECUTING, DeliveryState.RETRYABLE);

  private final FiguresReader reader;
  private final ObjectProvider<Sources> sources;
  private final Nodes nodes;
  private final MeterRegistry registry;
  private final Map<Series, AtomicLong> series = new ConcurrentHashMap<>();
  private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private Figures published;

  HubMetrics(
      FiguresReader reader, ObjectProvider<Sources> sources, Nodes nodes, MeterRegistry registry) {
    this.nodes = nodes;
    this.reader = reader;
    this.sources = sources;
    this.registry = registry;
  }

  /** Registers the series; what the tables name already is there from the first scrape on. */
  @EventListener(ApplicationReadyEvent.class)
  void register() {
    long now = System.currentTimeMillis();
    // what has been silent for a day is silent from the start on, and not unknown
    sources.ifAvailable(
        configured ->
            configured
                .sources()
                .forEach(
                    (id, source) -> {
                      if (source.enabled()) {
                        lastSeen.putIfAbsent(id, now);
                        sourceAge(id);
                      }
                    }));
    figures();
    Gauge.builder("hub.conservation.holds", () -> figures().conservation().holds() ? 1 : 0)
        .description("1 while the conservation check holds")
        .register(registry);
    Gauge.builder("hub.nodes", nodes, Nodes::living)
        .description("Hubs that live on this store, as this one sees it")
        .register(registry);
    Gauge.builder("hub.waiting.messages", () -> figures().conservation().messages().waiting())
        .description("Messages that wait to be normalized")
        .register(registry);
    Gauge.builder("hub.parked.messages", () -> figures().conservation().messages().parked())
        .description("Messages that are parked")
        .register(registry);
    oldest("messages", figures -> figures.oldestMessage());
    oldest("deliveries", Figures::oldestDelivery);
  }

  private void oldest(String what, Function<Figures, Long> since) {
    Gauge.builder("hub.oldest.waiting", () -> seconds(since))
        .description("How long the oldest has been waiting")
        .baseUnit("seconds")
        .tag("what", what)
        .register(registry);
  }

  private double seconds(Function<Figures, Long> since) {
    Long from = since.apply(figures());
    return from == null ? 0 : Math.max(0, System.currentTimeMillis() - from) / 1000.0;
  }

  private synchronized Figures figures() {
    Figures now = reader.recent();
    if (published == null || now.at() != published.at()) {
      published = now;
      publish(now);
    }
    return now;
  }

  private void publish(Figures now) {
    for (Tally tally : now.journal()) {
      // a replay takes a message back into waiting; a counter stands still until it is back
      count("hub.messages", Tags.of("state", tally.what(), "source", tally.who()))
          .accumulateAndGet(tally.n(), Math::max);
    }
    Map<Series, Long> deliveries = new HashMap<>();
    for (Tally tally : now.delivery()) {
      deliveries.put(delivery(tally.who(), tally.what()), tally.n());
      for (DeliveryState state : WAITING) {
        deliveries.putIfAbsent(delivery(tally.who(), state.name()), 0L);
      }
    }
    for (Map.Entry<String, Backlog> backlog : now.backlogs().entrySet()) {
      backlog
          .getValue()
          .byState()
          .forEach((state, n) -> deliveries.put(delivery(backlog.getKey(), state.name()), n));
    }
    deliveries.forEach((key, n) -> series.computeIfAbsent(key, this::gauge).set(n));
    for (Tally tally : now.journal()) {
      if (tally.what().equals("parked")) {
        series
            .computeIfAbsent(
                new Series("hub.source.parked", Tags.of("source", tally.who())), this::parked)
            .set(tally.n());
      }
    }
    now.lastMessages().forEach(lastSeen::put);
    now.lastMessages().keySet().forEach(this::sourceAge);
    Set<String> destinations = new TreeSet<>(now.pauses().keySet());
    now.delivery().forEach(tally -> destinations.add(tally.who()));
    destinations.forEach(this::destination);
  }

  private void sourceAge(String source) {
    if (watched.add("source " + source)) {
      Gauge.builder("hub.source.age", () -> sourceAgeSeconds(source))
          .description("Since the minute of the last message")
          .baseUnit("seconds")
          .tag("source", source)
          .register(registry);
    }
  }

  /** What is over a day old is no longer read; it is remembered, so that the age goes on. */
  private double sourceAgeSeconds(String source) {
    figures();
    return age(lastSeen.get(source));
  }

  private void destination(String destination) {
    if (watched.add("destination " + destination)) {
      Gauge.builder("hub.destination.paused", () -> paused(destination))
          .description("1 while nothing is sent to the destination until a person resumes it")
          .tag("destination", destination)
          .register(registry);
      Gauge.builder("hub.destination.oldest", () -> oldest(destination))
          .description("How long the oldest delivery has been waiting")
          .baseUnit("seconds")
          .tag("destination", destination)
          .register(registry);
    }
  }

  private double paused(String destination) {
    return figures().pauses().containsKey(destination) ? 1 : 0;
  }

  private double oldest(String destination) {
    Backlog backlog = figures().backlogs().get(destination);
    return backlog == null || backlog.oldestAt() == null ? 0 : age(backlog.oldestAt());
  }

  private static double age(long since) {
    return Math.max(0, System.currentTimeMillis() - since) / 1000.0;
  }

  private static Series delivery(String destination, String state) {
    return new Series(
        "hub.deliveries",
        Tags.of("destination", destination, "state", state.toLowerCase(Locale.ROOT)));
  }

  private AtomicLong count(String name, Tags tags) {
    return series.computeIfAbsent(
        new Series(name, tags),
        key -> {
          AtomicLong value = new AtomicLong();
          FunctionCounter.builder(name, value, this::fresh)
              .description("Messages by what became of them")
              .tags(tags)
              .register(registry);
          return value;
        });
  }

  private AtomicLong gauge(Series key) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(key.name(), value, this::fresh)
        .description("Deliveries by state; made counts all of them")
        .tags(key.tags())
        .register(registry);
    return value;
  }

  private AtomicLong parked(Series key) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(key.name(), value, this::fresh)
        .description("Messages of the source that are parked")
        .tags(key.tags())
        .register(registry);
    return value;
  }

  private double fresh(AtomicLong value) {
    figures();
    return value.get();
  }
}

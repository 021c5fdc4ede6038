package org.bianmin.hub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What came of sending, counted once it is durable. */
final class DeliveryMeters {

  private final Map<String, Timer> calls = new ConcurrentHashMap<>();
  private final Map<String, Timer> ways = new ConcurrentHashMap<>();
  private final Map<String, Counter> items = new ConcurrentHashMap<>();

  void stored(DeliveryLane.Result result) {
    String destination = result.destination();
    calls
        .computeIfAbsent(destination + '/' + result.word(), key -> call(destination, result.word()))
        .record(Math.max(0, result.answeredAt() - result.sentAt()), TimeUnit.MILLISECONDS);
    Timer way = ways.computeIfAbsent(destination, DeliveryMeters::way);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < result.items().size(); i++) {
      DeliveryOutcome outcome = result.outcomes().get(i);
      counts.merge(word(outcome), 1, Integer::sum);
      if (outcome instanceof DeliveryOutcome.Accepted) {
        long millis = result.answeredAt() - result.items().get(i).createdAt();
        way.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
      }
    }
    counts.forEach(
        (word, count) ->
            items
                .computeIfAbsent(destination + '/' + word, key -> item(destination, word))
                .increment(count));
  }

  static String word(DeliveryOutcome outcome) {
    if (outcome instanceof DeliveryOutcome.Accepted accepted) {
      return accepted.how();
    }
    return outcome instanceof DeliveryOutcome.Rejected ? "rejected" : "retry";
  }

  private static Timer call(String destination, String outcome) {
    return Timer.builder("hub.delivery.call")
        .description("Calls of a destination, by how they ended as a whole")
        .tag("destination", destination)
        .tag("outcome", outcome)
        .register(Metrics.globalRegistry);
  }

  private static Counter item(String destination, String outcome) {
    return Counter.builder("hub.delivery.items")
        .description("Items that a destination answered, by its answer")
        .tag("destination", destination)
        .tag("outcome", outcome)
        .register(Metrics.globalRegistry);
  }

  private static Timer way(String destination) {
    return Timer.builder("hub.delivery.way")
        .description("From the commit that made a delivery to the destination's receipt")
        .tag("destination", destination)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6))
        .register(Metrics.globalRegistry);
  }
}

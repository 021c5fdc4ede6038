package org.bianmin.hub.trial.year;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What facts end as, worked out in the plainest way: by key, the latest words win. */
final class Replay {

  private record Key(String facility, String type, String businessKey) {}

  private static final class State {
    private final Map<String, Object> told = new HashMap<>();
    private Long occurredAt;
    private long saidAt = Long.MIN_VALUE;
    private boolean recorded;
    private boolean standing;
  }

  private final Map<Key, State> facts = new HashMap<>();

  void hear(YearEvent event) {
    if (event.what() == YearEvent.What.MERGE) {
      return;
    }
    State state =
        facts.computeIfAbsent(
            new Key(event.facility(), event.type(), event.businessKey()), key -> new State());
    switch (event.what()) {
      case RECORD -> {
        state.recorded = true;
        if (event.recordedAt() >= state.saidAt) {
          state.standing = true;
          state.saidAt = event.recordedAt();
          state.occurredAt = event.occurredAt();
          state.told.putAll(event.attributes());
        } else {
          event.attributes().forEach(state.told::putIfAbsent);
        }
      }
      case AMEND -> state.told.putAll(event.attributes());
      case VOID -> {
        if (event.recordedAt() >= state.saidAt) {
          state.standing = false;
          state.saidAt = event.recordedAt();
        }
      }
      default -> throw new IllegalStateException(event.what().toString());
    }
  }

  long count(String facility, String type, Span span, Predicate<Map<String, Object>> which) {
    long from = YearCalendar.start(span.first());
    long to = span.end();
    return facts.entrySet().stream()
        .filter(fact -> fact.getKey().facility().equals(facility))
        .filter(fact -> fact.getKey().type().equals(type))
        .map(Map.Entry::getValue)
        .filter(state -> state.recorded && state.standing)
        .filter(state -> state.occurredAt >= from && state.occurredAt < to)
        .filter(state -> which.test(state.told))
        .count();
  }
}

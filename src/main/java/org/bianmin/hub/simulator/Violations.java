package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Every breach of the contract that was seen: a total, and the newest of them. */
final class Violations {

  private static final int KEPT = 1_000;

  private record Violation(Instant time, String rule, String detail) {}

  private final Clock clock;
  private final Deque<Violation> newest = new ArrayDeque<>();
  private long total;

  Violations(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes a breach.
   *
   * @param rule code of the rule
   * @param detail place and rule; never patient data
   */
  synchronized void add(String rule, String detail) {
    total++;
    if (newest.size() == KEPT) {
      newest.removeFirst();
    }
    newest.addLast(new Violation(clock.instant(), rule, detail));
  }

  synchronized long total() {
    return total;
  }

  synchronized void clear() {
    newest.clear();
    total = 0;
  }

  /** Oldest kept first. */
  synchronized ObjectNode list() {
    ObjectNode list = Json.MAPPER.createObjectNode().put("count", total);
    var items = list.putArray("items");
    for (Violation v : newest) {
      items.addObject().put("time", v.time.toString()).put("rule", v.rule).put("detail", v.detail);
    }
    return list.putNull("next");
  }
}

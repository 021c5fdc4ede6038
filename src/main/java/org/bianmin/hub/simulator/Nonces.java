package org.bianmin.hub.simulator;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Nonces of the last ten minutes; each counts once per app id. */
final class Nonces {

  static final long KEPT_MILLIS = 10 * 60_000L;

  private record Seen(long until, String nonce) {}

  private final Clock clock;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Seen> byAge = new ArrayDeque<>();

  Nonces(Clock clock) {
    this.clock = clock;
  }

  /** Takes the nonce, or answers false when it was taken before. */
  synchronized boolean take(String appId, String nonce) {
    long now = clock.millis();
    while (!byAge.isEmpty() && byAge.peekFirst().until() <= now) {
      seen.remove(byAge.removeFirst().nonce());
    }
    String entry = appId + '\n' + nonce;
    if (!seen.add(entry)) {
      return false;
    }
    byAge.addLast(new Seen(now + KEPT_MILLIS, entry));
    return true;
  }
}

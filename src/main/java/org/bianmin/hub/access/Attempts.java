package org.bianmin.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Bounds wrong passwords by the address that they come from, on this node. */
@Component
public final class Attempts {

  private static final int ADDRESSES = 10_000;

  private static final class Window {
    private long since;
    private int failed;
  }

  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > ADDRESSES;
        }
      };

  private final int most;
  private final Duration window;
  private final Clock clock;

  @Autowired
  Attempts(AccessProperties properties) {
    this(properties.failuresPerAddress(), properties.lockFor(), Clock.systemUTC());
  }

  public Attempts(int most, Duration window, Clock clock) {
    this.most = most;
    this.window = window;
    this.clock = clock;
  }

  /** Whether an address may try; a try counts as failed until {@link #succeeded} says otherwise. */
  public synchronized boolean tries(String address) {
    Window found = windows.computeIfAbsent(address, unused -> new Window());
    if (clock.millis() - found.since >= window.toMillis()) {
      found.since = clock.millis();
      found.failed = 0;
    }
    if (found.failed >= most) {
      return false;
    }
    found.failed++;
    return true;
  }

  /** A try was a sign-in. */
  synchronized void succeeded(String address) {
    Window found = windows.get(address);
    if (found != null && found.failed > 0) {
      found.failed--;
    }
  }
}

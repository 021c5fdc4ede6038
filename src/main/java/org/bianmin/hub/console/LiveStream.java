package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the parts of a page to everybody who watches it, as server-sent events. Once per turn the
 * page's figures are read and its parts rendered once per language, whoever watches; a part that
 * has not changed is not sent. Nothing is read while nobody watches.
 */
final class LiveStream {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  private static final byte[] BEAT = "event: beat\ndata: 1\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] STALE = "event: stale\ndata: 1\n\n".getBytes(StandardCharsets.UTF_8);
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long FAILED_MILLIS = 5_000;

  /** A part as it was rendered last, and as it is sent. */
  private record Frame(String html, byte[] bytes) {}

  private final String name;
  private final long everyMillis;
  private final int most;
  private final Function<Set<Locale>, Map<Locale, Map<String, String>>> rendering;
  private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();
  private final Map<Locale, Map<String, Frame>> frames = new HashMap<>();
  private Thread thread;
  private boolean closed;
  private long beatAt = System.nanoTime();

  /**
   * A stream, at rest.
   *
   * @param most viewers at the same time
   * @param rendering reads the figures, and renders all parts in the languages that it is given
   */
  LiveStream(
      String name,
      long everyMillis,
      int most,
      Function<Set<Locale>, Map<Locale, Map<String, String>>> rendering) {
    this.name = name;
    this.everyMillis = everyMillis;
    this.most = most;
    this.rendering = rendering;
  }

  /** Lets a browser watch, or answers 503 when there are as many as there may be. */
  void open(HttpServletRequest request, HttpServletResponse response, Locale language)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    // a proxy that gathers answers would show nothing
    response.setHeader("X-Accel-Buffering", "no");
    if (!room()) {
      response.setHeader("Retry-After", "30");
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    var viewer =
        new LiveViewer(request.startAsync(), response.getOutputStream(), language, this::remove);
    add(viewer);
    viewer.begin();
  }

  private synchronized boolean room() {
    return !closed && viewers.size() < most;
  }

  /** Adds a viewer; the first one sets the stream going. */
  synchronized void add(LiveViewer viewer) {
    viewers.add(viewer);
    if (thread == null && !closed) {
      thread = new Thread(this::run, "live-" + name);
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  void remove(LiveViewer viewer) {
    viewers.remove(viewer);
  }

  /** Whether anything is read at the moment. */
  synchronized boolean going() {
    return thread != null;
  }

  int watching() {
    return viewers.size();
  }

  /** Ends all viewers and takes no more. */
  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    List.copyOf(viewers).forEach(LiveViewer::end);
  }

  private void run() {
    long pause = 0;
    while (awaitViewers(pause)) {
      pause = everyMillis;
      try {
        turn();
      } catch (RuntimeException e) {
        LOG.debug("The figures of {} cannot be read at the moment", name, e);
        viewers.forEach(viewer -> viewer.say(STALE));
        pause = FAILED_MILLIS;
      }
    }
  }

  /** Waits until the next turn; the thread ends when nobody watches any more. */
  private synchronized boolean awaitViewers(long pause) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    try {
      for (long left = until - System.nanoTime();
          left > 0 && !closed;
          left = until - System.nanoTime()) {
        wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
    if (closed || viewers.isEmpty()) {
      thread = null;
      frames.clear();
      return false;
    }
    return true;
  }

  private void turn() {
    Set<Locale> languages = ConcurrentHashMap.newKeySet();
    viewers.forEach(viewer -> languages.add(viewer.language()));
    frames.keySet().retainAll(languages);
    rendering.apply(languages).forEach(this::keep);
    for (LiveViewer viewer : viewers) {
      frames
          .getOrDefault(viewer.language(), Map.of())
          .forEach((part, frame) -> viewer.give(part, frame.bytes()));
      if (viewer.stalledNanos() > STALLED_NANOS) {
        viewer.end();
      }
    }
    if (System.nanoTime() - beatAt > BEAT_NANOS) {
      beatAt = System.nanoTime();
      viewers.forEach(viewer -> viewer.say(BEAT));
    }
  }

  private void keep(Locale language, Map<String, String> parts) {
    Map<String, Frame> kept = frames.computeIfAbsent(language, l -> new LinkedHashMap<>());
    parts.forEach(
        (part, html) -> {
          Frame before = kept.get(part);
          if (before == null || !before.html().equals(html)) {
            kept.put(part, new Frame(html, event(part, html)));
          }
        });
  }

  /** The part's name is the first line of the data, its HTML the others. */
  private static byte[] event(String part, String html) {
    StringBuilder event = new StringBuilder(html.length() + 256);
    event.append("event: part\ndata: ").append(part).append('\n');
    html.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> event.append("data: ").append(line).append('\n'));
    return event.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }
}

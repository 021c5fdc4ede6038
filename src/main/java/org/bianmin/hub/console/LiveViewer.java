package org.bianmin.hub.console;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One browser that watches. It is written to without waiting: for one that does not read, the
 * newest state of each part is kept and nothing else, and whoever feeds it goes on.
 */
final class LiveViewer implements WriteListener, AsyncListener {

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Locale language;
  private final Consumer<LiveViewer> gone;

  /** What it was given last, by part; told apart by identity. */
  private final Map<String, byte[]> given = new HashMap<>();

  private final Map<String, byte[]> waiting = new LinkedHashMap<>();
  private boolean begun;
  private boolean unflushed;
  private boolean ended;
  private long tookAt = System.nanoTime();

  LiveViewer(
      AsyncContext async, ServletOutputStream out, Locale language, Consumer<LiveViewer> gone) {
    this.async = async;
    this.out = out;
    this.language = language;
    this.gone = gone;
  }

  /** Registers with the container, which says when it may write. */
  void begin() {
    async.setTimeout(0);
    async.addListener(this);
    out.setWriteListener(this);
  }

  Locale language() {
    return language;
  }

  /** Gives it a part unless it has exactly this one already. */
  synchronized void give(String part, byte[] frame) {
    if (!ended && given.put(part, frame) != frame) {
      waiting.put(part, frame);
      drain();
    }
  }

  /** Gives it something that is no state, such as a heartbeat. */
  synchronized void say(byte[] frame) {
    if (!ended && waiting.isEmpty()) {
      waiting.put("", frame);
      drain();
    }
  }

  /** For how long it has not taken what it was given, in nanoseconds; 0 while it keeps up. */
  synchronized long stalledNanos() {
    return waiting.isEmpty() && !unflushed ? 0 : System.nanoTime() - tookAt;
  }

  @Override
  public synchronized void onWritePossible() {
    begun = true;
    drain();
  }

  private void drain() {
    if (!begun || ended) {
      return;
    }
    try {
      while (out.isReady()) {
        tookAt = System.nanoTime();
        if (!waiting.isEmpty()) {
          Iterator<byte[]> frames = waiting.values().iterator();
          byte[] frame = frames.next();
          frames.remove();
          unflushed = true;
          out.write(frame);
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      // the browser has gone, or the container has ended the request
      end();
    }
  }

  /** Ends the stream; the browser comes again by itself if it is still there. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      waiting.clear();
    }
    gone.accept(this);
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // the container was first
      return;
    }
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // it is started once
  }
}

package org.bianmin.hub.recognition;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.mapping.Mappings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Asks the platform for its catalogue: at start, and then again and again. */
@Component
final class CatalogueSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueSchedule.class);
  private static final long STOP_SECONDS = 5;

  private final ObjectProvider<CataloguePlatform> platform;
  private final CatalogueRows rows;
  private final Catalogues catalogues;
  private final Mappings mappings;
  private final RecognitionProperties properties;
  private ScheduledExecutorService timer;

  CatalogueSchedule(
      ObjectProvider<CataloguePlatform> platform,
      CatalogueRows rows,
      Catalogues catalogues,
      Mappings mappings,
      RecognitionProperties properties) {
    this.platform = platform;
    this.rows = rows;
    this.catalogues = catalogues;
    this.mappings = mappings;
    this.properties = properties;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled() && properties.platform() != null;
  }

  @Override
  public synchronized void start() {
    CataloguePlatform asked = platform.getIfAvailable();
    if (asked == null) {
      LOG.debug("Nothing can be asked for a catalogue");
      return;
    }
    CataloguePull pull =
        new CataloguePull(asked, rows, catalogues, mappings, properties, Clock.systemUTC());
    timer = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "recognition-catalogue"));
    next(pull, Duration.ZERO);
  }

  private synchronized void next(CataloguePull pull, Duration pause) {
    if (timer != null && !timer.isShutdown()) {
      ScheduledFuture<?> unused =
          timer.schedule(() -> next(pull, pull.run()), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    ExecutorService stopped;
    synchronized (this) {
      stopped = timer;
      timer = null;
    }
    if (stopped != null) {
      stopped.shutdownNow();
      try {
        boolean unused = stopped.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}

package org.bianmin.hub.recognition;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.RecognitionTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Says once a day which scopes end or are missing, and counts them whenever it is asked. */
@Component
public final class ScopeWatch implements SmartLifecycle {

  /**
   * What needs looking at.
   *
   * @param scopes that end soon or have ended lately
   * @param uncovered items in use without a scope, and in how many of the newest reports
   */
  public record Findings(
      List<ScopeWarnings.Line> scopes, Map<UncoveredItems.Item, Long> uncovered) {

    /** How many scopes are in a state. */
    public long count(ScopeWarnings.State state) {
      return scopes.stream().filter(line -> line.state() == state).count();
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(ScopeWatch.class);

  /** Looking at a thousand reports for each scrape would be work for nothing. */
  private static final long KEPT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private static final int NAMED = 5;

  private final Mappings mappings;
  private final Catalogues catalogues;
  private final UncoveredItems items;
  private final RecognitionProperties properties;
  private final Clock clock;
  private ScheduledExecutorService timer;
  private Findings last;
  private long lastAt;

  @Autowired
  ScopeWatch(
      Mappings mappings,
      Catalogues catalogues,
      UncoveredItems items,
      RecognitionProperties properties,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    this(mappings, catalogues, items, properties, Clock.system(zone));
  }

  ScopeWatch(
      Mappings mappings,
      Catalogues catalogues,
      UncoveredItems items,
      RecognitionProperties properties,
      Clock clock) {
    this.mappings = mappings;
    this.catalogues = catalogues;
    this.items = items;
    this.properties = properties;
    this.clock = clock;
  }

  /** The scopes of the tables in force, as they stand today. */
  public ScopeWarnings scopes() {
    return new ScopeWarnings(
        mappings.inForce().recognition(),
        catalogues.inForce(),
        LocalDate.now(clock),
        properties.warnBefore());
  }

  /** What needs looking at now. */
  public Findings look() {
    RecognitionTables tables = mappings.inForce().recognition();
    return new Findings(
        scopes().warned(), items.find(tables, catalogues.inForce(), LocalDate.now(clock)));
  }

  /** What needed looking at within the last five minutes. */
  public synchronized Findings recent() {
    long now = clock.millis();
    if (last == null || now - lastAt > KEPT_MILLIS || now < lastAt) {
      last = look();
      lastAt = now;
    }
    return last;
  }

  /** Writes what needs looking at into the log, if anything does. */
  void tell() {
    try {
      Findings found = look();
      if (!found.scopes().isEmpty()) {
        LOG.warn(
            "{} scopes of mutual recognition end within {} days, {} have ended; renew the"
                + " certificates and write them into recognition/scopes.csv: {}",
            found.count(ScopeWarnings.State.ENDING),
            properties.warnBefore().toDays(),
            found.count(ScopeWarnings.State.ENDED),
            found.scopes().stream().limit(NAMED).map(ScopeWatch::text).toList());
      }
      if (!found.uncovered().isEmpty()) {
        LOG.warn(
            "{} items are reported without a scope, so nobody may recognise them; where there is a"
                + " certificate write it into recognition/scopes.csv: {}",
            found.uncovered().size(),
            found.uncovered().keySet().stream().limit(NAMED).toList());
      }
    } catch (RuntimeException e) {
      // tomorrow is another day; the timer must outlive it
      LOG.warn("Cannot look at the scopes of mutual recognition; trying again tomorrow", e);
    }
  }

  private static String text(ScopeWarnings.Line line) {
    return "line "
        + line.scope().line()
        + ", "
        + line.scope().label()
        + " "
        + line.scope().item()
        + " until "
        + line.scope().days().to();
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }

  @Override
  public synchronized void start() {
    timer = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "recognition-scopes"));
    ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::tell, 0, 1, TimeUnit.DAYS);
  }

  @Override
  public synchronized void stop() {
    timer.shutdownNow();
    timer = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}

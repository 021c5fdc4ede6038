package org.bianmin.hub.alert;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the figures now and then and holds the rules against them. Of several nodes on one store
 * one looks; when it is gone, another does after a while.
 */
final class AlertWatch extends Worker {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

  /** After everything that has figures. */
  private static final int PHASE = Integer.MAX_VALUE - 100;

  /** Looks that a node may miss before another takes over. */
  private static final int MISSED = 4;

  private final AlertRules rules;
  private final List<FigureSource> sources;
  private final Evaluation evaluation;
  private final Commands commands;
  private final AlertProperties properties;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();

  AlertWatch(
      AlertRules rules,
      List<FigureSource> sources,
      Evaluation evaluation,
      Commands commands,
      AlertProperties properties,
      Clock clock) {
    super("alerts", PHASE);
    this.rules = rules;
    this.sources = List.copyOf(sources);
    this.evaluation = evaluation;
    this.commands = commands;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }

  @Override
  protected void turn() throws InterruptedException {
    // a first look at once would find a hub that has not caught up yet
    awaitNews(properties.every().toSeconds());
    boolean unused = look();
  }

  /** Whether it was this node's turn. */
  boolean look() {
    long now = clock.millis();
    long until = now + MISSED * properties.every().toMillis();
    if (!commands.execute(session -> Lease.WATCH.take(session, node, until, now))) {
      return false;
    }
    Map<Kind, List<Figure>> figures = figures(now);
    RuleSet inForce = rules.inForce();
    return commands.execute(
        session -> {
          // figures take a while at times, and another node may look by now
          boolean ours = Lease.WATCH.take(session, node, until, clock.millis());
          if (ours) {
            evaluation.look(session, inForce, figures, now);
          }
          return ours;
        });
  }

  private Map<Kind, List<Figure>> figures(long now) {
    Map<Kind, List<Figure>> all = new EnumMap<>(Kind.class);
    for (FigureSource source : sources) {
      try {
        all.putAll(source.figures(now));
      } catch (RuntimeException e) {
        // its kinds are not known now; those of the others are
        LOG.warn(
            "Figures for the alert rules cannot be read ({}); their incidents stay as they are",
            e.getClass().getSimpleName());
      }
    }
    return all;
  }
}

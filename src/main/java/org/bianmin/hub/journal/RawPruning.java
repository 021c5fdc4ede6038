package org.bianmin.hub.journal;

import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.Upkeep;
import org.bianmin.hub.store.Worker;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Prunes raw bytes after the start and every hour; of several nodes, one. */
@Component
final class RawPruning extends Worker {

  /** After the writer; what it does waits for nobody. */
  private static final int PHASE = -1900;

  static final String WORK = "retention";

  private static final long EVERY_SECONDS = TimeUnit.HOURS.toSeconds(1);

  /** A node that becomes the one goes on soon. */
  private static final long LOOK_SECONDS = 15;

  private final Nodes nodes;
  private final RawPruner pruner;

  RawPruning(Nodes nodes, Upkeep upkeep, JdbcClient queries, RawBytes bytes) {
    super("retention", PHASE);
    this.nodes = nodes;
    this.pruner = new RawPruner(upkeep, queries, bytes, () -> stopping() || !nodes.leads(WORK));
  }

  @Override
  protected void turn() throws InterruptedException {
    if (nodes.leads(WORK)) {
      work();
      awaitNews(EVERY_SECONDS);
    } else {
      awaitNews(LOOK_SECONDS);
    }
  }

  /** What is to be done now, if it is this node that does it; answers how many blocks are gone. */
  long work() throws InterruptedException {
    return nodes.leads(WORK) ? pruner.work() : 0;
  }
}

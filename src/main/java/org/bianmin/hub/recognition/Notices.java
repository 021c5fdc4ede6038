package org.bianmin.hub.recognition;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the records of this hub that a report which they name was corrected or recalled: fetches
 * the platform's notices, and takes up those of the hub's own reports. A report of the hub's own is
 * told by the hub alone, so that the platform's word of it does not tell it twice.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class Notices implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int PAGE = 100;

  private final NoticeRows rows;
  private final NoticeTeller teller;
  private final UseRows uses;
  private final CheckRows facts;
  private final Consumer<String> forget;
  private final ObjectProvider<NoticePlatform> platforms;
  private final Nodes nodes;
  private final long everyMillis;
  private ScheduledExecutorService worker;
  private volatile boolean running;

  @Autowired
  Notices(
      NoticeRows rows,
      NoticeTeller teller,
      UseRows uses,
      CheckRows facts,
      PlatformSearch search,
      ObjectProvider<NoticePlatform> platforms,
      OrderTimeProperties properties,
      Nodes nodes) {
    this(rows, teller, uses, facts, search::forget, platforms, properties, nodes);
  }

  /**
   * Reads and tells notices.
   *
   * @param forget what was answered with the report of this key is asked for anew
   */
  Notices(
      NoticeRows rows,
      NoticeTeller teller,
      UseRows uses,
      CheckRows facts,
      Consumer<String> forget,
      ObjectProvider<NoticePlatform> platforms,
      OrderTimeProperties properties,
      Nodes nodes) {
    this.nodes = nodes;
    this.rows = rows;
    this.teller = teller;
    this.uses = uses;
    this.facts = facts;
    this.forget = forget;
    this.platforms = platforms;
    this.everyMillis = properties.noticesEvery().toMillis();
  }

  /** Some of the hub's own wait; what does not succeed now is tried again with the next round. */
  void tellSoon() {
    if (running) {
      try {
        worker.execute(this::tellOwn);
      } catch (RejectedExecutionException e) {
        LOG.debug("stopping; the notice waits in its table");
      }
    }
  }

  private void round() {
    tellOwn();
    if (isOurs()) {
      platforms.orderedStream().forEach(this::readAll);
    }
  }

  /** Of several hubs on one store one tells; what another notes waits for its next round. */
  private boolean isOurs() {
    return nodes.leads("recognition-notices");
  }

  private void tellOwn() {
    if (!isOurs()) {
      return;
    }
    try {
      for (List<NoticeRows.Row> page = rows.waiting(PAGE);
          running && !page.isEmpty();
          page = rows.waiting(PAGE)) {
        page.forEach(this::tellOwn);
      }
    } catch (RuntimeException e) {
      LOG.warn("Notices wait ({}); trying again", e.getClass().getSimpleName());
    }
  }

  private void tellOwn(NoticeRows.Row row) {
    Notice noted = row.notice();
    Notice notice =
        new Notice(
            noted.no(),
            noted.at(),
            noted.recalled(),
            rows.urgent(noted.reportKey()),
            noted.reportKey(),
            noted.reportFacility(),
            noted.reportVersion(),
            noted.concerns().isEmpty() ? uses.of(noted.reportKey()) : noted.concerns());
    rows.told(row.id(), teller.tell(NoticeRows.OWN, notice, notice.concerns()));
  }

  private void readAll(NoticePlatform platform) {
    try {
      String after = rows.position(platform.id());
      List<Notice> page = platform.fetch(after);
      // a page that ends where it began would be fetched for ever
      while (running && !page.isEmpty() && !page.get(page.size() - 1).no().equals(after)) {
        for (Notice notice : page) {
          read(platform.id(), notice);
        }
        after = page.get(page.size() - 1).no();
        page = platform.fetch(after);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: notices cannot be read now ({})", platform.id(), e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String platform, Notice notice) {
    forget.accept(notice.reportKey());
    boolean own = isOwn(notice.reportKey());
    List<String> told = teller.tell(platform, notice, own ? List.of() : notice.concerns());
    rows.read(platform, notice, !told.isEmpty());
  }

  private boolean isOwn(String report) {
    try {
      return facts.exists(EventKey.parse(report));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void start() {
    running = true;
    worker = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "recognition-notices"));
    ScheduledFuture<?> unused =
        worker.scheduleWithFixedDelay(this::round, 0, everyMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    worker.shutdownNow();
    try {
      worker.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the writer, before what is received. */
  @Override
  public int getPhase() {
    return -2000;
  }
}

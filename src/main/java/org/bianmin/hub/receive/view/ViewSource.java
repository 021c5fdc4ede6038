package org.bianmin.hub.receive.view;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ViewDefinition;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source of transport view: when it is read, and whether that works. Used by the one thread of
 * its route, so reads never overlap. Of several hubs on one store one reads.
 */
final class ViewSource {

  /** Most rows that one query answers. */
  static final int PAGE = 1000;

  /** Rows that one statement of the hub's one writer looks at. */
  private static final int FORGOTTEN_AT_ONCE = 5000;

  private static final Logger log = LoggerFactory.getLogger(ViewSource.class);
  private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(5);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long DAY = TimeUnit.DAYS.toNanos(1);
  private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(7);

  private final String id;
  private final SourceProperties properties;
  private final String facility;
  private final ViewConnections connections;
  private final KnownRows known;
  private final ViewTeller teller;
  private final Commands commands;
  private final Nodes nodes;
  private ViewMemory memory = new ViewMemory();
  private boolean reading;
  private volatile boolean working = true;
  private int failures;
  private String reported = "";
  private long resumeAt = System.nanoTime();
  private long compareAt = resumeAt;
  // soon after a start: some hubs are started every day
  private long forgetAt = resumeAt + HOUR;
  private int refusedBefore;

  ViewSource(
      String id,
      SourceProperties properties,
      String facility,
      ViewConnections connections,
      KnownRows known,
      ViewTeller teller,
      Commands commands,
      Nodes nodes) {
    this.nodes = nodes;
    this.id = id;
    this.properties = properties;
    this.facility = facility;
    this.connections = connections;
    this.known = known;
    this.teller = teller;
    this.commands = commands;
  }

  /** Whether the last read went to its end. */
  boolean working() {
    return working;
  }

  /** Whether it is this hub that reads the view: of several on one store one does. */
  boolean reads() {
    return nodes.leads("view-" + id);
  }

  /**
   * A read with the mapping set in force; null while the source pauses after failures, or another
   * hub reads.
   *
   * @throws ViewProblem when the set has no such view
   */
  ViewPoll begin(MappingSet set) {
    long now = System.nanoTime();
    boolean ours = reads();
    if (ours != reading) {
      reading = ours;
      // whoever read it meanwhile knows more
      memory = new ViewMemory();
      compareAt = now;
    }
    if (!ours || now - resumeAt < 0) {
      return null;
    }
    ViewDefinition view = view(set);
    var name = new KnownRows.View(id, view.name());
    return new ViewPoll(
        new ViewTeller.Origin(name, facility, view.event()),
        view,
        set,
        properties.zone(),
        properties.view().url(),
        PAGE,
        known,
        teller,
        memory,
        now - compareAt >= 0);
  }

  /** The view's file. */
  ViewDefinition view(MappingSet set) {
    ViewDefinition view = set.views().get(properties.view().name());
    if (view == null) {
      throw new ViewProblem(
          "there is no mappings/views/"
              + properties.view().name()
              + ".yaml; correct hub.sources."
              + id
              + ".view.name, or add the file; there are "
              + String.join(", ", set.views().keySet()));
    }
    return view;
  }

  /** A read went to its end, or was stopped with the hub. */
  void ended(ViewPoll poll, MappingSet set) {
    connections.release();
    if (failures > 0) {
      log.info("hub.sources.{}: the view is read again", id);
    }
    working = true;
    failures = 0;
    reported = "";
    long now = System.nanoTime();
    if (poll.compared()) {
      compareAt = now + view(set).window().every().toNanos();
      refused(poll.refused());
    }
    Long forgettable = poll.forgettable();
    if (now - forgetAt >= 0 && forgettable != null) {
      forgetAt = now + DAY;
      var name = new KnownRows.View(id, view(set).name());
      known.forget(commands, name, forgettable - KEPT_MILLIS, FORGOTTEN_AT_ONCE);
    }
  }

  private void refused(int rows) {
    if (rows > 0 && refusedBefore == 0) {
      log.warn(
          "hub.sources.{}: {} rows of the window have vanished at once, more than window.most of"
              + " the view allows; nothing is taken back. Ask whether the view was emptied; if the"
              + " rows are really gone, raise window.most and reload",
          id,
          rows);
    }
    refusedBefore = rows;
  }

  /** A read failed: the next one waits, longer each time, and the reason is logged once. */
  void failed(Throwable cause) {
    connections.release();
    working = false;
    failures++;
    long pause = properties.view().every().toNanos();
    for (int i = 1; i < failures && pause < LONGEST_PAUSE; i++) {
      pause *= 2;
    }
    // never longer than five minutes, unless it is read more rarely anyway
    long longest = Math.max(LONGEST_PAUSE, properties.view().every().toNanos());
    resumeAt = System.nanoTime() + Math.min(pause, longest);
    String reason =
        ViewFailure.reason(cause, "hub.sources." + id + ".view", properties.view().url());
    // what is in brackets differs from one try to the next
    String kind = reason.replaceAll("\\(.*?\\)", "");
    if (!kind.equals(reported)) {
      reported = kind;
      log.warn(
          "hub.sources.{}: the view cannot be read: {}. It is tried again, at most every {}",
          id,
          reason,
          Duration.ofNanos(longest),
          ViewFailure.trace(cause));
    }
  }

  void close() {
    connections.close();
  }
}

package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which rows of one table this node works on. A hub alone owns all of them. Of several each owns
 * the ids that it took, block by block, and those that it took over from a node that is gone (ADR
 * 023); the table {@code id_range} says so, and this is what was read of it last.
 */
public final class OwnRows {

  /** A block that was taken; whether for good shows with the next commit. */
  private record Taken(IdSpans.Span block, long commits) {}

  /** Who works on the rows. */
  interface Worker {

    /** Rows between these ids, ends included, may wait. */
    void waiting(long first, long last);

    /** Some rows belong to another node now. */
    void lost();

    /** Whether it knows of nothing that waits. */
    boolean idle();
  }

  private final String name;
  private final IdRanges table;
  private final GroupCommit commits;
  private final Runnable adopted;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final List<Taken> recent = new ArrayList<>();
  private volatile IdSpans all;
  // of these the blocks that this process took: new rows come in no other
  private volatile IdSpans home;
  private volatile int losses;
  private volatile long newest;

  private OwnRows(String name, IdRanges table, GroupCommit commits, Runnable adopted, IdSpans own) {
    this.name = name;
    this.table = table;
    this.commits = commits;
    this.adopted = adopted;
    this.all = own;
    this.home = own;
  }

  /** Of a hub that shares its store with no other. */
  public static OwnRows alone(String name) {
    return new OwnRows(name, null, null, () -> {}, IdSpans.ALL);
  }

  /**
   * Of one of several nodes.
   *
   * @param adopted told when the table was changed behind its back
   */
  static OwnRows shared(String name, IdRanges table, GroupCommit commits, Runnable adopted) {
    return new OwnRows(name, table, commits, adopted, IdSpans.NONE);
  }

  String name() {
    return name;
  }

  /** Whether this node works on a row. */
  public boolean owns(long id) {
    return all.contains(id);
  }

  IdSpans all() {
    return all;
  }

  IdSpans home() {
    return home;
  }

  /** Changes whenever something was lost: a block that was begun must not be gone on with. */
  int losses() {
    return losses;
  }

  void add(Worker worker) {
    workers.add(worker);
  }

  /** Writes that this node has taken a block, in the transaction that takes it. */
  void take(Session session, long first, long last) throws SQLException {
    if (table == null) {
      return;
    }
    table.take(session, name, first, last);
    synchronized (this) {
      var block = new IdSpans.Span(first, last);
      IdSpans span = IdSpans.of(List.of(block));
      recent.add(new Taken(block, commits.commits()));
      newest = first;
      all = all.plus(span);
      home = home.plus(span);
    }
  }

  /** What was taken in the transaction that is no more is not owned. */
  synchronized void rolledBack() {
    long now = commits == null ? 0 : commits.commits();
    List<IdSpans.Span> gone = new ArrayList<>();
    for (Taken taken : recent) {
      if (taken.commits() == now) {
        gone.add(taken.block());
      }
    }
    recent.removeIf(taken -> taken.commits() == now);
    forget(IdSpans.of(gone));
  }

  /**
   * What the table says.
   *
   * @param before commits of this node before it was asked
   */
  void read(IdSpans inTable, long before) {
    IdSpans gained;
    boolean lost;
    synchronized (this) {
      recent.removeIf(taken -> taken.commits() < before);
      IdSpans now = inTable.plus(IdSpans.of(recent.stream().map(Taken::block).toList()));
      gained = now.minus(all);
      IdSpans gone = all.minus(now);
      lost = !gone.isEmpty();
      all = now;
      home = home.minus(gone);
      if (lost) {
        losses++;
      }
    }
    if (lost) {
      workers.forEach(Worker::lost);
    }
    gained.spans().forEach(span -> waiting(span.first(), span.last()));
  }

  /** Tells those who work on the rows that some of these may wait. */
  void waiting(long first, long last) {
    workers.forEach(worker -> worker.waiting(first, last));
  }

  /** Looks for rows that wait and that nobody here knows of, where there is nothing else to do. */
  void sweep() {
    for (Worker worker : workers) {
      if (worker.idle()) {
        worker.waiting(0, Long.MAX_VALUE);
      }
    }
  }

  /** No row is added any more to what lies so far behind. */
  boolean isOld(IdSpans.Span span, long distance) {
    return span.last() < newest - distance;
  }

  synchronized void forget(IdSpans gone) {
    all = all.minus(gone);
    home = home.minus(gone);
  }

  /**
   * Rows were made to wait by hand, and this is committed: those in the hands of another node are
   * told to it, and what nobody has is this node's from now on.
   */
  public void made(Commands commands, List<Long> ids) {
    // only after the commit: a node may give up a span in which nothing waits at any time before
    List<Long> others = ids.stream().filter(id -> !owns(id)).toList();
    if (table != null && !others.isEmpty()) {
      commands.execute(session -> table.call(session, name, others));
      adopted.run();
    }
  }
}

// size: one writer, and all that it guards
package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Whatever waits in the lanes goes into one transaction, so many senders share one
 * fsync. An item that the database refuses is found and failed alone; its neighbours are committed.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** While nothing can be committed and nobody tries, it is tried so often whether it can again. */
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Of a transaction that another hub's keeps from ending. */
  private static final int TRIES = 10;

  private static final String PROBE =
      "insert into id_block (name, next_id) values ('probe', 1)"
          + " on conflict (name) do update set next_id = id_block.next_id + 1";

  final ReentrantLock lock = new ReentrantLock();
  final Condition work = lock.newCondition();
  final Condition room = lock.newCondition();
  volatile boolean closed;

  private final Database database;
  private final List<Lane<?>> lanes = new ArrayList<>();
  private int lanesAtEnd;
  private final List<Runnable> rollbackListeners = new ArrayList<>();
  private final List<Runnable> recoveryListeners = new ArrayList<>();
  private final Completions completions = new Completions();
  private final Thread thread = new Thread(this::run, "store-writer");
  private final LongAdder commits = new LongAdder();
  private final CommitMeters meters = new CommitMeters();
  private Session session;
  // the last one that came to its end
  private Commit committed;
  private volatile String unavailable;

  public GroupCommit(Database database) {
    this.database = database;
  }

  /**
   * Adds a lane.
   *
   * @param perCommit most items of this lane in one transaction
   * @param capacity most items held, waiting or being committed
   * @param byteCapacity most bytes held; a single larger item is let through alone
   */
  public <T> Lane<T> lane(
      String name, LaneWriter<T> writer, int perCommit, int capacity, long byteCapacity) {
    lock.lock();
    try {
      Lane<T> lane = new Lane<>(this, name, writer, perCommit, capacity, byteCapacity);
      lanes.add(lanes.size() - lanesAtEnd, lane);
      return lane;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a lane that is written after all others of a transaction (counts alone come later): for a
   * row that every node updates, so that no two of them wait for each other.
   */
  public <T> Lane<T> laneAtEnd(String name, LaneWriter<T> writer, int perCommit, int capacity) {
    lock.lock();
    try {
      Lane<T> lane = new Lane<>(this, name, writer, perCommit, capacity, Long.MAX_VALUE);
      lanes.add(lane);
      lanesAtEnd++;
      return lane;
    } finally {
      lock.unlock();
    }
  }

  /** Runs after each rollback: what was remembered inside the transaction is no longer true. */
  public void onRollback(Runnable listener) {
    rollbackListeners.add(listener);
  }

  /** Runs when the store commits again after it could not, off the writer's thread. */
  public void onRecovery(Runnable listener) {
    recoveryListeners.add(listener);
  }

  public void start() {
    thread.start();
  }

  /** Why the store takes nothing at the moment, or null while it does. */
  public String unavailable() {
    return unavailable;
  }

  /** Transactions committed since the start. */
  public long commits() {
    return commits.sum();
  }

  /** Items on their way to a commit, by the name of their lane. */
  Map<String, Integer> waiting() {
    lock.lock();
    try {
      Map<String, Integer> waiting = new TreeMap<>();
      lanes.forEach(lane -> waiting.merge(lane.name, lane.held(), Integer::sum));
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** How long the last commits took, at most 1,024, in no order. */
  long[] lastNanos() {
    return meters.lastNanos();
  }

  private void run() {
    List<Lane.Taken<?>> group = await();
    while (group != null) {
      commitGroup(group);
      group = await();
    }
    if (session != null) {
      session.close();
    }
  }

  private List<Lane.Taken<?>> await() {
    lock.lock();
    try {
      while (lanes.stream().allMatch(Lane::idle)) {
        if (closed) {
          return null;
        }
        if (unavailable == null) {
          work.awaitUninterruptibly();
        } else if (awaitedInVain()) {
          return List.of();
        }
      }
      List<Lane.Taken<?>> group = new ArrayList<>(lanes.size());
      for (Lane<?> lane : lanes) {
        Lane.Taken<?> taken = lane.take();
        if (taken != null) {
          group.add(taken);
        }
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody had anything to write for a while. */
  @SuppressWarnings("WaitNotInLoop") // the caller asks again
  private boolean awaitedInVain() {
    try {
      return work.awaitNanos(PROBE_NANOS) <= 0;
    } catch (InterruptedException e) {
      // the writer ends when it is closed, and not otherwise
      return true;
    }
  }

  private void commitGroup(List<Lane.Taken<?>> group) {
    Exception failure = decided(group);
    if (failure == null) {
      Commit commit = committed;
      group.forEach(taken -> completions.complete(taken, commit));
    } else if (isUnavailable(failure)) {
      group.forEach(taken -> completions.fail(taken, outage(failure)));
    } else {
      group.forEach(this::isolate);
    }
  }

  private <T> void isolate(Lane.Taken<T> taken) {
    Exception failure = decided(List.of(taken));
    if (failure == null) {
      completions.complete(taken, committed);
    } else if (isUnavailable(failure)) {
      completions.fail(taken, outage(failure));
    } else if (taken.items().size() == 1) {
      completions.fail(taken, failure);
    } else {
      int half = taken.items().size() / 2;
      isolate(new Lane.Taken<>(taken.lane(), taken.items().subList(0, half), 0));
      isolate(
          new Lane.Taken<>(
              taken.lane(), taken.items().subList(half, taken.items().size()), taken.bytes()));
    }
  }

  /**
   * Of two hubs that wait for each other's rows the database ends one, which tries again. And
   * SQLite waits for the lock of writers only at the begin: what has read before is refused at once
   * where anybody has it, if only for a moment. Beginning with a write, it waits.
   */
  private Exception decided(List<? extends Lane.Taken<?>> group) {
    Exception failure = attempt(group, false);
    if (failure instanceof SQLException sql && database.engine().busy(sql)) {
      failure = attempt(group, true);
    }
    for (int tries = 1; tries < TRIES && isDeadlock(failure); tries++) {
      LOG.info("Another hub was in the way of a commit ({}); trying again", failure.getMessage());
      failure = attempt(group, false);
    }
    return failure;
  }

  private boolean isDeadlock(Exception e) {
    return e instanceof SQLException sql && database.engine().deadlock(sql);
  }

  /**
   * One transaction; answers what went wrong, or null when it is durable.
   *
   * @param writes whether it begins with a write, whatever else is to be done
   */
  private Exception attempt(List<? extends Lane.Taken<?>> group, boolean writes) {
    long from = System.nanoTime();
    try {
      if (session == null) {
        session = database.openWriter();
      }
      if (writes || group.isEmpty()) {
        // an empty group asks whether the store is back: readiness keeps away who else would
        session.prepare(PROBE).executeUpdate();
      }
      for (Lane.Taken<?> taken : group) {
        write(taken);
      }
      session.commit();
      commits.increment();
      committed = new Commit(commits.sum(), from, System.nanoTime());
      meters.committed(
          committed.endedAt() - from, group.stream().mapToInt(taken -> taken.items().size()).sum());
      if (unavailable != null) {
        LOG.info("The store commits again");
        unavailable = null;
        // a commit whose answer was lost may have happened: what it made waits in the tables
        recoveryListeners.forEach(completions::run);
      }
      return null;
    } catch (SQLException | RuntimeException e) {
      abandon(e);
      return e;
    } catch (Error e) {
      // the writer must outlive it: a thread that is gone answers nobody. PostgreSQL's
      // driver throws an AssertionError when its connection goes away in the middle of a batch
      IllegalStateException failure = new IllegalStateException("The writer failed", e);
      abandon(failure);
      return failure;
    }
  }

  private <T> void write(Lane.Taken<T> taken) throws SQLException {
    taken.lane().writer.write(session, taken.items());
  }

  private void abandon(Exception cause) {
    if (session != null) {
      boolean broken = isUnavailable(cause) && !isDeadlock(cause);
      try {
        session.rollback();
      } catch (SQLException e) {
        cause.addSuppressed(e);
        broken = true;
      }
      if (broken) {
        session.close();
        session = null;
      }
    }
    rollbackListeners.forEach(Runnable::run);
  }

  private boolean isUnavailable(Exception e) {
    return e instanceof StoreUnavailable
        || (e instanceof SQLException sql && database.engine().unavailable(sql));
  }

  private StoreUnavailable outage(Exception cause) {
    String reason = cause.getMessage();
    if (unavailable == null) {
      LOG.error("The store cannot commit; senders are told to send again", cause);
    }
    unavailable = reason;
    return new StoreUnavailable("The store cannot commit: " + reason, cause);
  }

  /** Commits what waits, then stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      completions.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

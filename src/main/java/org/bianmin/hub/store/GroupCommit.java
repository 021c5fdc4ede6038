package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  final ReentrantLock lock = new ReentrantLock();
  final Condition work = lock.newCondition();
  final Condition room = lock.newCondition();
  volatile boolean closed;

  private final Database database;
  private final List<Lane<?>> lanes = new ArrayList<>();
  private final List<Runnable> rollbackListeners = new ArrayList<>();
  private final List<Runnable> recoveryListeners = new ArrayList<>();
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "store-completions"));
  private final Thread thread = new Thread(this::run, "store-writer");
  private final LongAdder commits = new LongAdder();
  private final CommitMeters meters = new CommitMeters();
  private Session session;
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
      lanes.add(lane);
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
        work.awaitUninterruptibly();
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

  private void commitGroup(List<Lane.Taken<?>> group) {
    Exception failure = attempt(group);
    if (failure == null) {
      group.forEach(this::complete);
    } else if (isUnavailable(failure)) {
      group.forEach(taken -> fail(taken, outage(failure)));
    } else {
      group.forEach(this::isolate);
    }
  }

  private <T> void isolate(Lane.Taken<T> taken) {
    Exception failure = attempt(List.of(taken));
    if (failure == null) {
      complete(taken);
    } else if (isUnavailable(failure)) {
      fail(taken, outage(failure));
    } else if (taken.items().size() == 1) {
      fail(taken, failure);
    } else {
      int half = taken.items().size() / 2;
      isolate(new Lane.Taken<>(taken.lane(), taken.items().subList(0, half), 0));
      isolate(
          new Lane.Taken<>(
              taken.lane(), taken.items().subList(half, taken.items().size()), taken.bytes()));
    }
  }

  /** One transaction; answers what went wrong, or null when it is durable. */
  private Exception attempt(List<? extends Lane.Taken<?>> group) {
    long from = System.nanoTime();
    try {
      if (session == null) {
        session = database.openWriter();
      }
      for (Lane.Taken<?> taken : group) {
        write(taken);
      }
      session.commit();
      commits.increment();
      meters.committed(
          System.nanoTime() - from, group.stream().mapToInt(taken -> taken.items().size()).sum());
      if (unavailable != null) {
        LOG.info("The store commits again");
        unavailable = null;
        // a commit whose answer was lost may have happened: what it made waits in the tables
        recoveryListeners.forEach(completions::execute);
      }
      return null;
    } catch (SQLException | RuntimeException e) {
      abandon(e);
      return e;
    } catch (Error e) {
      // the writer must outlive it: a thread that is gone answers nobody. PostgreSQL's driver
      // throws
      // an AssertionError when its connection goes away in the middle of a batch
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
      boolean broken = isUnavailable(cause);
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

  private <T> void complete(Lane.Taken<T> taken) {
    completions.execute(
        () -> {
          try {
            taken.lane().writer.committed(taken.items());
          } catch (RuntimeException e) {
            LOG.error("After a commit, lane {} failed", taken.lane().name, e);
          } finally {
            taken.lane().release(taken.items().size(), taken.bytes());
          }
        });
  }

  private <T> void fail(Lane.Taken<T> taken, Exception cause) {
    completions.execute(
        () -> {
          try {
            for (T item : taken.items()) {
              tellFailure(taken.lane(), item, cause);
            }
          } finally {
            taken.lane().release(taken.items().size(), taken.bytes());
          }
        });
  }

  private static <T> void tellFailure(Lane<T> lane, T item, Exception cause) {
    try {
      lane.writer.failed(item, cause);
    } catch (RuntimeException e) {
      LOG.error("After a failed commit, lane {} failed", lane.name, e);
    }
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
      completions.shutdown();
      if (!completions.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("Not all senders could be told about the last commits");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// size: one lease, and all that hangs on it
package org.bianmin.hub.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hubs on one store, seen from one of them: lives on by a lease that it renews, takes over what
 * a node had in hand whose lease has ended, and says which rows and which works are its own (ADR
 * 023). Costs nothing per message, and with the embedded store nothing at all.
 */
public final class Nodes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

  static final Duration LEASE = Duration.ofSeconds(8);

  /** Renewals that may fail before the lease ends. */
  private static final int RENEWALS = 4;

  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long TIDY_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Database database;
  private final NodeFile file;
  private final NodeTable table;
  private final String name;
  private final String process = UUID.randomUUID().toString();
  private final long lease;
  private final SharedRows shared;
  private final Map<String, OwnRows> rows;
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final Set<String> led = ConcurrentHashMap.newKeySet();
  private final Renewals renewals = new Renewals();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "nodes");
  private Session session;
  private volatile boolean running;
  private volatile long heldUntil = System.nanoTime();
  private boolean away;
  private volatile int living = 1;
  // since the start, at any time
  private boolean several;
  // whoever was away itself has seen nothing of the others
  private long buriesFrom = heldUntil;
  private long sweptAt = heldUntil;
  private long tidiedAt = heldUntil;

  private Nodes(Map<String, OwnRows> rows) {
    this.database = null;
    this.shared = null;
    this.file = null;
    this.table = null;
    this.name = null;
    this.lease = 0;
    this.rows = rows;
  }

  private Nodes(
      Database database, GroupCommit commits, NodeFile file, String name, Duration lease) {
    this.database = database;
    this.file = file;
    this.table = new NodeTable(file.node());
    this.name = name;
    this.lease = lease.toNanos();
    this.shared = new SharedRows(new IdRanges(table::node), commits, this::soon);
    this.rows = shared.byName();
  }

  /** A hub that shares its store with no other. */
  public static Nodes alone() {
    return new Nodes(
        Map.of("message", OwnRows.alone("message"), "delivery", OwnRows.alone("delivery")));
  }

  /**
   * One of several hubs.
   *
   * @param name for people: its machine and folder
   * @throws IllegalStateException when another process runs on the data folder
   */
  static Nodes shared(
      Database database, GroupCommit commits, DataFolder folder, String name, Duration lease) {
    return new Nodes(database, commits, new NodeFile(folder), name, lease);
  }

  /** Which rows of the table {@code message} or {@code delivery} are this node's. */
  public OwnRows rows(String of) {
    return rows.get(of);
  }

  /**
   * Whether this node may act on what it owns. False while it cannot renew its lease: others may
   * have taken over.
   */
  public boolean held() {
    return database == null || System.nanoTime() - heldUntil < 0;
  }

  /** Hubs on the store whose lease has not ended, this one included. */
  public int living() {
    return living;
  }

  /** Whether there may be others. */
  public boolean shared() {
    return database != null;
  }

  /**
   * Whether it is this node that does a work for all. The first time that it is asked it answers
   * no, unless the hub is alone, and asks for the work.
   *
   * @param work its name, the same on all nodes
   */
  public boolean leads(String work) {
    if (database == null) {
      return true;
    }
    if (wanted.add(work)) {
      soon();
    }
    return led.contains(work) && held();
  }

  /** What this node tells people of itself at the others, asked for with each renewal. */
  public void tells(Supplier<String> text) {
    if (table != null) {
      table.tells(text);
    }
  }

  /** This node in the tables; null where the hub is alone. */
  String node() {
    return database == null ? null : table.node();
  }

  /** Runs after each renewal, every two seconds; not where the hub is alone. */
  public void onRenewal(Runnable listener) {
    renewals.add(listener);
  }

  /** Renews now. */
  void soon() {
    news.release();
  }

  void start() {
    if (database == null) {
      return;
    }
    try {
      session = open();
      table.enter(session, name, process, TimeUnit.NANOSECONDS.toMillis(lease));
      session.commit();
      look(true);
    } catch (SQLException e) {
      throw new IllegalStateException("The store does not let this hub in", e);
    }
    running = true;
    thread.start();
  }

  /** After everything was committed: what still waits is for the others. */
  @Override
  public void close() {
    if (database == null) {
      return;
    }
    running = false;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      renewals.close();
      if (session != null && !thread.isAlive()) {
        table.leave(session, process);
        session.commit();
        session.close();
        session = null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.debug("The others find out that this hub is gone when its lease ends", e);
    }
    file.close();
  }

  /** Gives up what is of no more use, as it does every ten minutes. */
  synchronized void tidy() throws SQLException {
    shared.tidy(session);
  }

  /** As if its process were killed. */
  void vanish() throws InterruptedException {
    running = false;
    thread.interrupt();
    thread.join();
    session.close();
    session = null;
    file.close();
  }

  private void run() {
    while (running) {
      try {
        if (news.tryAcquire(lease / RENEWALS, TimeUnit.NANOSECONDS)) {
          news.drainPermits();
        }
        look(false);
        away = false;
        renewals.tell();
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | RuntimeException e) {
        failed(e);
      }
    }
  }

  private void failed(Exception e) {
    if (!away) {
      away = true;
      LOG.warn("The lease of this hub cannot be renewed; trying again", e);
    }
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** Renews, and sees what the others have done. */
  synchronized void look(boolean first) throws SQLException {
    if (session == null) {
      session = open();
    }
    long now = System.nanoTime();
    boolean late = !first && now - heldUntil >= 0;
    renew();
    if (late) {
      LOG.warn("The lease of this hub had ended; what it had in hand may be another's now");
      buriesFrom = now + lease;
    }
    if (now - buriesFrom >= 0) {
      List<String> gone = table.bury(session);
      int spans = shared.takeOver(session);
      session.commit();
      if (!gone.isEmpty()) {
        LOG.warn("{} is gone; this hub goes on with its work ({} spans)", gone, spans);
      }
    }
    if (first) {
      shared.adopt(session);
    }
    shared.look(session);
    lead();
    // only now: what was lost is known
    heldUntil = now + lease;
    living = table.living(session);
    session.commit();
    several |= living > 1;
    if (several && now - sweptAt >= SWEEP_NANOS) {
      sweptAt = now;
      shared.sweep();
    }
    if (now - tidiedAt >= TIDY_NANOS) {
      tidiedAt = now;
      shared.tidy(session);
    }
  }

  /** An answer that comes when the lease is over says nothing any more. */
  private Session open() throws SQLException {
    return database.openWriter(Duration.ofNanos(lease));
  }

  private void renew() throws SQLException {
    long millis = TimeUnit.NANOSECONDS.toMillis(lease);
    if (!table.renew(session, process, millis)) {
      if (table.isAnother(session, process)) {
        LOG.error(
            "Another hub lives by the file node in hub.data, which was copied: this one goes on"
                + " as a new node; delete the file of one of them and start it again");
        table.rename(UUID.randomUUID().toString().replace("-", ""));
      }
      table.enter(session, name, process, millis);
    }
    session.commit();
  }

  private void lead() throws SQLException {
    for (String work : wanted) {
      if (!led.contains(work)) {
        table.lead(session, work);
      }
    }
    List<String> now = table.led(session);
    session.commit();
    led.retainAll(now);
    led.addAll(now);
  }
}

package org.bianmin.hub.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One table in SQLite and one writer: whatever waits goes into one transaction, and each message's
 * future completes after it. As plain and as quick as it can be made, for it is the yardstick.
 */
final class PlainTable implements AutoCloseable {

  private record Pending(byte[] raw, CompletableFuture<Void> stored) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Thread writer = new Thread(this::run, "floor-writer");
  private final Connection connection;
  private final PreparedStatement insert;
  private List<Pending> waiting = new ArrayList<>();
  private boolean closed;
  private long id;
  private volatile long committed;

  PlainTable(Path file) throws SQLException {
    connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?jdbc.get_generated_keys=false");
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      statement.execute("pragma wal_autocheckpoint = 4000");
      statement.execute("pragma cache_size = -65536");
      statement.execute(
          "create table message (id integer primary key, received_at bigint not null,"
              + " raw blob not null)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("insert into message values (?, ?, ?)");
    writer.start();
  }

  /** Completes after the commit. */
  CompletableFuture<?> store(byte[] raw) {
    Pending pending = new Pending(raw, new CompletableFuture<>());
    lock.lock();
    try {
      waiting.add(pending);
      if (waiting.size() == 1) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    return pending.stored();
  }

  long committed() {
    return committed;
  }

  private void run() {
    List<Pending> group = next(new ArrayList<>());
    while (!group.isEmpty()) {
      try {
        write(group);
      } catch (SQLException e) {
        group.forEach(pending -> pending.stored().completeExceptionally(e));
      }
      group.clear();
      group = next(group);
    }
  }

  private List<Pending> next(List<Pending> empty) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        work.awaitUninterruptibly();
      }
      List<Pending> group = waiting;
      waiting = empty;
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Pending> group) throws SQLException {
    long now = System.currentTimeMillis();
    for (int i = 0; i < group.size(); i++) {
      insert.setLong(1, ++id);
      insert.setLong(2, now);
      insert.setBytes(3, group.get(i).raw());
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
    committed = id;
    for (int i = 0; i < group.size(); i++) {
      group.get(i).stored().complete(null);
    }
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    writer.join();
    connection.close();
  }
}

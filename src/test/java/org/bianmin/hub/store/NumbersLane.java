package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes numbers, each into a row of its own; a negative one is refused by the table. */
final class NumbersLane implements LaneWriter<NumbersLane.Number> {

  static final class Number {
    final long value;
    final CompletableFuture<Long> done = new CompletableFuture<>();

    Number(long value) {
      this.value = value;
    }
  }

  final ConcurrentLinkedQueue<Long> completed = new ConcurrentLinkedQueue<>();
  volatile boolean diskFull;

  static void createTable(TestStore store) throws SQLException {
    try (var connection = store.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "create table number (n bigint primary key check (n >= 0), filler text not null)");
    }
  }

  @Override
  public void write(Session session, List<Number> numbers) throws SQLException {
    if (diskFull) {
      session.prepare("pragma max_page_count = 1").execute();
    }
    PreparedStatement insert = session.prepare("insert into number (n, filler) values (?, ?)");
    for (Number number : numbers) {
      insert.setLong(1, number.value);
      insert.setString(2, "x".repeat(diskFull ? 100_000 : 10));
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public void committed(List<Number> numbers) {
    for (Number number : numbers) {
      completed.add(number.value);
      number.done.complete(number.value);
    }
  }

  @Override
  public void failed(Number number, Exception cause) {
    completed.add(number.value);
    number.done.completeExceptionally(cause);
  }
}

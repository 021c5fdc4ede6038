package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes numbers, each into a row of its own; a negative one is refused by the table. */
final class NumbersLane implements LaneWriter<NumbersLane.Item> {

  static final class Item {
    final long value;
    final CompletableFuture<Long> done = new CompletableFuture<>();

    Item(long value) {
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
  public void write(Session session, List<Item> numbers) throws SQLException {
    if (diskFull) {
      session.prepare("pragma max_page_count = 1").execute();
    }
    PreparedStatement insert = session.prepare("insert into number (n, filler) values (?, ?)");
    for (Item number : numbers) {
      insert.setLong(1, number.value);
      insert.setString(2, "x".repeat(diskFull ? 100_000 : 10));
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public void committed(List<Item> numbers) {
    for (Item number : numbers) {
      completed.add(number.value);
      number.done.complete(number.value);
    }
  }

  @Override
  public void failed(Item number, Exception cause) {
    completed.add(number.value);
    number.done.completeExceptionally(cause);
  }
}

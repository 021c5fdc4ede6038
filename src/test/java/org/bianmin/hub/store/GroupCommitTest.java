package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

class GroupCommitTest {

  private static final long ALL = Long.MAX_VALUE;

  private final NumbersLane numbers = new NumbersLane();

  private Lane<NumbersLane.Item> lane(TestStore store, int perCommit, int capacity)
      throws SQLException {
    NumbersLane.createTable(store);
    return store.commits().lane("numbers", numbers, perCommit, capacity, ALL);
  }

  private static NumbersLane.Item submit(Lane<NumbersLane.Item> lane, long value) {
    NumbersLane.Item number = new NumbersLane.Item(value);
    lane.submit(number, 8);
    return number;
  }

  private static long rows(TestStore store) throws SQLException {
    try (var connection = store.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from number")) {
      row.next();
      return row.getLong(1);
    }
  }

  @EachEngine
  void sharesCommitsAmongSubmittersInOrder(TestStore store) throws Exception {
    var lane = lane(store, 1000, 5000);
    List<NumbersLane.Item> all = LongStream.range(0, 3000).mapToObj(n -> submit(lane, n)).toList();
    store.commits().start();
    all.get(2999).done.get(60, TimeUnit.SECONDS);
    assertThat(store.commits().commits()).isEqualTo(3);
    assertThat(numbers.completed)
        .containsExactlyElementsOf(LongStream.range(0, 3000).boxed().toList());
    assertThat(rows(store)).isEqualTo(3000);
  }

  /** For those who send again by themselves, and must not hold a thread meanwhile. */
  @EachEngine
  void waitsForRoomNoLongerThanItIsTold(TestStore store) throws Exception {
    var lane = lane(store, 10, 2);
    lane.submit(new NumbersLane.Item(1), 8, Duration.ofSeconds(20));
    lane.submit(new NumbersLane.Item(2), 8, Duration.ZERO);
    NumbersLane.Item third = new NumbersLane.Item(3);
    assertThatThrownBy(() -> lane.submit(third, 8, Duration.ofMillis(20)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("fallen behind");
    store.commits().start();
    lane.submit(third, 8, Duration.ofSeconds(20));
    assertThat(third.done.get(60, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(rows(store)).isEqualTo(3);
  }

  @EachEngine
  void completesOnlyWhatAnotherConnectionCanRead(TestStore store) throws Exception {
    var lane = lane(store, 3, 64);
    store.commits().start();
    List<CompletableFuture<Long>> readBack = new ArrayList<>();
    for (long n = 0; n < 40; n++) {
      readBack.add(
          submit(lane, n)
              .done
              .thenApply(
                  value -> {
                    try (var connection = store.connect();
                        var select =
                            connection.prepareStatement("select n from number where n = ?")) {
                      select.setLong(1, value);
                      var row = select.executeQuery();
                      return row.next() ? row.getLong(1) : -1;
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (int n = 0; n < 40; n++) {
      assertThat(readBack.get(n).get(60, TimeUnit.SECONDS)).isEqualTo(n);
    }
  }

  @EachEngine
  void failsARefusedItemAloneAndCommitsItsNeighboursInOrder(TestStore store) throws Exception {
    var lane = lane(store, 100, 100);
    List<NumbersLane.Item> all = new ArrayList<>();
    for (long n = 0; n < 50; n++) {
      all.add(submit(lane, n == 17 || n == 40 ? -n : n));
    }
    store.commits().start();
    all.get(49).done.get(60, TimeUnit.SECONDS);
    assertThat(rows(store)).isEqualTo(48);
    assertThat(numbers.completed)
        .containsExactlyElementsOf(all.stream().map(n -> n.value).toList());
    assertThatThrownBy(() -> all.get(17).done.get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(store.commits().unavailable()).isNull();
  }

  @EachEngine
  void writesNothingOfAnItemThatFailedBetweenBatchingAndExecuting(TestStore store)
      throws Exception {
    NumbersLane.createTable(store);
    Commands commands = new Commands(store.commits());
    store.commits().start();
    String sql = "insert into number (n, filler) values (?, 'x')";
    assertThatThrownBy(
            () ->
                commands.execute(
                    session -> {
                      PreparedStatement insert = session.prepare(sql);
                      insert.setLong(1, 1);
                      insert.addBatch();
                      throw new IllegalStateException("in between");
                    }))
        .hasMessage("in between");
    commands.execute(session -> session.prepare(sql).executeBatch().length);
    assertThat(rows(store)).isZero();
  }

  @EachEngine
  void outlivesAnErrorOfALane(TestStore store) throws Exception {
    NumbersLane.createTable(store);
    Commands commands = new Commands(store.commits());
    store.commits().start();
    assertThatThrownBy(
            () ->
                commands.execute(
                    session -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(commands.<Integer>execute(session -> 7)).isEqualTo(7);
  }

  @EachEngine
  void blocksASubmitterWhileTheLaneIsFullAndReleasesItAfterTheCommit(TestStore store)
      throws Exception {
    var lane = lane(store, 4, 4);
    for (long n = 0; n < 4; n++) {
      submit(lane, n);
    }
    CountDownLatch through = new CountDownLatch(1);
    Thread fifth =
        new Thread(
            () -> {
              submit(lane, 4);
              through.countDown();
            });
    fifth.start();
    Awaitility.await().until(() -> fifth.getState() == Thread.State.WAITING);
    assertThat(through.getCount()).isOne();
    store.commits().start();
    assertThat(through.await(60, TimeUnit.SECONDS)).isTrue();
    Awaitility.await().untilAsserted(() -> assertThat(numbers.completed).hasSize(5));
  }

  @EachEngine
  void letsAnItemAboveTheByteBoundThroughAlone(TestStore store) throws Exception {
    NumbersLane.createTable(store);
    var lane = store.commits().lane("numbers", numbers, 10, 10, 100);
    store.commits().start();
    var large = new NumbersLane.Item(1);
    lane.submit(large, 1000);
    var small = new NumbersLane.Item(2);
    lane.submit(small, 10);
    assertThat(large.done.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(small.done.get(60, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @EachEngine
  void commitsWhatWaitsWhenClosedAndRefusesWhatComesLater(TestStore store) throws Exception {
    var lane = lane(store, 10, 1000);
    List<NumbersLane.Item> all = LongStream.range(0, 500).mapToObj(n -> submit(lane, n)).toList();
    store.commits().start();
    store.commits().close();
    assertThat(all).allMatch(n -> n.done.isDone() && !n.done.isCompletedExceptionally());
    assertThat(rows(store)).isEqualTo(500);
    assertThatThrownBy(() -> submit(lane, 501)).isInstanceOf(StoreUnavailable.class);
  }

  @EachEngine
  void neverRepeatsAnIdAfterRollbackAndRestart(TestStore store) {
    List<Long> ids = new ArrayList<>();
    for (int start = 0; start < 3; start++) {
      Ids source = new Ids("things", store.commits());
      Commands commands = new Commands(store.commits());
      store.commits().start();
      for (int i = 0; i < 20; i++) {
        boolean rollback = i % 5 == 3;
        try {
          commands.execute(
              session -> {
                long id = source.next(session);
                if (rollback) {
                  throw new IllegalStateException("rolled back");
                }
                return ids.add(id);
              });
        } catch (IllegalStateException e) {
          assertThat(rollback).isTrue();
        }
      }
      store.reopen();
    }
    assertThat(ids).hasSize(48).doesNotHaveDuplicates().isSorted();
  }
}

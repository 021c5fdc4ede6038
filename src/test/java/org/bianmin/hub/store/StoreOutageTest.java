package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The store cannot commit for a while: nothing is confirmed, and it goes on by itself. */
class StoreOutageTest {

  private final NumbersLane numbers = new NumbersLane();

  private static NumbersLane.Item submit(Lane<NumbersLane.Item> lane, long value) {
    NumbersLane.Item number = new NumbersLane.Item(value);
    lane.submit(number, 8);
    return number;
  }

  private static void commits(Lane<NumbersLane.Item> lane, long value) throws Exception {
    assertThat(submit(lane, value).done.get(60, TimeUnit.SECONDS)).isEqualTo(value);
  }

  private static void isRefused(Lane<NumbersLane.Item> lane, long value) {
    assertThatThrownBy(() -> submit(lane, value).done.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailable.class);
  }

  @Test
  void refusesWhileTheDiskOfTheEmbeddedStoreIsFull() throws Exception {
    TestStore store = TestStore.fresh(Engine.SQLITE);
    try {
      NumbersLane.createTable(store);
      var lane = store.commits().lane("numbers", numbers, 10, 100, Long.MAX_VALUE);
      store.commits().start();
      commits(lane, 1);
      numbers.diskFull = true;
      isRefused(lane, 2);
      isRefused(lane, 3);
      assertThat(store.commits().unavailable()).contains("full");
      numbers.diskFull = false;
      commits(lane, 2);
      assertThat(store.commits().unavailable()).isNull();
      assertThat(store.count("select count(*) from number")).isEqualTo(2);
    } finally {
      store.delete();
    }
  }

  @Test
  void waitsForALockThatSomebodyHasForAMomentThoughItHasReadBefore() throws Exception {
    TestStore store = TestStore.fresh(Engine.SQLITE);
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    try (Connection reader = store.connect();
        Statement lock = reader.createStatement()) {
      NumbersLane.createTable(store);
      AtomicBoolean first = new AtomicBoolean(true);
      List<ScheduledFuture<?>> ends = new ArrayList<>();
      store
          .commits()
          .onRollback(
              () ->
                  ends.add(
                      later.schedule(() -> lock.execute("rollback"), 200, TimeUnit.MILLISECONDS)));
      LaneWriter<NumbersLane.Item> readsFirst =
          new LaneWriter<>() {
            @Override
            public void write(Session session, List<NumbersLane.Item> items) throws SQLException {
              assertThat(session.number("select count(*) from number")).isZero();
              if (first.getAndSet(false)) {
                lock.execute("begin immediate");
              }
              numbers.write(session, items);
            }

            @Override
            public void committed(List<NumbersLane.Item> items) {
              numbers.committed(items);
            }

            @Override
            public void failed(NumbersLane.Item item, Exception cause) {
              numbers.failed(item, cause);
            }
          };
      var lane = store.commits().lane("numbers", readsFirst, 10, 100, Long.MAX_VALUE);
      store.commits().start();

      commits(lane, 1);

      assertThat(store.commits().unavailable()).isNull();
      assertThat(store.count("select count(*) from number")).isEqualTo(1);
      assertThat(ends).as("rollbacks").hasSize(1);
    } finally {
      later.shutdownNow();
      store.delete();
    }
  }

  @Test
  void refusesWhilePostgresIsDownAndGoesOnOnceItIsBack() throws Exception {
    Path data = Files.createTempDirectory("hub-postgres");
    EmbeddedPostgres server = start(data, 0);
    int port = server.getPort();
    TestStore store =
        new TestStore(
            Files.createTempDirectory("hub-store"), server.getJdbcUrl("postgres", "postgres"));
    try {
      NumbersLane.createTable(store);
      var lane = store.commits().lane("numbers", numbers, 10, 100, Long.MAX_VALUE);
      store.commits().start();
      commits(lane, 1);
      server.close();
      isRefused(lane, 2);
      isRefused(lane, 3);
      assertThat(store.commits().unavailable()).isNotNull();
      server = start(data, port);
      await()
          .alias("it finds out by itself, for a balancer sends it nothing while it is not ready")
          .atMost(Duration.ofMinutes(1))
          .until(() -> store.commits().unavailable() == null);
      commits(lane, 3);
      assertThat(store.count("select sum(n) from number")).isEqualTo(4);
    } finally {
      store.delete();
      server.close();
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws Exception {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}

package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writers of two hubs on one PostgreSQL that want the same rows. */
class TwoWritersTest {

  private static final String MORE = "update row_of_both set n = n + 1 where id = ?";

  @TempDir private Path folder;
  private TestStore one;
  private TestStore other;

  @BeforeEach
  void start() throws Exception {
    String url = PostgresServer.newDatabase();
    one = TestStore.on(folder.resolve("one"), url);
    other = TestStore.on(folder.resolve("other"), url);
    one.commits().start();
    other.commits().start();
    int unused =
        new Commands(one.commits())
            .execute(
                session -> {
                  session.run("create table row_of_both (id bigint primary key, n bigint)");
                  session.run("insert into row_of_both values (1, 0), (2, 0)");
                  return 0;
                });
  }

  @AfterEach
  void end() {
    one.commits().close();
    other.commits().close();
    one.close();
    other.close();
  }

  @Test
  void bothCommitWhenTheyWaitForEachOther() throws Exception {
    CyclicBarrier met = new CyclicBarrier(2);
    AtomicInteger tries = new AtomicInteger();

    var first = CompletableFuture.supplyAsync(() -> more(one, 1, 2, met, tries));
    var second = CompletableFuture.supplyAsync(() -> more(other, 2, 1, met, tries));

    assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo(2);
    assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo(2);
    assertThat(tries).as("one of them was ended, and tried again").hasValue(3);
    assertThat(one.queries().sql("select sum(n) from row_of_both").query(Long.class).single())
        .isEqualTo(4);
    assertThat(one.commits().unavailable()).isNull();
    assertThat(other.commits().unavailable()).isNull();
  }

  /** Each has its first row before either asks for its second. */
  private static int more(
      TestStore store, long from, long to, CyclicBarrier met, AtomicInteger tries) {
    AtomicInteger mine = new AtomicInteger();
    return new Commands(store.commits())
        .execute(
            session -> {
              tries.incrementAndGet();
              int changed = more(session, from);
              if (mine.incrementAndGet() == 1) {
                try {
                  int unused = met.await(1, TimeUnit.MINUTES);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }
              return changed + more(session, to);
            });
  }

  private static int more(Session session, long id) throws SQLException {
    var more = session.prepare(MORE);
    more.setLong(1, id);
    return more.executeUpdate();
  }

  @Test
  void nobodyWaitsForACountOfATransactionThatIsNotAtItsEnd() throws Exception {
    CountDownLatch counted = new CountDownLatch(1);
    CountDownLatch committed = new CountDownLatch(1);
    var slow =
        CompletableFuture.supplyAsync(
            () ->
                new Commands(one.commits())
                    .execute(
                        session -> {
                          count(session, 3);
                          counted.countDown();
                          return await(committed);
                        }));
    assertThat(await(counted)).isTrue();

    int unused =
        new Commands(other.commits())
            .execute(
                session -> {
                  count(session, 4);
                  return 0;
                });
    committed.countDown();

    assertThat(slow.get(1, TimeUnit.MINUTES)).as("it was still on its way").isTrue();
    assertThat(
            one.queries()
                .sql("select n from tally where minute = 0 and room = 'test'")
                .query(Long.class)
                .single())
        .isEqualTo(7);
  }

  private static void count(Session session, long n) {
    Tallies tallies = new Tallies("test");
    tallies.add("received", "his", n);
    tallies.write(session, 60_000);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

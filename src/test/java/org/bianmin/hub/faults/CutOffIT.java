package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs on one PostgreSQL, one of which is cut off from it amid its work, as by a pulled cable:
 * no connection is reset, and nothing is answered. It still reaches its senders and the platform.
 */
class CutOffIT {

  private static final Logger LOG = LoggerFactory.getLogger(CutOffIT.class);
  private static final int CONNECTIONS = 16;
  private static final int SOME = LongForm.tries(600, 5_000);

  /** So slow that a hub still has something to send when its lease ends. */
  private static final String SLOW = "{\"latencyMs\": 1000}";

  @TempDir private Path folder;
  private final HospitalLoad load = new HospitalLoad(LongForm.tries(40, 400));
  private PlatformSide platform;
  private Books books;
  private Cable toStore;
  private Cable toPlatform;
  private HubNode a;
  private HubNode b;
  private TcpBalancer balancer;
  private LoadSenders senders;

  private void prepare() throws Exception {
    platform = new PlatformSide(folder, HospitalLoad.FACILITY);
    platform.faults(SLOW);
    String url = PostgresServer.newDatabase();
    books = Books.ofPostgres(url);
    toStore = new Cable(URI.create(url.substring("jdbc:".length())).getPort());
    toPlatform = new Cable(platform.port());
    String through = url.replaceFirst("//[^/]+/", "//127.0.0.1:" + toStore.port() + "/");
    a = hub("a", through, platform.settings(toPlatform.port()));
    b = hub("b", url, platform.settings());
    a.ready();
    b.ready();
    balancer = new TcpBalancer(a.mllp(), b.mllp());
    senders = new LoadSenders(balancer.port(), CONNECTIONS, load.his());
  }

  private HubNode hub(String name, String url, List<String> way) throws IOException {
    List<String> settings = new ArrayList<>(way);
    // patience of senders and tests
    settings.add("--hub.store.url=" + url + "&socketTimeout=10");
    settings.add("--hub.destinations.platform.max-batch=1");
    settings.add("--hub.destinations.platform.in-flight=24");
    return new HubNode(folder, name, "320m", settings).launch();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : Arrays.asList(senders, balancer, a, b, toStore, toPlatform)) {
      if (each != null) {
        each.close();
      }
    }
    platform.close();
  }

  /** Whether connections from before live on; in the gate they do not, which is harder. */
  static List<Boolean> alive() {
    return LongForm.tries(1, 2) == 1 ? List.of(false) : List.of(false, true);
  }

  @ParameterizedTest(name = "connections from before live on: {0}")
  @MethodSource("alive")
  void theOtherGoesOnAndTheOneThatWasCutOffStopsBeforeThatAndComesBack(boolean alive)
      throws Exception {
    prepare();
    senders.allow(2 * SOME);
    reached("load", () -> senders.acknowledgedCount() >= SOME);

    toStore.pull();
    long pulled = System.nanoTime();
    reached("burial", () -> nodes() == 1);
    long buried = System.nanoTime();
    LOG.info(
        "taken over after {} ms; the last call of the one that was cut off left after {} ms",
        TimeUnit.NANOSECONDS.toMillis(buried - pulled),
        TimeUnit.NANOSECONDS.toMillis(toPlatform.carriedAt() - pulled));
    assertThat(buried - toPlatform.carriedAt())
        .as("nanoseconds from its last call until another hub had its work")
        .isPositive();
    long carried = toPlatform.carried();
    assertThat(books.waitingDeliveries()).as("deliveries that wait").isPositive();

    platform.clearFaults();
    senders.allow(SOME);
    reached("AE", () -> senders.errors() > 0);
    reached("not ready", () -> readiness(a) == 503);
    reached("all but what is at the one that is cut off", () -> senders.begunAll() && isDone());
    assertThat(books.messages().keySet())
        .as("journal, without the hub that is cut off")
        .containsAll(senders.acknowledgedIds());
    assertThat(toPlatform.carried()).as("bytes to the platform").isEqualTo(carried);

    if (alive) {
      toStore.plugIn();
    } else {
      toStore.plugInAnew();
    }
    reached("its return", () -> nodes() == 2 && readiness(a) == 200);
    senders.allow(SOME);
    reached("the end", () -> senders.idle() && stored() == senders.acknowledgedCount());
    reached("the last delivery", this::isDone);
    assertThat(toPlatform.carried()).as("bytes to the platform").isGreaterThan(carried);
    NothingLost.verify(senders, books, platform);
  }

  private static int readiness(HubNode hub) throws IOException {
    return hub.process().get("/actuator/health/readiness").statusCode();
  }

  private long nodes() throws SQLException {
    return books.count("select count(*) from hub_node");
  }

  private long stored() throws SQLException {
    return books.count("select count(*) from message");
  }

  private boolean isDone() throws SQLException {
    return books.waitingMessages() == 0 && books.waitingDeliveries() == 0;
  }

  private void reached(String what, Callable<Boolean> condition) {
    await()
        .alias(what)
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }
}

package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs on one PostgreSQL, one of which runs in a network of its own whose only cable is pulled
 * under load: to the database, the platform and the senders.
 */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "it changes the network of the machine; ask for it with -Dlong=true")
class IsolatedIT {

  private static final Logger LOG = LoggerFactory.getLogger(IsolatedIT.class);
  private static final int CONNECTIONS = 8;
  private static final int SOME = 2_000;

  @TempDir private Path folder;
  private final HospitalLoad load = new HospitalLoad(100);
  private final List<AutoCloseable> parts = new ArrayList<>();
  private Namespace network;
  private PlatformSide platform;
  private Books books;
  private HubNode a;
  private HubNode b;
  private LoadSenders senders;

  @BeforeEach
  void start() throws Exception {
    String missing = Namespace.missing();
    assumeTrue(missing == null, missing);
    network = add(new Namespace());
    platform = add(new PlatformSide(folder, HospitalLoad.FACILITY));
    String url = PostgresServer.newDatabase();
    books = Books.ofPostgres(url);
    TcpBalancer store = add(relay(URI.create(url.substring("jdbc:".length())).getPort()));
    TcpBalancer toPlatform = add(relay(platform.port()));
    List<String> far = new ArrayList<>();
    for (String setting : platform.settings(toPlatform.port())) {
      far.add(setting.replace("http://127.0.0.1:", "http://" + Namespace.NEAR + ":"));
    }
    far.add(
        "--hub.store.url="
            + url.replaceFirst("//[^/]+/", "//" + Namespace.NEAR + ":" + store.port() + "/"));
    a = add(new HubNode(network.place(), folder, "a", "320m", far)).launch();
    List<String> near = new ArrayList<>(platform.settings());
    near.add("--hub.store.url=" + url);
    b = add(new HubNode(folder, "b", "320m", near)).launch();
    a.ready();
    b.ready();
    TcpBalancer balancer =
        add(
            new TcpBalancer(
                InetAddress.getLoopbackAddress(),
                true,
                List.of(
                    new InetSocketAddress(network.place().address(), a.mllp()),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), b.mllp()))));
    senders = add(new LoadSenders(balancer.port(), CONNECTIONS, load.his()));
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.add(0, part);
    return part;
  }

  /** A way from the other network to a server here. */
  private static TcpBalancer relay(int port) throws Exception {
    return new TcpBalancer(
        InetAddress.getByName(Namespace.NEAR),
        true,
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : parts) {
      each.close();
    }
  }

  @Test
  void theOtherGoesOnAndTheOneWhoseCableWasPulledComesBackByItself() throws Exception {
    senders.allow(SOME);
    reached("load", () -> senders.acknowledgedCount() >= SOME / 2);

    network.pull();
    long pulled = System.nanoTime();
    reached("burial", () -> nodes() == 1);
    LOG.info("taken over after {} ms", (System.nanoTime() - pulled) / 1_000_000);
    // those whose hub is silent give up waiting for it, and come to the other
    reached("all by the other hub", () -> senders.idle() && isDone());
    assertThat(books.messages().keySet()).as("journal").isEqualTo(senders.acknowledgedIds());

    network.plugIn();
    long back = System.nanoTime();
    reached("its return", () -> nodes() == 2);
    LOG.info("it is back after {} ms", (System.nanoTime() - back) / 1_000_000);
    reached("ready", () -> a.process().get("/actuator/health/readiness").statusCode() == 200);
    b.process().stop();
    senders.allow(SOME);
    reached("the end, without the other hub", () -> senders.idle() && isDone());
    NothingLost.verify(senders, books, platform);
  }

  private long nodes() throws SQLException {
    return books.count("select count(*) from hub_node");
  }

  private boolean isDone() throws SQLException {
    return books.waitingMessages() == 0 && books.waitingDeliveries() == 0;
  }

  private static void reached(String what, Callable<Boolean> condition) {
    await()
        .alias(what)
        .atMost(Duration.ofMinutes(4))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(java.io.IOException.class)
        .until(condition);
  }
}

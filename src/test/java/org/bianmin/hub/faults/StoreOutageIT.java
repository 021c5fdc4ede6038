package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub whose store cannot commit tells its senders so, and goes on by itself afterwards. */
class StoreOutageIT {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOutageIT.class);
  private static final int CONNECTIONS = 16;
  private static final int MEGABYTES = 128;
  private static final String HEAP = "512m";
  private static final Duration SOON = Duration.ofMinutes(3);

  /** So many errors in a row, and no sender can be getting through. */
  private static final int BLOCKED = 20 * CONNECTIONS;

  @TempDir private Path folder;

  private static String patient(String id) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"text\":\"试验\"}]}";
  }

  @Test
  void answersErrorWhileTheDiskIsFullAndGoesOnAfterwards() throws Exception {
    try (SmallDisk disk = mount();
        HubUnderTest hub = embedded(disk, "--hub.store.min-free=0B").start(HEAP)) {
      hub.send(2_000);
      disk.fillUpTo(0);
      hub.senders.allow(6_000);
      blocked(hub);
      LOG.info("disk full: {} free, {} errors", disk.free(), hub.senders.errors());
      disk.empty();
      goesOn(hub);
    }
  }

  @Test
  void answersErrorBelowTheFloorOfFreeDisk() throws Exception {
    long floor = 32L << 20;
    try (SmallDisk disk = mount();
        HubUnderTest hub = embedded(disk, "--hub.store.min-free=32MB").start(HEAP)) {
      hub.send(2_000);
      hub.settle();
      disk.fillUpTo(floor - (1 << 20));
      hub.senders.allow(6_000);
      blocked(hub);
      // what it has acknowledged before is still normalized and delivered
      hub.settle();
      assertThat(disk.free()).isGreaterThan(floor / 2);
      disk.empty();
      goesOn(hub);
    }
  }

  @Test
  void answersErrorWhilePostgresIsAwayAndGoesOnAfterwards() throws Exception {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres server = postgres(data, 0);
    String url = server.getJdbcUrl("postgres", "postgres");
    try (HubUnderTest hub =
        new HubUnderTest(
                folder,
                folder.resolve("data"),
                Books.ofPostgres(url),
                CONNECTIONS,
                List.of("--hub.store.url=" + url))
            .start(HEAP)) {
      for (int outage = 0; outage < 3; outage++) {
        int before = hub.senders.acknowledgedCount();
        hub.senders.allow(4_000);
        await().atMost(SOON).until(() -> hub.senders.acknowledgedCount() > before + 1_000);
        int port = server.getPort();
        server.close();
        blocked(hub);
        server = postgres(data, port);
        goesOn(hub);
      }
    } finally {
      server.close();
    }
  }

  /** Every message is answered AE, every resource 503, and nothing else. */
  private static void blocked(HubUnderTest hub) throws IOException {
    await().atMost(SOON).until(() -> hub.senders.errorsInARow() >= BLOCKED);
    int acknowledged = hub.senders.acknowledgedCount();
    long errors = hub.senders.errors();
    var refused = hub.process().postFhir(patient("refused"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    await().atMost(SOON).until(() -> hub.senders.errors() >= errors + BLOCKED);
    assertThat(hub.senders.acknowledgedCount()).as("acknowledged").isEqualTo(acknowledged);
  }

  /** Without a restart: what was refused is taken when it is sent again. */
  private static void goesOn(HubUnderTest hub) throws Exception {
    await().atMost(SOON).until(() -> hub.senders.errorsInARow() == 0);
    await().atMost(Duration.ofMinutes(3)).until(hub.senders::idle);
    assertThat(hub.process().postFhir(patient("taken")).statusCode()).isBetween(200, 202);
    hub.settle();
    LOG.info(
        "acknowledged {}, errors {}, tried again {}, duplicates {}",
        hub.senders.acknowledgedCount(),
        hub.senders.errors(),
        hub.senders.triedAgain(),
        hub.books().count("select sum(duplicates) from message"));
    assertThat(hub.books().count("select count(*) from message where source = 'fhir'"))
        .as("resources that were taken")
        .isEqualTo(1);
    hub.verify();
  }

  private SmallDisk mount() throws Exception {
    SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), MEGABYTES);
    assumeThat(disk).as("a tmpfs of its own, which takes root").isNotNull();
    return disk;
  }

  private HubUnderTest embedded(SmallDisk disk, String setting) throws IOException {
    Path data = disk.folder().resolve("data");
    return new HubUnderTest(folder, data, Books.ofSqlite(data), CONNECTIONS, List.of(setting));
  }

  private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    Files.createDirectories(data);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}

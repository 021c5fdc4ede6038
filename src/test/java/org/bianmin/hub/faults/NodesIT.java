package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.store.PostgresServer;
import org.bianmin.hub.trial.TrialMessages;
import org.bianmin.hub.wholeway.HisDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three hubs on one PostgreSQL, of which two are killed with work in hand. */
class NodesIT {

  private static final Logger LOG = LoggerFactory.getLogger(NodesIT.class);
  private static final String FACILITY = HospitalLoad.FACILITY;
  private static final LocalDate DATE = LocalDate.of(2026, 11, 2);
  private static final int SOME = LongForm.tries(300, 5_000);

  /** Milliseconds of a node's lease, as the store has it. */
  private static final long LEASE = 8_000;

  private static final int CONNECTIONS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FACTS =
      "select count(*) from delivery where state in ('AVAILABLE', 'RETRYABLE')";

  @TempDir private Path folder;
  private PlatformSide platform;
  private HisDatabase his;
  private Books books;
  private String url;
  private Path mappings;
  private Path drop;
  private final TrialMessages dropped = new TrialMessages(FACILITY, "F1", DATE);
  private final List<HubNode> hubs = new ArrayList<>();
  private final List<LoadSenders> senders = new ArrayList<>();

  @BeforeEach
  void prepare() throws Exception {
    platform = new PlatformSide(folder, FACILITY);
    url = PostgresServer.newDatabase();
    books = Books.ofPostgres(url);
    his = new HisDatabase();
    mappings = HisDatabase.mappings(folder, "window: {column: at, days: 30, every: 1s, most: 100}");
    drop = Files.createDirectories(folder.resolve("drop"));
  }

  /** A file in the folder that all hubs see. */
  private void drop(int n) throws IOException {
    Path part = drop.resolve(n + ".part");
    Files.write(part, dropped.smallAdt(n));
    Files.move(part, drop.resolve(n + ".hl7"));
  }

  @AfterEach
  void end() throws Exception {
    for (LoadSenders each : senders) {
      each.close();
    }
    hubs.forEach(HubNode::close);
    platform.close();
    his.close();
  }

  private HubNode hub(String name, String... more) throws IOException {
    List<String> settings = new ArrayList<>(platform.settings());
    settings.addAll(List.of(his.settings(mappings, more)));
    settings.add("--hub.store.url=" + url);
    settings.add("--hub.sources.drop.transport=file");
    settings.add("--hub.sources.drop.path=" + drop);
    HubNode hub = new HubNode(folder, name, "320m", settings).launch();
    hubs.add(hub);
    return hub;
  }

  private LoadSenders senders(int mllp, String run) {
    TrialMessages messages = new TrialMessages(FACILITY, run, DATE);
    Iterator<byte[]> endless = Stream.iterate(0L, n -> n + 1).map(messages::smallAdt).iterator();
    LoadSenders made = new LoadSenders(mllp, CONNECTIONS, endless);
    senders.add(made);
    return made;
  }

  @Test
  void theOneThatIsLeftEndsTheWorkOfTheOthersAndBeforeThatLeavesItToThem() throws Exception {
    his.insert("S1", "1.50");
    drop(1);
    // it acknowledges, and has all of it in hand for as long as it lives
    HubNode a = hub("a", "--hub.normalize.threads=0");
    HubNode b = hub("b");
    a.ready();
    b.ready();
    LoadSenders toA = senders(a.mllp(), "A1").allow(SOME);
    LoadSenders toB = senders(b.mllp(), "B1").allow(SOME);
    reached(() -> toA.acknowledgedCount() == SOME && toB.acknowledgedCount() == SOME);
    reached(() -> held("visit.registered") >= SOME);
    // the view's row and the file are at whichever of them reads the view and the folder
    reached(() -> received("view") == 1 && received("drop") == 1);
    drop(2);
    reached(() -> received("drop") == 2);

    HubNode c = hub("c").ready();
    allHaveLooked();
    assertThat(waitingOfHis()).as("messages of a, which nobody took").isEqualTo(SOME);
    allAreShownBy(a, b, c);

    pauseAt(a);
    allHaveLooked();
    long before = held("visit.registered");
    toB.allow(SOME);
    reached(() -> toB.acknowledgedCount() == 2 * SOME);
    reached(() -> waitingOfHis() == SOME && books.count(FACTS) >= SOME);
    allHaveLooked();
    assertThat(held("visit.registered"))
        .as("b sends nothing that is paused at a")
        .isEqualTo(before);
    assertThat(waitingOfHis()).isEqualTo(SOME);

    long killed = System.nanoTime();
    a.process().kill();
    b.process().kill();
    his.insert("S2", "2.50");
    drop(3);

    reached(() -> waitingOfHis() == 0);
    LOG.info("taken over after {} ms", (System.nanoTime() - killed) / 1_000_000);
    assertThat(held("visit.registered")).as("c knows of the pause, too").isEqualTo(before);
    resumeAt(c);
    reached(() -> received("view") == 2 && received("drop") == 3);
    reached(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
    verify(toA, toB);
    assertThat(c.process().alive()).isTrue();
  }

  private void verify(LoadSenders... all) throws IOException, SQLException {
    Set<String> sent = new HashSet<>();
    for (LoadSenders each : all) {
      sent.addAll(each.acknowledgedIds());
      assertThat(each.refused()).isEmpty();
    }
    LOG.info("platform {}", platform.counts());
    Map<String, Long> journal =
        books.counts(
            "select control_id, count(*) from message where source = 'his' group by control_id");
    assertThat(journal.keySet()).as("control ids in the journal").isEqualTo(sent);
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    assertThat(platform.facts()).as("facts of the platform").isEqualTo(books.facts());
    assertThat(held("visit.registered")).isEqualTo(3L * SOME + 3);
    assertThat(held("settlement.outpatient")).as("rows of the view").isEqualTo(2);
    assertThat(
            books.count("select coalesce(sum(duplicates), 0) from message where source <> 'his'"))
        .as("rows and files that two hubs have read")
        .isZero();
    assertThat(platform.counts().at("/receipts/duplicate").asLong()).as("sent twice").isZero();
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
    books.balance();
  }

  /** Whichever of them is asked: three nodes, and the connections of all. */
  private void allAreShownBy(HubNode... nodes) throws IOException {
    for (HubNode node : nodes) {
      JsonNode system = JSON.readTree(node.process().get("/api/v1/system").body());
      assertThat(system.path("nodes")).hasSize(nodes.length);
      List<JsonNode> itself = new ArrayList<>();
      Set<String> works = new HashSet<>();
      for (JsonNode shown : system.path("nodes")) {
        if (shown.path("self").asBoolean()) {
          itself.add(shown);
        }
        shown.path("works").forEach(work -> assertThat(works.add(work.asText())).isTrue());
      }
      assertThat(itself).as("itself").hasSize(1);
      assertThat(works).as("what one of them does for all").isNotEmpty();
      JsonNode links = JSON.readTree(node.process().get("/api/v1/links").body());
      for (JsonNode source : links.path("sources")) {
        if (source.path("id").asText().equals("his")) {
          assertThat(source.path("state").asText()).isEqualTo("listening");
          assertThat(source.path("connections").asInt()).isEqualTo(2 * CONNECTIONS);
          assertThat(source.path("answers").path("A").asInt()).isEqualTo(2 * SOME);
        }
      }
    }
  }

  private long held(String type) {
    return platform.byType("active").getOrDefault(type, 0L);
  }

  private long received(String source) throws SQLException {
    return books.count("select count(*) from message where source = '" + source + "'");
  }

  private long waitingOfHis() throws SQLException {
    return books.count("select count(*) from message where state = 'RECEIVED' and source = 'his'");
  }

  private void pauseAt(HubNode hub) throws IOException {
    assertThat(hub.process().post("/api/v1/destinations/platform/pause", "{\"reason\": \"test\"}"))
        .isEqualTo(204);
  }

  private void resumeAt(HubNode hub) throws IOException {
    assertThat(hub.process().post("/api/v1/destinations/platform/resume", "")).isEqualTo(204);
  }

  /** Until each node has renewed its lease twice, and so has seen what the others did. */
  private void allHaveLooked() throws SQLException {
    String now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    long begun = books.count("select " + now);
    reached(() -> books.count("select min(until) from hub_node") > begun + LEASE + LEASE / 2);
  }

  private void reached(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                return condition.call();
              } catch (SQLException | RuntimeException e) {
                LOG.info("not yet: {}", e.toString());
                return false;
              }
            });
  }
}

package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.core.ConditionTimeoutException;
import org.bianmin.hub.kafka.KafkaBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds of {@code kill -9} of a hub that reads two topics and writes to one under load: one with
 * two consumers, whose partitions stay with the dead until a short session ends, and one with a
 * named consumer, whose successor takes over at once.
 */
class KafkaKillIT {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaKillIT.class);
  private static final String HIS = "his.out";
  private static final String LIS = "lis.out";
  private static final String HIS_GROUP = "hub-his";
  private static final String LIS_GROUP = "hub-lis";

  /** When the hub of a round is killed. */
  private enum Moment {
    AFTER_THE_FIRST_RECORDS,
    AMID_LOAD,
    WHILE_THE_GROUP_FORMS,
    AMID_LOAD_AGAIN,
    AMID_A_BACKLOG_TO_DELIVER
  }

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(9);
  private final HospitalLoad load = new HospitalLoad(150);
  private PlatformSide platform;
  private KafkaBroker broker;
  private TopicSide facts;
  private TopicFeed his;
  private TopicFeed lis;
  private Books books;
  private HubProcess hub;
  private long storedByTheDead;
  private final List<String> settings = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    platform = new PlatformSide(folder, HospitalLoad.FACILITY);
    broker = new KafkaBroker(folder.resolve("kafka"));
    Path data = folder.resolve("data");
    books = Books.ofSqlite(data);
    settings.addAll(platform.settings());
    // the same facts go to a topic, which has to hold the state of each in the end
    facts = new TopicSide(broker);
    settings.addAll(facts.settings());
    settings.add("--hub.facility=" + HospitalLoad.FACILITY);
    settings.add("--hub.data=" + data);
    settings.add("--hub.mappings=" + Path.of("mappings").toAbsolutePath());
    settings.addAll(
        source(
            "his",
            HIS,
            HIS_GROUP,
            List.of("session.timeout.ms=6000", "heartbeat.interval.ms=2000"),
            "charset=UTF-8",
            "kafka.consumers=2"));
    // its session is longer than the rounds of this test
    settings.addAll(
        source("lis", LIS, LIS_GROUP, List.of("group.instance.id=hub-lis-1"), "charset=GB18030"));
    his = new TopicFeed(broker, HIS, HIS_GROUP, load.his());
    lis = new TopicFeed(broker, LIS, LIS_GROUP, load.lis());
  }

  private List<String> source(
      String source, String topic, String group, List<String> client, String... more)
      throws IOException {
    String name = "--hub.sources." + source + ".";
    Path file = Files.write(folder.resolve(source + ".properties"), client);
    List<String> all = new ArrayList<>();
    all.add(name + "transport=kafka");
    all.add(name + "kafka.brokers=" + broker.address());
    all.add(name + "kafka.topic=" + topic);
    all.add(name + "kafka.group=" + group);
    all.add(name + "kafka.properties-file=" + file);
    for (String setting : more) {
      all.add(name + setting);
    }
    return all;
  }

  @AfterEach
  void end() throws InterruptedException {
    if (hub != null) {
      hub.close();
    }
    his.close();
    lis.close();
    broker.close();
    platform.close();
  }

  @Test
  void losesNoRecordAndTellsNoneTwiceOverFiveKills() throws Exception {
    for (Moment moment : Moment.values()) {
      long begun = System.nanoTime();
      launch();
      reach(moment);
      hub.kill();
      int committed = holdsAllThatIsCommitted();
      storedByTheDead = stored();
      LOG.info(
          "killed {} after {} ms: {} records written, {} committed, {} stored, {} duplicates",
          moment,
          (System.nanoTime() - begun) / 1_000_000,
          his.written() + lis.written(),
          committed,
          storedByTheDead,
          duplicates());
    }
    settle();
    verify();
  }

  private void launch() throws IOException {
    hub = HubProcess.launch(folder.resolve("hub.log"), "512m", HubProcess.freePort(), settings);
  }

  private void reach(Moment moment) throws Exception {
    long before = storedByTheDead;
    switch (moment) {
      case AFTER_THE_FIRST_RECORDS -> {
        int few = random.nextInt(1, 100);
        reached(() -> stored() >= before + few);
      }
      case AMID_LOAD, AMID_LOAD_AGAIN -> {
        int some = random.nextInt(500, 4_000);
        long named = storedOf("lis");
        // of both, and amid a poll, when the journal and the offsets differ
        reached(
            () ->
                stored() >= before + some
                    && storedOf("lis") > named
                    && stored() != his.committed() + lis.committed());
      }
      case WHILE_THE_GROUP_FORMS -> {
        Set<String> ofTheDead = members();
        reached(() -> !ofTheDead.containsAll(members()));
      }
      case AMID_A_BACKLOG_TO_DELIVER -> {
        // answers come late, and some of them never
        platform.faults("{\"latencyMs\": 2000, \"resetAfterProcessing\": {\"share\": 0.3}}");
        reached(() -> stored() > before && books.waitingDeliveries() >= 500);
        platform.clearFaults();
      }
    }
  }

  private void reached(Callable<Boolean> condition) {
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          // until the first hub has made its store
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> isOver() || condition.call());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("The hub stands still: " + state(), e);
    }
    assertThat(isOver()).as(this::state).isFalse();
  }

  /** Whether there is nothing to wait for. */
  private boolean isOver() {
    return !hub.alive() || his.failed() || lis.failed();
  }

  private String state() {
    return "hub alive "
        + hub.alive()
        + ", "
        + his
        + ", "
        + lis
        + ", "
        + broker.group(HIS_GROUP)
        + ", "
        + broker.group(LIS_GROUP)
        + "\n"
        + hub.lastLines();
  }

  private Set<String> members() {
    return broker.group(HIS_GROUP).members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  private long stored() throws SQLException {
    return books.count("select count(*) from message");
  }

  private long storedOf(String source) throws SQLException {
    return books.count("select count(*) from message where source = '" + source + "'");
  }

  private long duplicates() throws SQLException {
    return books.count("select coalesce(sum(duplicates), 0) from message");
  }

  /** At any moment: what the group will not read again is in the journal. */
  private int holdsAllThatIsCommitted() throws SQLException {
    Set<String> committed = his.committedIds();
    committed.addAll(lis.committedIds());
    assertThat(books.messages().keySet()).as("journal").containsAll(committed);
    return committed.size();
  }

  /** The last start: everything is read to the end, normalized and delivered. */
  private void settle() throws Exception {
    launch();
    reached(() -> load.leftOfHisDay() + load.leftOfLisDay() == 0);
    his.end();
    lis.end();
    reached(() -> his.ahead() == 0 && lis.ahead() == 0);
    reached(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
  }

  private void verify() throws IOException, SQLException {
    Map<String, Long> journal = books.messages();
    Set<String> sent = new HashSet<>(his.controlIds());
    sent.addAll(lis.controlIds());
    assertThat(sent).as("control ids, each in one record").hasSize(his.written() + lis.written());
    LOG.info(
        "{} records, rows {}, duplicates {}, deliveries {}; platform {}",
        sent.size(),
        books.counts("select state, count(*) from message group by state"),
        duplicates(),
        books.counts("select state, count(*) from delivery group by state"),
        platform.counts());
    assertThat(journal.keySet()).as("control ids in the journal").isEqualTo(sent);
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    assertThat(duplicates()).as("records that a later hub read again").isPositive();
    assertThat(books.count("select count(*) from message where state = 'PARKED'"))
        .as("parked")
        .isEqualTo(load.parked());

    Map<String, Books.Held> held = platform.facts();
    assertThat(held).as("facts of the platform").isEqualTo(books.facts());
    facts.verify(books);
    assertThat(platform.byType("active")).as("facts in force").isEqualTo(load.active());
    assertThat(platform.byType("void")).as("void facts").isEqualTo(load.voided());
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
    assertThat(books.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
    books.balance();
  }
}

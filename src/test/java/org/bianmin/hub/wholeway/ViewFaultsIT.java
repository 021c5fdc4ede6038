package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.wholeway.HisDatabase.NOW;
import static org.bianmin.hub.wholeway.HisDatabase.duplicates;
import static org.bianmin.hub.wholeway.HisDatabase.facts;
import static org.bianmin.hub.wholeway.HisDatabase.messages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.store.GroupCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A view as a source while things break: no row is lost or doubled. */
@ExtendWith(OutputCaptureExtension.class)
class ViewFaultsIT {

  private static final String WINDOW = "window: {column: at, days: 35, every: 1s, most: 100}";
  private static final String CANNOT_BE_READ = "hub.sources.view: the view cannot be read";

  /** Before the messages are journaled, and after. */
  private static final String BEFORE = "before insert on message";

  private static final String AFTER = "before update of told on view_row when new.told = 1";

  @TempDir private Path data;
  private HisDatabase his;

  @BeforeEach
  void create() throws Exception {
    his = new HisDatabase();
  }

  @AfterEach
  void drop() throws Exception {
    his.close();
  }

  private WholeHub hub(String... more) throws Exception {
    return WholeHub.start(data, his.settings(HisDatabase.mappings(data, WINDOW), more));
  }

  private void awaitAgreement(WholeHub hub) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(facts(hub)).isEqualTo(his.table()));
  }

  /** The hub's own store fails at a point, as if the hub had died there. */
  private void dieAt(String point) throws SQLException {
    store(
        "create trigger if not exists dies "
            + point
            + " begin select raise(abort, 'the hub dies here'); end");
  }

  private void liveOn() throws SQLException {
    store("drop trigger if exists dies");
  }

  private void store(String sql) throws SQLException {
    try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("hub.db"));
        Statement statement = store.createStatement()) {
      statement.execute("pragma busy_timeout = 20000");
      statement.execute(sql);
    }
  }

  @Test
  void aCrashBetweenReceiptsAndTheMarkLosesAndDoublesNothing() throws Exception {
    try (WholeHub hub = hub()) {
      his.insert("FIRST", "1");
      his.insert("ENDS", "1");
      awaitAgreement(hub);

      dieAt(AFTER);
      for (int i = 0; i < 50; i++) {
        his.insert("S" + i, "2");
      }
      his.execute("delete from settlement where no = 'ENDS'");
      await().untilAsserted(() -> assertThat(messages(hub)).isEqualTo(52));
      assertThat(hub.count("select count(*) from view_row where told = 0")).isEqualTo(50);
    }
    liveOn();
    try (WholeHub hub = hub()) {
      await()
          .untilAsserted(
              () -> assertThat(hub.count("select count(*) from view_row where told = 0")).isZero());
      awaitAgreement(hub);

      // the fifty were journaled before, byte for byte; what was added is the end
      assertThat(messages(hub)).isEqualTo(53);
      assertThat(duplicates(hub)).isGreaterThanOrEqualTo(50);
    }
  }

  @Test
  void aRowThatChangesSilentlyBetweenACrashAndTheNextReadEndsAsItIs() throws Exception {
    try (WholeHub hub = hub()) {
      dieAt(AFTER);
      his.insert("S1", "1");
      await().untilAsserted(() -> assertThat(facts(hub)).containsEntry("S1", 100L));
      his.execute("update settlement set amount = 2");
      liveOn();
      awaitAgreement(hub);
      his.execute("update settlement set amount = 1");
      awaitAgreement(hub);
    }
  }

  @Test
  void anEndThatWasWrittenDownAndNotToldIsToldAfterTheCrash() throws Exception {
    try (WholeHub hub = hub()) {
      his.insert("STAYS", "1");
      his.insert("ENDS", "1");
      awaitAgreement(hub);
      dieAt(BEFORE);
      his.execute("delete from settlement where no = 'ENDS'");
      await()
          .untilAsserted(
              () -> assertThat(hub.count("select count(*) from view_row where told = 0")).isOne());
      assertThat(facts(hub)).hasSize(2);
    }
    liveOn();
    try (WholeHub hub = hub()) {
      awaitAgreement(hub);
      assertThat(messages(hub)).isEqualTo(3);
    }
  }

  @Test
  void waitsForADatabaseThatIsAwayAndSaysSoOnce(CapturedOutput output) throws Exception {
    try (NetworkCable cable = new NetworkCable(his.url);
        WholeHub hub = hub("--hub.sources.view.view.url=" + cable.url())) {
      his.insert("S1", "1");
      awaitAgreement(hub);

      cable.unplug();
      his.insert("S2", "2");
      await().until(() -> output.getAll().contains(CANNOT_BE_READ));
      int refused = cable.refused();
      await().until(() -> cable.refused() >= refused + 3);
      cable.plugIn();

      awaitAgreement(hub);
      await().until(() -> output.getAll().contains("hub.sources.view: the view is read again"));
      assertThat(output.getAll().split(CANNOT_BE_READ, -1)).hasSize(2);
      assertThat(output.getAll())
          .contains("the database cannot be reached (", "check hub.sources.view.view.url");
      assertThat(messages(hub)).isEqualTo(2);
    }
  }

  @Test
  void readsThePasswordAnewAfterItWasRefused(CapturedOutput output) throws Exception {
    his.demandPasswords();
    Path password = Files.writeString(data.resolve("his.password"), "not-this-one\n");
    his.insert("S1", "1");
    try (WholeHub hub = hub("--hub.sources.view.view.password-file=" + password)) {
      await().until(() -> output.getAll().contains("the database refuses the login"));
      assertThat(output.getAll())
          .contains("check hub.sources.view.view.username and .password-file")
          .doesNotContain("not-this-one");

      Files.writeString(password, "right\n");

      awaitAgreement(hub);
    } finally {
      his.trustEveryone();
    }
  }

  @Test
  void cannotWriteEvenIfItsQueryWould(CapturedOutput output) throws Exception {
    his.execute("create table written (no varchar(32))");
    his.execute(
        "create function write(no varchar) returns varchar language sql volatile as"
            + " 'insert into written values (no) returning no'");
    his.execute("grant insert, select on written to " + HisDatabase.READER);
    his.insert("S1", "1");
    Path mappings = HisDatabase.mappings(data, WINDOW);
    Path view = mappings.resolve("views/test-settlements.yaml");
    Files.writeString(
        view, Files.readString(view).replace("s.no as fact_key", "write(s.no) as fact_key"));
    try (WholeHub hub = WholeHub.start(data, his.settings(mappings))) {
      await().until(() -> output.getAll().contains("the query tries to write"));

      assertThat(his.count("select count(*) from written")).isZero();
      assertThat(messages(hub)).isZero();
    }
  }

  @Test
  void aQueryThatTakesTooLongIsCancelled(CapturedOutput output) throws Exception {
    his.insert("S1", "1");
    Path mappings = HisDatabase.mappings(data, "clock: select now() from pg_sleep(600)");
    try (WholeHub hub =
        WholeHub.start(data, his.settings(mappings, "--hub.sources.view.view.timeout=1s"))) {
      await()
          .until(() -> output.getAll().contains("took longer than hub.sources.view.view.timeout"));
      assertThat(messages(hub)).isZero();
    }
  }

  private static LongStream seeds() {
    return LongForm.seeds(1, 3);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsAsTheTableAfterAnyOperationsAndCrashes(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    for (int life = 0; life < 3; life++) {
      try (WholeHub hub = hub()) {
        for (int round = 0; round < 4; round++) {
          if (random.nextInt(3) == 0) {
            dieAt(random.nextBoolean() ? AFTER : BEFORE);
          }
          long before = hub.bean(GroupCommit.class).commits();
          his.insert("R" + life + round, "5");
          for (int i = 0; i < 25; i++) {
            his.execute(operation(random));
          }
          // some of it is read, or the reading fails
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> hub.bean(GroupCommit.class).commits() > before);
          if (random.nextBoolean()) {
            liveOn();
          }
        }
      }
      liveOn();
    }
    try (WholeHub hub = hub()) {
      awaitAgreement(hub);
      assertThat(hub.count("select count(*) from message where state = 'PARKED'")).isZero();
      await().until(() -> hub.count("select count(*) from view_row where told = 0") == 0);
    }
  }

  private static String operation(SplittableRandom random) {
    String where = " where no = 'S" + random.nextInt(40) + "'";
    int amount = random.nextInt(1, 1000);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        String no = where.substring(where.indexOf('\'') + 1, where.length() - 1);
        // sometimes stamped minutes ago, as by a slow client; a number that is taken stays
        String at = NOW + " - interval '" + random.nextInt(3) + " minutes'";
        yield "insert into settlement select '%s', %d, 'KIOSK', %s, %s, '0' where not exists"
                .formatted(no, amount, at, at)
            + " (select 1 from settlement"
            + where
            + ")";
      }
      case 3, 4 -> "update settlement set amount = " + amount + ", updated_at = " + NOW + where;
      case 5 -> "update settlement set amount = " + amount + where;
      case 6 ->
          "update settlement set void_flag = '"
              + random.nextInt(2)
              + "', updated_at = "
              + NOW
              + where;
      default -> "delete from settlement" + where;
    };
  }
}

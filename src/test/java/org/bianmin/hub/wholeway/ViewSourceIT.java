package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.wholeway.HisDatabase.NOW;
import static org.bianmin.hub.wholeway.HisDatabase.duplicates;
import static org.bianmin.hub.wholeway.HisDatabase.facts;
import static org.bianmin.hub.wholeway.HisDatabase.messages;
import static org.bianmin.hub.wholeway.HisDatabase.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view of a real PostgreSQL as a source: the hub's facts become what the table says. */
class ViewSourceIT {

  private static final String WINDOW = "window: {column: at, days: 35, every: 1s, most: 100}";
  private static final String NO_WINDOW = "watermark: {overlap: 10m}";
  private static final List<String> SHIPPED =
      List.of(
          "settlement-outpatient",
          "settlement-inpatient",
          "visit-registered",
          "visit-consult-started",
          "slot-published",
          "discharge-made",
          "payment-cash");

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

  private WholeHub hub(String view, String... more) throws Exception {
    return WholeHub.start(data, his.settings(HisDatabase.mappings(data, view), more));
  }

  private void awaitAgreement(WholeHub hub) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(facts(hub)).isEqualTo(his.table()));
  }

  @ParameterizedTest(name = "store: {0}")
  @ValueSource(strings = {"SQLite", "PostgreSQL"})
  void followsInsertsUpdatesSoftAndHardDeletesAndRowsThatReturn(String store) throws Exception {
    String[] settings =
        store.equals("SQLite")
            ? new String[0]
            : new String[] {"--hub.store.url=" + PostgresServer.newDatabase()};
    for (int i = 1; i <= 6; i++) {
      his.insert("S" + i, i + ".50");
    }
    try (WholeHub hub = hub(WINDOW, settings)) {
      awaitAgreement(hub);
      assertThat(facts(hub)).hasSize(6).containsEntry("S3", 350L);
      assertThat(messages(hub)).isEqualTo(6);

      his.execute("update settlement set amount = 77, updated_at = " + NOW + " where no = 'S1'");
      his.execute(
          "update settlement set void_flag = '1', updated_at = " + NOW + " where no = 'S2'");
      his.execute("update settlement set amount = 88 where no = 'S3'");
      his.execute("delete from settlement where no = 'S4'");
      awaitAgreement(hub);
      assertThat(facts(hub)).hasSize(4).containsEntry("S1", 7700L).containsEntry("S3", 8800L);

      // what was deleted comes back as it was, with its old time; what was taken back counts again
      his.execute(row("S4", "4.50", NOW + " - interval '1 day'", NOW + " - interval '1 day'"));
      his.execute("update settlement set void_flag = '0' where no = 'S2'");
      awaitAgreement(hub);
      assertThat(facts(hub)).hasSize(6);

      his.execute("delete from settlement where no = 'S4'");
      awaitAgreement(hub);
      hub.awaitQuiet();

      // six rows, four changes, two returns, one more end; reading them again told nothing
      assertThat(messages(hub)).isEqualTo(13);
      assertThat(duplicates(hub)).isZero();
      assertThat(hub.count("select count(*) from message where state = 'PARKED'")).isZero();
      String ended = "settlement.outpatient:" + WholeHub.FACILITY + ":S4";
      assertThat(hub.heldOf(WholeHub.FACILITY).get(ended).get("status").asText()).isEqualTo("void");
      assertThat(hub.violations().get("items")).isEmpty();
    }
  }

  @Test
  void leavesRowsAloneThatVanishOutsideOfTheWindow() throws Exception {
    his.execute(row("OLD", "1", NOW + " - interval '60 days'", NOW));
    his.insert("NEW", "2");
    try (WholeHub hub = hub(WINDOW)) {
      awaitAgreement(hub);

      his.execute("delete from settlement");

      await().untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("OLD"));
    }
  }

  @Test
  void readsThousandsOfRowsOfOneTimeOnceEach() throws Exception {
    his.execute(
        "insert into settlement select 'S' || g, g, 'KIOSK', timestamp '2025-11-03 08:00:00',"
            + " timestamp '2025-11-03 09:00:00.123456', '0' from generate_series(1, 3500) g");
    try (WholeHub hub = hub("window: {column: at, days: 3000, every: 1s, most: 100}")) {
      awaitAgreement(hub);
      // the page border lies among rows that vanish
      his.execute("delete from settlement where no like 'S1%'");
      awaitAgreement(hub);

      assertThat(duplicates(hub)).isZero();
      assertThat(messages(hub)).isEqualTo(3500 + (3500 - his.table().size()));
    }
  }

  @Test
  void findsRowsOfTransactionsThatCommitLate() throws Exception {
    try (WholeHub hub = hub(NO_WINDOW);
        Connection late = his.transaction()) {
      late.createStatement()
          .execute(
              row("LATE", "1", NOW + " - interval '5 minutes'", NOW + " - interval '5 minutes'"));
      his.insert("S1", "2");
      await().untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("S1"));

      late.commit();

      awaitAgreement(hub);
      assertThat(messages(hub)).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "the hospital's clock is {0} hours off")
  @ValueSource(ints = {5, -5})
  void goesByTheHospitalsClockOnly(int hours) throws Exception {
    String clock = "clock: select now() + interval '" + hours + " hours'\n";
    String now = "(" + NOW + " + interval '" + hours + " hours')";
    his.execute(row("S1", "1", now, now));
    // an entry error: from the future even for the hospital
    his.execute(row("S2099", "2", now, "timestamp '2099-01-01 00:00:00'"));
    try (WholeHub hub = hub(clock + NO_WINDOW)) {
      awaitAgreement(hub);

      his.execute(row("S3", "3", now, now));
      awaitAgreement(hub);
      his.execute("update settlement set amount = 9, updated_at = " + now + " where no = 'S2099'");
      awaitAgreement(hub);

      assertThat(facts(hub)).hasSize(3).containsEntry("S2099", 900L);
      assertThat(messages(hub)).isEqualTo(4);
    }
  }

  @Test
  void takesNothingBackWhenTooMuchVanishesAtOnce() throws Exception {
    String window = "window: {column: at, days: 35, every: 1s}";
    for (int i = 0; i < 60; i++) {
      his.insert("S" + i, "1");
    }
    try (WholeHub hub = hub(window)) {
      awaitAgreement(hub);
      his.execute("delete from settlement where no <> 'S7'");
      // a change that only the same comparison can find shows that it took place
      his.execute("update settlement set amount = 2 where no = 'S7'");
      await().untilAsserted(() -> assertThat(facts(hub)).containsEntry("S7", 200L));
      assertThat(facts(hub)).hasSize(60);

      HisDatabase.view(data.resolve("mappings"), WINDOW);
      assertThat(hub.post("/api/v1/mappings/reload", "").statusCode()).isEqualTo(200);

      awaitAgreement(hub);
      assertThat(facts(hub)).hasSize(1);
    }
  }

  @Test
  void parksARowWithoutAKeyAndTellsItsNeighbours() throws Exception {
    his.execute("insert into settlement values (null, 1, 'KIOSK', " + NOW + ", " + NOW + ", '0')");
    his.insert("S1", "2");
    try (WholeHub hub = hub(WINDOW)) {
      await().untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("S1"));
      await()
          .untilAsserted(
              () -> assertThat(hub.api("messages?state=PARKED").get("items")).hasSize(1));

      assertThat(hub.api("messages?state=PARKED").toString()).contains("/key is missing");
      his.insert("S2", "2");
      await().untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("S1", "S2"));
      assertThat(messages(hub)).isEqualTo(3);
    }
  }

  @Test
  void tellsOfEachShippedViewWhatItsExampleShows() throws Exception {
    his.execute(Files.readString(Path.of("src/test/resources/views/his-tables.sql")));
    his.execute("grant select on all tables in schema public to " + HisDatabase.READER);
    List<String> settings = new ArrayList<>();
    for (String view : SHIPPED) {
      String source = "--hub.sources." + view + ".";
      settings.addAll(
          List.of(
              source + "transport=view",
              source + "view.name=" + view,
              source + "view.url=" + his.url,
              source + "view.username=" + HisDatabase.READER));
    }
    try (WholeHub hub = WholeHub.start(data, settings.toArray(String[]::new))) {
      Map<String, JsonNode> told = new HashMap<>();
      await()
          .untilAsserted(
              () -> assertThat(told(hub, told)).containsOnlyKeys(SHIPPED.toArray(String[]::new)));

      for (String view : SHIPPED) {
        Path example = Path.of("mappings/examples/view-" + view + "/row.json");
        assertThat(told.get(view)).as(view).isEqualTo(json(Files.readAllBytes(example)));
      }
    }
  }

  private static Map<String, JsonNode> told(WholeHub hub, Map<String, JsonNode> told)
      throws Exception {
    MessageQueries queries = hub.bean(MessageQueries.class);
    for (MessageRow row : queries.page(MessageQueries.Selection.ALL, null, 100)) {
      told.put(row.source(), json(hub.bean(InboundMessages.class).raw(row).orElseThrow()));
    }
    return told;
  }

  private static JsonNode json(byte[] bytes) throws Exception {
    return new ObjectMapper().readTree(bytes);
  }

  @Test
  void doesNotStartWithAViewThatIsNotThere() {
    assertThatThrownBy(() -> hub(WINDOW, "--hub.sources.view.view.name=settlements").close())
        .hasStackTraceContaining("there is no mappings/views/settlements.yaml")
        .hasStackTraceContaining("correct hub.sources.view.view.name");
  }
}

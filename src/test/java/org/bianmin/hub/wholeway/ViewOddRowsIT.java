package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.wholeway.HisDatabase.NOW;
import static org.bianmin.hub.wholeway.HisDatabase.facts;
import static org.bianmin.hub.wholeway.HisDatabase.messages;
import static org.bianmin.hub.wholeway.HisDatabase.row;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A view with values and columns that few have; none of them stops it or hides other rows. */
@ExtendWith(OutputCaptureExtension.class)
class ViewOddRowsIT {

  private static final String PARKED = "select count(*) from message where state = 'PARKED'";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private WholeHub hub(Path mappings) throws Exception {
    return WholeHub.start(data, his.settings(mappings));
  }

  private Path mappings(String lines) throws Exception {
    return HisDatabase.mappings(data, lines);
  }

  /** The view with a column that has a zone; the hub's own zone is another one (see pom.xml). */
  private Path zoned(String column, String lines) throws Exception {
    Path mappings = mappings(lines);
    Path view = mappings.resolve("views/test-settlements.yaml");
    String with = "s." + column + " at time zone 'Asia/Shanghai' as";
    Files.writeString(view, Files.readString(view).replace("s." + column + " as", with));
    return mappings;
  }

  @Test
  void parksRowsWithInfiniteTimesAndWithoutNumbersAndTellsTheirNeighbours(CapturedOutput output)
      throws Exception {
    his.execute(row("NAN", "'NaN'"));
    his.execute(row("INFINITE", "1", "'infinity'", NOW));
    his.execute(row("EVER", "1", "'-infinity'", NOW));
    his.execute(row("S1", "2"));
    his.execute(row("WRITTEN-LATER", "3", NOW, "'infinity'"));
    try (WholeHub hub = hub(mappings("window: {column: at, days: 35, every: 1s, most: 100}"))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("S1", "WRITTEN-LATER"));
      await().untilAsserted(() -> assertThat(hub.count(PARKED)).isEqualTo(3));

      his.insert("S2", "4");

      await()
          .untilAsserted(
              () -> assertThat(facts(hub)).containsOnlyKeys("S1", "S2", "WRITTEN-LATER"));
      assertThat(messages(hub)).isEqualTo(6);
      assertThat(output.getAll()).doesNotContain("the view cannot be read");
    }
  }

  @Test
  void parksAllRowsOfOneTimeWithoutAKeyWhereAPageEndsAmongThem() throws Exception {
    String at = "timestamp '2025-11-03 09:00:00.123456'";
    his.execute(
        "insert into settlement select null, g, 'KIOSK', %s, %s, '0' from generate_series(1, 1500) g"
            .formatted(at, at));
    his.execute(row("SAME-TIME", "1", at, at));
    his.insert("LATER", "2");
    try (WholeHub hub = hub(mappings("watermark: {overlap: 10m}"))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(facts(hub)).containsOnlyKeys("SAME-TIME", "LATER");
                assertThat(hub.count(PARKED)).isEqualTo(1500);
              });
      assertThat(messages(hub)).isEqualTo(1502);
    }
  }

  @Test
  void comparesFromTheBeginningOfAWindowWhoseColumnHasAZone(CapturedOutput output)
      throws Exception {
    String early = NOW + " - interval '35 days' + interval '3 hours'";
    for (int i = 0; i < 30; i++) {
      his.execute(row("S" + i, "1", early, NOW + " - interval '20 days'"));
    }
    his.insert("LAST", "1");
    Path mappings = zoned("settled_at", "window: {column: at, days: 35, every: 1s, most: 4}");
    try (WholeHub hub = hub(mappings)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(facts(hub)).isEqualTo(his.table()).hasSize(31));
      his.execute("delete from settlement where no = 'LAST'");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(facts(hub)).isEqualTo(his.table()).hasSize(30));
    }
    // nothing is new behind the mark, so no row shows what the column is
    his.execute("update settlement set amount = 2");
    try (WholeHub hub = hub(mappings)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(facts(hub)).isEqualTo(his.table()));
      assertThat(output.getAll()).doesNotContain("have vanished at once");
    }
  }

  @Test
  void beginsWithTheFirstDayInTheHospitalsZoneWhereTheColumnHasAZone() throws Exception {
    String before = "timestamp '2025-11-02 23:00:00'";
    String within = "timestamp '2025-11-03 01:00:00'";
    his.execute(row("BEFORE", "1", before, before));
    his.execute(row("WITHIN", "2", within, within));
    his.insert("NEW", "3");
    try (WholeHub hub = hub(zoned("updated_at", "watermark: {from: 2025-11-03, overlap: 10m}"))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(facts(hub)).containsOnlyKeys("WITHIN", "NEW"));
      assertThat(messages(hub)).isEqualTo(2);
    }
  }
}

package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bianmin.hub.store.FilledPostgres;
import org.bianmin.hub.store.InList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How PostgreSQL finds the facts of a commit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactPlansTest {

  private static final String FACTS =
      "insert into measure_event (id, facility, type, business_key, version, status, recorded_at,"
          + " attributes, mapping, updated_at) select n, 'H001', 'visit.registered', 'V' || n, 1,"
          + " 'ACTIVE', n, '{}', '', n from ";

  private FilledPostgres store;

  @BeforeAll
  void aFacilityHasManyFactsOfAType(@TempDir Path folder) throws Exception {
    store =
        new FilledPostgres(
            folder,
            FACTS + "generate_series(1, 50000) n",
            "insert into measure_event_version (event_id, source, source_rank, recorded_at, tie,"
                + " reading, message_id, mapping, action, attributes, accepted_at, told_key)"
                + " select n, 'his', 1, n, '', 0, n, '', 'RECORD', '', n, ''"
                + " from generate_series(1, 50000) n");
  }

  @AfterAll
  void end() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void factsAreFoundByTheirKeys(int keys) throws Exception {
    String plan = store.plan(EventRows.question(keys));

    assertThat(plan).contains("measure_event_key").doesNotContain("Seq Scan");
    assertThat(plan).as("the key is looked up, not compared").doesNotContain("Filter");
  }

  /** Of fewer, a table is looked at again before they are many. */
  @ParameterizedTest
  @ValueSource(ints = {500, 3000})
  void soTheyAreWhereFewWereThereWhenPostgresqlLookedLast(int facts, @TempDir Path folder)
      throws Exception {
    String rows = FACTS + "generate_series(1, " + facts + ") n";
    try (FilledPostgres small = new FilledPostgres(folder, rows)) {
      assertThat(small.plan(EventRows.question(64)))
          .contains("measure_event_key")
          .doesNotContain("Seq Scan");
      assertThat(small.plan(InList.of(EventRows.BY_IDS, 64))).contains("measure_event_pkey");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void whatWasSaidOfFactsIsFoundByTheirIds(int facts) throws Exception {
    assertThat(store.plan(InList.of(EventRows.BY_IDS, facts))).contains("measure_event_pkey");
    String plan = store.plan(InList.of(VersionRows.VERSIONS, facts));

    assertThat(plan).contains("Index Cond: ").doesNotContain("Seq Scan");
    assertThat(plan).doesNotContain("Filter");
  }
}

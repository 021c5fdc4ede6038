package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private FilledPostgres store;

  @BeforeAll
  void aFacilityHasManyFactsOfAType(@TempDir Path folder) throws Exception {
    store =
        new FilledPostgres(
            folder,
            "insert into measure_event (id, facility, type, business_key, version, status,"
                + " recorded_at, attributes, mapping, updated_at) select n, 'H001',"
                + " 'visit.registered', 'V' || n, 1, 'ACTIVE', n, '{}', '', n"
                + " from generate_series(1, 50000) n",
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
    String plan = store.plan(InList.of(EventRows.BY_KEYS, keys));

    assertThat(plan).contains("measure_event_key").doesNotContain("Seq Scan");
    assertThat(plan).as("the key is looked up, not compared").doesNotContain("Filter");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void soAreThoseOfATypeThatPostgresqlHasNotSeenYet(int keys) throws Exception {
    String sql = InList.of(EventRows.BY_KEYS, keys);
    List<String> values = new ArrayList<>(List.of("'H001'", "'visit.cancelled'"));
    sql.chars()
        .filter(c -> c == '?')
        .skip(2)
        .forEach(key -> values.add("'N" + values.size() + "'"));
    String plan = store.plan(sql, values);

    assertThat(plan).contains("measure_event_key").doesNotContain("Seq Scan", "Filter");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void whatWasSaidOfFactsIsFoundByTheirIds(int facts) throws Exception {
    String plan = store.plan(InList.of(VersionRows.VERSIONS, facts));

    assertThat(plan).contains("Index Cond: ").doesNotContain("Seq Scan");
    assertThat(plan).doesNotContain("Filter");
  }
}

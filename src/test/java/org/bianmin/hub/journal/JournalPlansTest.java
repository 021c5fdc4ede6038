package org.bianmin.hub.journal;

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

/** How PostgreSQL finds what the writer asks of each message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalPlansTest {

  private static final String MESSAGES =
      "insert into message (id, source, facility, format, control_id, trigger_event, received_at,"
          + " content_hash, block_id, block_offset, length, state) select n, 'his', 'H001',"
          + " 'hl7v2', 'C' || n % 1000, 'ADT^A01', n, n, n, 0, 100, 'NORMALIZED' from ";

  private FilledPostgres store;

  /** A sender that counts to 1,000 a day, and nothing waited when PostgreSQL looked last. */
  @BeforeAll
  void oneSourceUsesItsControlIdsAgain(@TempDir Path folder) throws Exception {
    store = new FilledPostgres(folder, MESSAGES + "generate_series(1, 50000) n");
  }

  @AfterAll
  void end() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void whatWasSentBeforeIsFoundByItsControlId(int contents) throws Exception {
    String plan = store.plan(KnownMessages.question(contents));

    assertThat(plan.split("using message_control ", -1)).as(plan).hasSize(3);
    assertThat(plan).doesNotContain("Seq Scan", "message_source", "message_pkey");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void soItIsForASourceThatPostgresqlHasNotSeenYet(int contents) throws Exception {
    List<String> values = new ArrayList<>();
    for (int n = 0; n < contents; n++) {
      values.addAll(List.of("'N" + n + "'", "'" + n + "'"));
    }
    values.addAll(List.of("'a new one'", "'a new one'"));
    String plan = store.plan(KnownMessages.question(contents), values);

    assertThat(plan.split("using message_control ", -1)).as(plan).hasSize(3);
    assertThat(plan).doesNotContain("Seq Scan", "message_source", "message_pkey");
  }

  /** Of fewer, a table is looked at again before they are many. */
  @ParameterizedTest
  @ValueSource(ints = {500, 3000})
  void soItIsWhereFewWereThereWhenPostgresqlLookedLast(int messages, @TempDir Path folder)
      throws Exception {
    String rows = MESSAGES + "generate_series(1, " + messages + ") n";
    try (FilledPostgres small = new FilledPostgres(folder, rows)) {
      assertThat(small.plan(KnownMessages.question(64)))
          .contains("message_control")
          .doesNotContain("Seq Scan");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void messagesMoveOnByTheirIds(int messages) throws Exception {
    String plan = store.plan(InList.of(MessageStates.UPDATE, messages));

    // both have the id in front
    assertThat(plan).containsAnyOf("message_pkey", "message_waiting").doesNotContain("Seq Scan");
    assertThat(plan).contains("Index Cond: ").as(plan).doesNotContain("Filter: (id");
  }
}

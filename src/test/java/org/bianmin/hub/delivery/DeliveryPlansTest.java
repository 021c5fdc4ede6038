package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bianmin.hub.store.FilledPostgres;
import org.bianmin.hub.store.InList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How PostgreSQL finds the rows of statements that are run for each delivery. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryPlansTest {

  private static final Map<String, String> STATEMENTS =
      Map.of(
          "done", InList.of(DeliveryLane.DONE, 64),
          "again", DeliveryLane.AGAIN,
          "mark", Leaving.MARK,
          "executing", Executing.MARK,
          "free", Leaving.FREE,
          "discard", DeliveryCommands.DISCARD,
          "keep", DeliveryCommands.KEEP_LAST_TRY,
          "supersede", Outbox.SUPERSEDE);

  private FilledPostgres store;

  @BeforeAll
  void nothingWaitedWhenPostgresqlLookedLast(@TempDir Path folder) throws Exception {
    store =
        new FilledPostgres(
            folder,
            "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
                + " created_at) select n, 'platform', n, 1, 'DELIVERED', 0, 0"
                + " from generate_series(1, 50000) n");
  }

  @AfterAll
  void end() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"done", "again", "mark", "executing", "free", "discard", "keep"})
  void aDeliveryIsFoundByItsId(String name) throws Exception {
    assertThat(store.plan(STATEMENTS.get(name))).contains("delivery_pkey");
  }

  @Test
  void whatANewerVersionSupersedesIsFoundByItsFact() throws Exception {
    assertThat(store.plan(STATEMENTS.get("supersede"))).contains("delivery_event");
  }
}

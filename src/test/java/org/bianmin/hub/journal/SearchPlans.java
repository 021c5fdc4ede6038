package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.bianmin.hub.store.TestStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engines mean to do with a query of the journal. */
final class SearchPlans {

  /** SQLite walks over the whole table, or sorts more than what has one control id. */
  private static final Pattern BAD_ON_SQLITE =
      Pattern.compile("SCAN message|.*USE TEMP B-TREE FOR ORDER BY.*");

  private static final Pattern SORTS_A_CONTROL_ID = Pattern.compile(".*message_control .*");
  private static final Pattern BAD_ON_POSTGRES = Pattern.compile(".*Seq Scan.*");

  private final TestStore store;
  private final JdbcClient queries;

  SearchPlans(TestStore store) {
    this.store = store;
    this.queries = store.queries();
    if (store.postgres()) {
      fill();
    }
  }

  /** A planner that knows a table to be small reads it all; it is asked of a large one. */
  private void fill() {
    queries
        .sql(
            "insert into message (id, source, facility, format, control_id, trigger_event,"
                + " received_at, content_hash, block_id, block_offset, length, state)"
                + " select n, case n % 5 when 0 then 'lis' else 'his' end, 'H001', 'hl7v2',"
                + " 'C' || n, 'ADT^A01', 1760000000000 + n * 100, n, n, 0, 100,"
                + " case when n % 100 = 0 then 'PARKED' when n > 99900 then 'RECEIVED'"
                + " else 'NORMALIZED' end from generate_series(1, 100000) n")
        .update();
    queries.sql("analyze message").update();
  }

  void walk(SearchQuery.Statement statement) {
    List<String> steps =
        queries
            .sql((store.postgres() ? "explain " : "explain query plan ") + statement.sql())
            .params(statement.params())
            .query((row, n) -> row.getString(store.postgres() ? "QUERY PLAN" : "detail"))
            .list();
    boolean few = steps.stream().anyMatch(step -> SORTS_A_CONTROL_ID.matcher(step).matches());
    Pattern bad = store.postgres() ? BAD_ON_POSTGRES : BAD_ON_SQLITE;
    assertThat(steps)
        .as(statement.sql())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(!few && bad.matcher(step).matches()).as(step).isFalse());
    if (store.postgres() && !few && !ends(statement)) {
      // what has an end has few rows, which may be sorted; otherwise an incremental sort orders
      // what came in one millisecond
      assertThat(steps).as(statement.sql()).noneMatch(step -> step.matches(".*->  Sort  .*"));
    }
  }

  private static boolean ends(SearchQuery.Statement statement) {
    return statement.sql().contains(" >= ? and (+received_at > ?")
        || statement.sql().contains("id >= ?");
  }
}

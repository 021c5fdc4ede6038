package org.bianmin.hub.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Has PostgreSQL look anew at tables that have grown much. It chooses among indexes by what it saw
 * when it looked last, and all of them seem equal for a table that was empty then; autovacuum comes
 * once a minute at best, when a new hub, or one with a backlog, has long written a hundred thousand
 * rows.
 */
final class TableStatistics extends Worker {

  private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);

  /** With some thousand messages a second a table stays small enough to be read as a whole. */
  private static final int SECONDS = 2;

  /**
   * Ten times as large as when PostgreSQL looked last, and not tiny: a handful of looks in the life
   * of a table.
   */
  private static final String GROWN =
      "select quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = current_schema() and c.relkind = 'r'"
          + " and pg_has_role(c.relowner, 'USAGE')"
          + " and pg_relation_size(c.oid) >= 10 * greatest(c.relpages, 1)"
          + " * current_setting('block_size')::bigint order by c.relname";

  private final JdbcClient queries;
  private final Set<String> refused = new HashSet<>();

  TableStatistics(JdbcClient queries) {
    super("store-statistics", Integer.MIN_VALUE + 1);
    this.queries = queries;
  }

  @Override
  protected void turn() throws InterruptedException {
    try {
      List<String> looked = look();
      if (!looked.isEmpty()) {
        LOG.info("Statistics of tables that have grown are new: {}", String.join(", ", looked));
      }
    } catch (DataAccessException | TransactionException e) {
      // nothing is lost by it; whoever needs the store says that it is away
      LOG.debug("No statistics at the moment", e);
    }
    awaitNews(SECONDS);
  }

  /** Names of the tables that PostgreSQL has looked at; a look of autovacuum is not waited for. */
  List<String> look() {
    List<String> grown = grown();
    if (grown.isEmpty()) {
      return grown;
    }
    for (String table : grown) {
      try {
        int unused = queries.sql("analyze (skip_locked) " + table).update();
      } catch (DataAccessException e) {
        if (refused.add(table)) {
          LOG.warn("No statistics of the table {}: {}", table, e.getMessage());
        }
      }
    }
    List<String> looked = new ArrayList<>(grown);
    looked.removeAll(grown());
    return looked;
  }

  private List<String> grown() {
    return queries.sql(GROWN).query(String.class).list();
  }
}

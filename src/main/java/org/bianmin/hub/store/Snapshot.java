package org.bianmin.hub.store;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Several queries that see one and the same state of the database. */
@Component
public final class Snapshot {

  private final TransactionTemplate transaction;

  Snapshot(DataSource readers) {
    JdbcTransactionManager reading = new JdbcTransactionManager(readers);
    // one snapshot within another that fails is no end of the outer one, which wrote nothing
    reading.setGlobalRollbackOnParticipationFailure(false);
    this.transaction = new TransactionTemplate(reading);
    // on SQLite each read transaction is a snapshot; PostgreSQL needs to be told
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** Runs queries of the calling thread in one read transaction. */
  public <T> T read(Supplier<T> queries) {
    return transaction.execute(status -> queries.get());
  }
}

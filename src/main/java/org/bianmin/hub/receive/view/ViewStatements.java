package org.bianmin.hub.receive.view;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;

/**
 * Binds the parameters of a {@link ViewQuery}. The driver is not asked how many there are: some
 * send a query of their own to find out.
 */
final class ViewStatements implements SqlPrepareStatementStrategy {

  @Override
  public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
    return query;
  }

  @Override
  public Iterator<?> createPopulateIterator(
      String query, String preparedQuery, int expected, Exchange exchange, Object value) {
    return ((List<?>) value).iterator();
  }

  @Override
  public void populateStatement(PreparedStatement statement, Iterator<?> values, int expected)
      throws SQLException {
    for (int i = 1; values.hasNext(); i++) {
      Object value = values.next();
      if (value instanceof HisTime time) {
        bind(statement, i, time);
      } else if (value instanceof ViewQuery.Most most) {
        statement.setMaxRows(most.rows());
      } else {
        statement.setString(i, (String) value);
      }
    }
  }

  /** Through a Timestamp only for old drivers: it stumbles over the hours that DST leaves out. */
  private static void bind(PreparedStatement statement, int i, HisTime time) throws SQLException {
    if (time.local() != null) {
      try {
        statement.setObject(i, time.local());
        return;
      } catch (SQLException e) {
        // a driver from before JDBC 4.2
      }
    }
    statement.setTimestamp(i, time.timestamp());
  }
}

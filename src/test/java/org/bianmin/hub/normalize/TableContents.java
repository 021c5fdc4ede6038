package org.bianmin.hub.normalize;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What all tables of the embedded store hold, as one number each. */
final class TableContents {

  private TableContents() {}

  /** By table, all but that of the draft runs. */
  static Map<String, Long> of(JdbcClient queries) {
    Map<String, Long> contents = new TreeMap<>();
    for (String table :
        queries
            .sql("select name from sqlite_master where type = 'table' and name <> 'draft_run'")
            .query(String.class)
            .list()) {
      contents.put(table, queries.sql("select * from " + table).query(TableContents::sum));
    }
    return contents;
  }

  /** Of all values of all rows, in whatever order. */
  private static long sum(ResultSet rows) throws java.sql.SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    long sum = columns.getColumnCount();
    while (rows.next()) {
      long row = 1;
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object value = rows.getObject(i);
        int hash = value instanceof byte[] bytes ? Arrays.hashCode(bytes) : hash(value);
        row = row * 1_000_003 + hash;
      }
      sum += row;
    }
    return sum;
  }

  private static int hash(Object value) {
    return value == null ? 0 : value.hashCode();
  }
}

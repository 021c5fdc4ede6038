package org.bianmin.hub.receive.view;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.sql.RowMapperFactory;
import org.springframework.jdbc.core.RowMapper;

/**
 * Takes rows from camel-sql with their numbers exact and their times as the database means them. A
 * value that its driver cannot give so becomes text: it spoils its own row only.
 */
final class ViewRows implements RowMapperFactory {

  /** Of Oracle (with time zone, with local time zone) and SQL Server (datetimeoffset). */
  private static final Set<Integer> ZONED = Set.of(Types.TIMESTAMP_WITH_TIMEZONE, -101, -102, -155);

  private static final Set<String> ZONED_NAMES = Set.of("timestamptz", "timestamp with time zone");

  @Override
  public RowMapper<?> newColumnRowMapper() {
    return (row, n) -> new ViewRow(columns(row));
  }

  @Override
  public RowMapper<?> newBeanRowMapper(Class<?> type) {
    return newColumnRowMapper();
  }

  private static Map<String, Object> columns(ResultSet row) throws SQLException {
    ResultSetMetaData types = row.getMetaData();
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int i = 1; i <= types.getColumnCount(); i++) {
      columns.put(types.getColumnLabel(i).toLowerCase(Locale.ROOT), value(row, types, i));
    }
    return columns;
  }

  private static Object value(ResultSet row, ResultSetMetaData types, int i) throws SQLException {
    try {
      return exact(row, types, i);
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("08") || state.startsWith("57")) {
        throw e;
      }
    } catch (RuntimeException e) {
      // drivers let those of Java's numbers and times through
    }
    String text = row.getString(i);
    return text == null ? null : new ViewRow.Unfit(text);
  }

  private static Object exact(ResultSet row, ResultSetMetaData types, int i) throws SQLException {
    int type = types.getColumnType(i);
    if (ZONED.contains(type)) {
      return time(row, i, true);
    }
    return switch (type) {
      case Types.TIMESTAMP, Types.DATE ->
          time(row, i, ZONED_NAMES.contains(types.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL ->
          row.getBigDecimal(i);
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> floating(row, i);
      case Types.BOOLEAN, Types.BIT -> truth(row, i);
      default -> row.getString(i);
    };
  }

  private static HisTime time(ResultSet row, int i, boolean zoned) throws SQLException {
    if (!zoned) {
      try {
        LocalDateTime local = row.getObject(i, LocalDateTime.class);
        return local == null ? null : new HisTime(local, null);
      } catch (SQLException e) {
        // a driver from before JDBC 4.2, or a date without time
      }
    }
    Timestamp value = row.getTimestamp(i);
    return value == null ? null : HisTime.of(value, zoned);
  }

  private static BigDecimal floating(ResultSet row, int i) throws SQLException {
    double value = row.getDouble(i);
    return row.wasNull() ? null : BigDecimal.valueOf(value);
  }

  private static Boolean truth(ResultSet row, int i) throws SQLException {
    boolean value = row.getBoolean(i);
    return row.wasNull() ? null : value;
  }
}

package org.bianmin.hub.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.bianmin.hub.event.EventKey;

/** The SQL of a list of records, and how a row is read. */
final class RecordSelect {

  static final String RECORDS =
      "select r.event_id, r.facility, r.type, r.number, r.kind, r.case_id, r.at, r.day, r.method,"
          + " r.scene, r.point, r.dept, r.ward, r.amount, r.self, r.insurance, r.counted,"
          + " r.refunded, r.billed, r.fee, r.evidence, r.order_no, r.original, r.missing"
          + " from settlement_record r";

  private RecordSelect() {}

  static RecordLine record(ResultSet row, int n) throws SQLException {
    String day = row.getString(8);
    return new RecordLine(
        row.getLong(1),
        new EventKey(row.getString(2), row.getString(3), row.getString(4)),
        RecordKind.of(row.getString(5)),
        nullable(row, 6),
        nullable(row, 7),
        day == null ? null : LocalDate.parse(day),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        nullable(row, 14),
        nullable(row, 15),
        nullable(row, 16),
        row.getLong(17),
        nullable(row, 18),
        nullable(row, 19),
        nullable(row, 20),
        row.getString(21),
        row.getString(22),
        row.getString(23),
        row.getLong(24) == 1);
  }

  static Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}

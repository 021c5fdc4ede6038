package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bianmin.hub.store.Session;

/** Puts judged reports into the store, without a message that told them. */
public final class SeededReports {

  /**
   * A report.
   *
   * @param status of the event, {@code ACTIVE} or {@code VOID}
   * @param attributes as the event's row holds them
   */
  public record Row(
      long id,
      String facility,
      String no,
      String person,
      String status,
      long reportedAt,
      String attributes,
      Judgement judgement) {}

  private static final String EVENT =
      "insert into measure_event (id, facility, type, business_key, version, status, occurred_at,"
          + " recorded_at, patient, person, attributes, mapping, updated_at)"
          + " values (?, ?, 'result.issued', ?, 1, ?, ?, ?, ?, ?, ?, 'seed', ?)";
  private static final String JUDGED =
      "insert into recognition_report (event_id, version, facility, report_key, person, category,"
          + " status, reported_at, expires_at, judged_at, judgement)"
          + " values (?, 1, ?, ?, ?, 'lab', 'active', ?, ?, ?, ?)"
          + " on conflict (event_id) do update set person = excluded.person,"
          + " reported_at = excluded.reported_at, expires_at = excluded.expires_at,"
          + " judgement = excluded.judgement";

  private SeededReports() {}

  /** Both rows, by one statement each. */
  public static void insert(Session session, Row row) throws SQLException {
    PreparedStatement event = session.prepare(EVENT);
    event.setLong(1, row.id());
    event.setString(2, row.facility());
    event.setString(3, row.no());
    event.setString(4, row.status());
    event.setLong(5, row.reportedAt());
    event.setLong(6, row.reportedAt());
    event.setString(7, row.person());
    event.setString(8, row.person());
    event.setString(9, row.attributes());
    event.setLong(10, row.reportedAt());
    event.executeUpdate();
    judge(session, row);
  }

  /** What was judged of a report that is there. */
  public static void judge(Session session, Row row) throws SQLException {
    PreparedStatement judged = session.prepare(JUDGED);
    judged.setLong(1, row.id());
    judged.setString(2, row.facility());
    judged.setString(3, "result.issued:" + row.facility() + ':' + row.no());
    judged.setString(4, row.person());
    judged.setLong(5, row.reportedAt());
    Session.setLong(judged, 6, row.judgement().expiresAt());
    judged.setLong(7, row.reportedAt());
    judged.setString(8, JudgementJson.write(row.judgement()));
    judged.executeUpdate();
  }
}

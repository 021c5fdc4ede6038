package org.bianmin.hub.recognition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.Attributes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports of this hub's facilities of which something may be recognised, by person. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class ReportIndex {

  /** A stored report with what was judged of it. */
  record Report(
      EventKey key,
      long version,
      String category,
      Long reportedAt,
      Map<String, Object> attributes,
      Judgement judgement) {}

  private static final int MOST = 200;
  private static final String VALID =
      "select e.facility, e.business_key, e.version, r.category, r.reported_at, e.attributes,"
          + " r.judgement from recognition_report r join measure_event e on e.id = r.event_id"
          + " where r.person = ? and r.expires_at >= ? and r.reported_at <= ?"
          + " and e.status = 'ACTIVE' order by r.reported_at desc, r.event_id desc limit "
          + MOST;

  private final JdbcClient queries;

  ReportIndex(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * The newest 200 active reports of a person that have something valid.
   *
   * @param at epoch milliseconds: not expired then, and reported by then
   */
  List<Report> valid(String person, long at) {
    return queries.sql(VALID).params(person, at, at).query(ReportIndex::report).list();
  }

  private static Report report(ResultSet row, int n) throws SQLException {
    return new Report(
        new EventKey(row.getString(1), "result.issued", row.getString(2)),
        row.getLong(3),
        row.getString(4),
        row.getLong(5),
        Attributes.shown(row.getString(6)),
        JudgementJson.read(row.getString(7)));
  }
}

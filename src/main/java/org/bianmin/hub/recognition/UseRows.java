package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.Session;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which prompts, views and decisions name a report ({@code recognition_use}). */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class UseRows {

  /** Types of events that name reports of others. */
  static final Set<String> TYPES =
      Set.of("recognition.prompted", "recognition.viewed", "recognition.decided");

  private static final String ADD =
      "insert into recognition_use (report_key, record_key) values (?, ?)"
          + " on conflict (report_key, record_key) do nothing";
  private static final String DROP =
      "delete from recognition_use where report_key = ? and record_key = ?";
  private static final String ANY = "select 1 from recognition_use where report_key = ? limit 1";
  private static final String OF =
      "select record_key from recognition_use where report_key = ? order by record_key";
  private static final String RECORD =
      "select e.attributes, (select v.source from measure_event_version v where v.event_id = e.id"
          + " and v.action = 'RECORD' order by v.recorded_at limit 1) from measure_event e"
          + " where e.facility = ? and e.type = ? and e.business_key = ? and e.status = 'ACTIVE'";

  private final JdbcClient queries;

  UseRows(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A report of this hub's own as it stands.
   *
   * @param recalled whether it does not count any more
   */
  record Now(int version, boolean recalled) {}

  private static final String NOW =
      "select version, status from measure_event where facility = ? and type = ?"
          + " and business_key = ?";

  /** The keys of the reports that a record names. */
  static Set<String> reports(MeasureEvent record) {
    return versions(record).keySet();
  }

  /** The reports that a record names, with the version that was shown where it is told. */
  static Map<String, Long> versions(MeasureEvent record) {
    Map<String, Long> versions = new LinkedHashMap<>();
    Map<String, Object> told = record.attributes();
    put(versions, told, told.get("sourceOrg"));
    if (told.get("candidates") instanceof List<?> candidates) {
      for (Object candidate : candidates) {
        if (candidate instanceof Map<?, ?> map) {
          put(versions, map, map.get("orgCode"));
        }
      }
    }
    return versions;
  }

  /** By its key, or where that is not told by institution and number (recognition.md). */
  private static void put(Map<String, Long> versions, Map<?, ?> told, Object facility) {
    String key = told.get("reportKey") instanceof String text ? text : null;
    if (key == null
        && facility instanceof String org
        && told.get("reportNo") instanceof String no) {
      key = new EventKey(org, "result.issued", no).toString();
    }
    if (key != null) {
      versions.merge(
          key,
          told.get("reportVersion") instanceof Long version ? version : Long.MAX_VALUE,
          Math::min);
    }
  }

  /** A report of this hub's own, or null. */
  Now now(Session session, String report) throws SQLException {
    EventKey key;
    try {
      key = EventKey.parse(report);
    } catch (IllegalArgumentException e) {
      return null;
    }
    PreparedStatement select = session.prepare(NOW);
    select.setString(1, key.facility());
    select.setString(2, key.type());
    select.setString(3, key.businessKey());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new Now(row.getInt(1), row.getString(2).equals("VOID")) : null;
    }
  }

  void add(Session session, MeasureEvent record) throws SQLException {
    write(session, ADD, record);
  }

  void drop(Session session, MeasureEvent record) throws SQLException {
    write(session, DROP, record);
  }

  private static void write(Session session, String sql, MeasureEvent record) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (String report : reports(record)) {
      statement.setString(1, report);
      statement.setString(2, record.key().toString());
      statement.executeUpdate();
    }
  }

  /** Whether anything names a report. */
  boolean any(Session session, EventKey report) throws SQLException {
    PreparedStatement select = session.prepare(ANY);
    select.setString(1, report.toString());
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  /** The keys of the records that name a report. */
  List<String> of(String report) {
    return queries.sql(OF).param(report).query(String.class).list();
  }

  /**
   * By which source of the hub a record came; empty where no record of that key counts.
   *
   * @return the source's id, or an empty text where it is not known
   */
  java.util.Optional<String> source(EventKey record) {
    return queries
        .sql(RECORD)
        .params(record.facility(), record.type(), record.businessKey())
        .query((row, n) -> source(row.getString(1), row.getString(2)))
        .optional();
  }

  private static String source(String attributes, String teller) {
    Object told = Attributes.shown(attributes).get("source");
    if (told instanceof String id) {
      return id;
    }
    return teller == null || teller.equals(Sources.RECOGNITION) ? "" : teller;
  }
}

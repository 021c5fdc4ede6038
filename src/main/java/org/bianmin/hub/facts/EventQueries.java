package org.bianmin.hub.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the facts: one event, its history, lists by keyset, what a message told. */
@Component
public final class EventQueries {

  /**
   * Which announced events; those that only amendments speak of are left out.
   *
   * @param type, facility equal to; null means any
   * @param from, to occurred in {@code [from, to)}, epoch milliseconds; null means open
   * @param patient events of this person, under whatever identifier it was merged; null means any
   */
  public record Selection(String type, String facility, Long from, Long to, PatientId patient) {}

  static final String COLUMNS =
      "select id, facility, type, business_key, version, status, occurred_at, recorded_at, person,"
          + " attributes, mapping, updated_at from measure_event";

  /** Every identifier that a chain of links connects with a patient number or a legal id. */
  static final String LINKED =
      "(with recursive linked (p) as (select ? union"
          + " select patient from patient_identity where person = ? union"
          + " select case when l.patient = linked.p then l.old_patient else l.patient end"
          + " from patient_link l join linked on l.patient = linked.p or l.old_patient = linked.p)"
          + " select p from linked)";

  /** What is counted for the person behind a patient number or a legal id. */
  private static final String OF_PERSON =
      " and patient in "
          + LINKED
          + " and (person in (?, ?) or person in (select person from patient_identity where patient"
          + " in "
          + LINKED
          + "))";

  private static final String HISTORY =
      "select v.source, v.source_rank, v.recorded_at, v.reading, v.message_id, v.mapping, v.action,"
          + " v.occurred_at, case v.attributes when '' then e.attributes else v.attributes end,"
          + " v.accepted_at from measure_event_version v join measure_event e on e.id = v.event_id"
          + " where v.event_id = ? or (v.event_id = ? and v.action = 'VOID_LATEST')"
          + " order by v.recorded_at, v.accepted_at, v.message_id, v.reading";

  private static final String NEWEST_LINK =
      "select patient from patient_link where old_patient in (%s) and old_patient <> patient"
          + " order by recorded_at desc, tie desc, source desc, reading desc limit 1";

  private static final int KEYS_AT_ONCE = 500;
  private static final int LOOKED_THROUGH = 20_000;

  /** Facts of so long are sorted; of longer the newest are looked for. */
  private static final long SHORT_MILLIS = 3 * 86_400_000L;

  private static final String TOLD_TYPES =
      " and type in (select who from tally where minute = 0 and room = 'facts')";

  private final JdbcClient queries;
  private final Pseudonyms pseudonyms;

  EventQueries(JdbcClient queries, Pseudonyms pseudonyms) {
    this.queries = queries;
    this.pseudonyms = pseudonyms;
  }

  public Optional<EventRow> find(EventKey key) {
    return queries
        .sql(COLUMNS + " where facility = ? and type = ? and business_key = ?")
        .params(key.facility(), key.type(), key.businessKey())
        .query(EventQueries::row)
        .optional();
  }

  /**
   * A page, newest first.
   *
   * @param after id of the last row of the page before, null for the first page
   */
  public List<EventRow> page(Selection selection, Long after, int limit) {
    StringBuilder sql = new StringBuilder(COLUMNS).append(" where status <> 'PENDING'");
    List<Object> params = new ArrayList<>();
    add(sql, params, " and type = ?", selection.type());
    // beside a type the key's index, which is no order of ids, is left alone
    String facility = selection.type() == null ? " and facility = ?" : " and facility || '' = ?";
    add(sql, params, facility, selection.facility());
    // of a short time all types' parts of the index on times are read; else the newest come first
    String at = isShort(selection) ? "occurred_at" : "+occurred_at";
    add(sql, params, " and " + at + " >= ?", selection.from());
    add(sql, params, " and " + at + " < ?", selection.to());
    if (selection.type() == null && isShort(selection)) {
      sql.append(TOLD_TYPES);
    }
    if (selection.patient() != null) {
      String pseudonym = pseudonyms.of(selection.patient());
      String legal = pseudonyms.ofTypedId(selection.patient().id());
      sql.append(OF_PERSON);
      params.addAll(List.of(pseudonym, legal, legal, person(pseudonym), pseudonym, legal));
    }
    add(sql, params, " and id < ?", after);
    params.add(limit);
    return queries
        .sql(sql.append(" order by id desc limit ?").toString())
        .params(params)
        .query(EventQueries::row)
        .list();
  }

  private static boolean isShort(Selection selection) {
    return selection.from() != null
        && selection.to() != null
        && selection.to() - selection.from() <= SHORT_MILLIS;
  }

  /**
   * Events of one type by the time at which they occurred, the newest first.
   *
   * @param facility null means any
   * @param from, to occurred in {@code [from, to)}, epoch milliseconds
   * @param status null means any that is announced
   */
  public record OfType(String type, String facility, long from, long to, EventStatus status) {}

  /**
   * A page of them. No more than 20,000 are looked through for a page, so that a rare status costs
   * no more than that; a page may be short for it, and empty only where nothing follows.
   *
   * @param after where the page before ended, null for the first page
   */
  public List<EventRow> page(OfType of, CountedFact.Cursor after, int limit) {
    StringBuilder sql =
        new StringBuilder(COLUMNS)
            .append(" where type = ? and occurred_at >= ? and occurred_at < ?");
    List<Object> params = new ArrayList<>(List.of(of.type(), of.from(), of.to()));
    if (after != null) {
      sql.append(" and (occurred_at, id) < (?, ?)");
      params.addAll(List.of(after.occurredAt(), after.id()));
    }
    sql.append(" order by occurred_at desc, id desc limit ").append(LOOKED_THROUGH);
    StringBuilder outer =
        new StringBuilder("select * from (").append(sql).append(") newest where status ");
    outer.append(of.status() == null ? "<> 'PENDING'" : "= ?");
    if (of.status() != null) {
      params.add(of.status().name());
    }
    add(outer, params, " and facility = ?", of.facility());
    params.add(limit);
    return queries
        .sql(outer.append(" order by occurred_at desc, id desc limit ?").toString())
        .params(params)
        .query(EventQueries::row)
        .list();
  }

  /**
   * What messages said about an event, oldest first, with the cancels that name its visit and leave
   * open which event of the visit they mean.
   */
  public List<ToldVersion> history(EventRow event) {
    EventKey key = event.event().key();
    int last = key.businessKey().lastIndexOf('/');
    long visit =
        last < 0
            ? event.id()
            : find(key.with(key.businessKey().substring(0, last))).map(EventRow::id).orElse(0L);
    return queries.sql(HISTORY).params(event.id(), visit).query(EventQueries::version).list();
  }

  /** Events that a message told, in whatever state they are now. */
  public List<EventRow> toldBy(long messageId) {
    return queries
        .sql(
            COLUMNS
                + " where id in (select event_id from measure_event_version where message_id = ?)"
                + " order by id")
        .param(messageId)
        .query(EventQueries::row)
        .list();
  }

  /** Keys of events, by the id of their row; ids without a row are left out. */
  public Map<Long, EventKey> keys(Collection<Long> ids) {
    Map<Long, EventKey> keys = new LinkedHashMap<>();
    List<Long> all = List.copyOf(ids);
    for (int first = 0; first < all.size(); first += KEYS_AT_ONCE) {
      List<Long> some = all.subList(first, Math.min(all.size(), first + KEYS_AT_ONCE));
      String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
      queries
          .sql(
              "select id, facility, type, business_key from measure_event where id in ("
                  + marks
                  + ")")
          .params(some)
          .query(
              row -> {
                keys.put(
                    row.getLong(1),
                    new EventKey(row.getString(2), row.getString(3), row.getString(4)));
              });
    }
    return keys;
  }

  /** Whom the newest links lead to; in a circle the newest of its links tells the survivor. */
  String person(String patient) {
    List<String> way = new ArrayList<>();
    String at = patient;
    while (!way.contains(at)) {
      way.add(at);
      at = newestLink(List.of(at)).orElse(at);
    }
    List<String> circle = way.subList(way.indexOf(at), way.size());
    return circle.size() == 1 ? at : newestLink(circle).orElse(at);
  }

  private Optional<String> newestLink(List<String> olds) {
    String marks = String.join(", ", Collections.nCopies(olds.size(), "?"));
    return queries.sql(NEWEST_LINK.formatted(marks)).params(olds).query(String.class).optional();
  }

  private static void add(StringBuilder sql, List<Object> params, String condition, Object value) {
    if (value != null) {
      sql.append(condition);
      params.add(value);
    }
  }

  static EventRow row(ResultSet row, int n) throws SQLException {
    return new EventRow(
        row.getLong(1),
        new MeasureEvent(
            new EventKey(row.getString(2), row.getString(3), row.getString(4)),
            row.getInt(5),
            EventStatus.valueOf(row.getString(6)),
            EventRows.nullable(row, 7),
            row.getLong(8),
            row.getString(9),
            Attributes.shown(row.getString(10)),
            row.getString(11)),
        row.getLong(12));
  }

  private static ToldVersion version(ResultSet row, int n) throws SQLException {
    return new ToldVersion(
        row.getString(1),
        row.getInt(2),
        row.getLong(3),
        row.getInt(4),
        row.getLong(5),
        row.getString(6),
        Action.valueOf(row.getString(7)),
        EventRows.nullable(row, 8),
        Attributes.read(row.getString(9)),
        row.getLong(10));
  }
}

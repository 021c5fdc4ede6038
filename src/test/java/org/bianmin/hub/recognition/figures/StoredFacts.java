package org.bianmin.hub.recognition.figures;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.TestStore;

/** Writes the rows that other rooms write: facts, judgements, checks of orders, deliveries. */
public final class StoredFacts {

  public static final String FACILITY = "H001";
  public static final String PLATFORM = "hr";

  private final Commands commands;
  private long lastFact;
  private long lastDelivery;

  public StoredFacts(TestStore store) {
    this(new Commands(store.commits()), 0);
    store.commits().start();
  }

  /** Into the store of a hub, with ids above a number. */
  public StoredFacts(Commands commands, long above) {
    this.commands = commands;
    this.lastFact = above;
    this.lastDelivery = above;
  }

  static long at(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  /** Tells the indicators of the facts that were stored past them. */
  public void marked() {
    commands.execute(
        session ->
            session
                .prepare(
                    "insert into indicator_mark (facility, type, part) select distinct facility,"
                        + " type, (occurred_at + 28800000) / 86400000 from measure_event")
                .executeUpdate());
  }

  /** An active fact. */
  public long fact(String type, String key, String time, String attributes) {
    return fact(FACILITY, type, key, time, 1, "ACTIVE", attributes);
  }

  public long fact(
      String facility,
      String type,
      String key,
      String time,
      int version,
      String status,
      String attributes) {
    long id = ++lastFact;
    insert(
        "insert into measure_event (id, facility, type, business_key, version, status, occurred_at,"
            + " recorded_at, patient, person, attributes, mapping, updated_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, null, null, ?, 'm', 1)",
        id,
        facility,
        type,
        key,
        (long) version,
        status,
        at(time),
        at(time),
        attributes);
    return id;
  }

  /** A report that was judged; {@code recognisable} of its items may be recognised. */
  public long report(String key, String time, int items, int mapped, int recognisable) {
    return report(key, time, 1, "ACTIVE", items, mapped, recognisable);
  }

  public long report(
      String key,
      String time,
      int version,
      String status,
      int items,
      int mapped,
      int recognisable) {
    long id = fact(FACILITY, "result.issued", key, time, version, status, "{}");
    insert(
        "insert into recognition_report (event_id, version, facility, report_key, status,"
            + " reported_at, expires_at, judged_at, judgement, items, mapped, recognisable)"
            + " values (?, ?, ?, ?, ?, ?, ?, 1, '{}', ?, ?, ?)",
        id,
        (long) version,
        FACILITY,
        key,
        status,
        at(time),
        recognisable > 0 && status.equals("ACTIVE") ? (Long) Long.MAX_VALUE : null,
        (long) items,
        (long) mapped,
        (long) recognisable);
    return id;
  }

  /** That a message told a report as issued at a time. */
  public void told(long report, long message, String time) {
    insert(
        "insert into measure_event_version (event_id, source, recorded_at, tie, reading, mapping,"
            + " message_id, source_rank, action, occurred_at, patient, attributes, accepted_at)"
            + " values (?, 'lis', ?, '', 0, 'm', ?, 10, 'RECORD', ?, null, '{}', 1)",
        report,
        at(time),
        message,
        at(time));
  }

  public void delivery(
      long fact, int version, String destination, String state, String made, String done) {
    delivery(fact, version, destination, state, made, done, 0);
  }

  public void delivery(
      long fact,
      int version,
      String destination,
      String state,
      String made,
      String done,
      int cancels) {
    insert(
        "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
            + " created_at, done_at, cancels) values (?, ?, ?, ?, ?, 0, ?, ?, ?)",
        ++lastDelivery,
        destination,
        fact,
        (long) version,
        state,
        at(made),
        done == null ? null : (Long) at(done),
        (long) cancels);
  }

  /** Accepted by the platform of mutual recognition. */
  public void accepted(long fact, int version, String made, String done) {
    delivery(fact, version, PLATFORM, "DELIVERED", made, done);
  }

  /** An order and what became of it. */
  public long order(String key, String time, String state, Long candidates, String attributes) {
    long id = fact("exam.ordered", key, time, attributes);
    insert(
        "insert into recognition_check (event_id, ordered_at, state, candidates, unknown)"
            + " values (?, ?, ?, ?, 0)",
        id,
        at(time),
        state,
        candidates);
    return id;
  }

  /** That records were told of a report that changed. */
  public void notice(
      String origin, String no, String time, String kind, int urgent, String reportKey) {
    insert(
        "insert into recognition_notice (id, origin, no, at, kind, urgent, report_key, facility,"
            + " version, concerns, told_at) values (?, ?, ?, ?, ?, ?, ?, ?, 2, 'a:b:c', 1)",
        ++lastFact,
        origin,
        no,
        at(time),
        kind,
        (long) urgent,
        reportKey,
        FACILITY);
  }

  private void insert(String sql, Object... values) {
    commands.execute(
        session -> {
          PreparedStatement insert = session.prepare(sql);
          for (int i = 0; i < values.length; i++) {
            bind(insert, i + 1, values[i]);
          }
          return insert.executeUpdate();
        });
  }

  private static void bind(PreparedStatement insert, int place, Object value) throws SQLException {
    if (value instanceof String text) {
      insert.setString(place, text);
    } else {
      Session.setLong(insert, place, (Long) value);
    }
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the facts of a time when nobody listened: before the hub could reconcile, or while it was
 * told not to. Once; facts that change meanwhile are noted as they are. None of before a first day:
 * years of what nobody looked at would be as many differences.
 */
final class EarlierFacts {

  /** What is known of them. */
  private record State(boolean noted, String since) {}

  /** A page and where the next one begins; null at the end. */
  private record Page(int size, Long next) {}

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFacts.class);
  private static final int PAGE = 500;

  /** Days before the first start that are reconciled unless another day is set. */
  private static final int DAYS = 7;

  private static final String STATE = "select noted, since from reconciliation_turn where id = 1";
  private static final String SET =
      "update reconciliation_turn set noted = ?, since = ? where id = 1";
  private static final String FACTS =
      "select e.id, e.facility, e.business_key, e.version, e.status, e.occurred_at, e.recorded_at,"
          + " e.person, e.attributes, e.mapping from measure_event e where e.type = ?"
          + " and e.status <> 'PENDING' and not exists"
          + " (select 1 from settlement_record r where r.event_id = e.id and r.version >= e.version)";
  private static final String TIMED =
      FACTS + " and e.occurred_at >= ? order by e.occurred_at limit " + PAGE;
  // of these the time of recording counts
  private static final String UNTIMED =
      FACTS
          + " and e.occurred_at is null and e.id > ? and e.recorded_at >= ? order by e.id limit "
          + PAGE;

  private final Commands commands;
  private final EntryReading reading;
  private final LocalDate configured;
  private final ZoneId zone;
  private final Clock clock;
  private final EntryRows rows = new EntryRows();
  private volatile String since;

  /**
   * Of a store.
   *
   * @param configured first day; null: {@link #DAYS} before the first start
   */
  EarlierFacts(
      Commands commands, EntryReading reading, LocalDate configured, ZoneId zone, Clock clock) {
    this.commands = commands;
    this.reading = reading;
    this.configured = configured;
    this.zone = zone;
    this.clock = clock;
  }

  /** Notes them, unless that is done. */
  void note() {
    State state = commands.execute(this::begin);
    since = state.since();
    if (state.noted()) {
      return;
    }
    long from = LocalDate.parse(state.since()).atStartOfDay(zone).toInstant().toEpochMilli();
    long all = 0;
    for (String type : EntryReading.KINDS.keySet()) {
      Long next = from;
      while (next != null) {
        long start = next;
        Page page = commands.execute(session -> timed(session, type, start));
        all += page.size();
        next = page.next();
      }
      next = 0L;
      while (next != null) {
        long start = next;
        Page page = commands.execute(session -> untimed(session, type, start, from));
        all += page.size();
        next = page.next();
      }
    }
    commands.execute(session -> set(session, new State(true, state.since())));
    if (all > 0) {
      LOG.info(
          "{} settlements, payments and refunds since {} are reconciled now"
              + " (hub.settlement.since)",
          all,
          state.since());
    }
  }

  /** Keeps the first day, so that a later start does not move it. */
  private State begin(Session session) throws SQLException {
    State before = state(session);
    String day = before.since();
    if (configured != null) {
      day = configured.toString();
    } else if (day == null) {
      day = LocalDate.now(clock.withZone(zone)).minusDays(DAYS).toString();
    }
    if (day.equals(before.since())) {
      return before;
    }
    // an earlier day than before: its facts are still to be noted
    boolean noted = before.noted() && before.since() != null && day.compareTo(before.since()) > 0;
    return set(session, new State(noted, day));
  }

  /**
   * Facts that come from now on are not noted: they are to be noted when somebody listens again.
   */
  void forget() {
    commands.execute(session -> set(session, new State(false, state(session).since())));
  }

  /**
   * Whether a fact is from before the first day, and nobody noted it: its other side was not noted
   * either, so a change of it is none of ours. What is told for the first time is.
   */
  boolean isPast(Session session, Entry entry) throws SQLException {
    String first = since == null ? state(session).since() : since;
    return first != null
        && entry.day().compareTo(first) < 0
        && !rows.known(session, entry.eventId());
  }

  private static State state(Session session) throws SQLException {
    try (ResultSet row = session.prepare(STATE).executeQuery()) {
      row.next();
      return new State(row.getLong(1) == 1, row.getString(2));
    }
  }

  private static State set(Session session, State state) throws SQLException {
    PreparedStatement update = session.prepare(SET);
    update.setInt(1, state.noted() ? 1 : 0);
    update.setString(2, state.since());
    update.executeUpdate();
    return state;
  }

  private Page timed(Session session, String type, long from) throws SQLException {
    PreparedStatement select = session.prepare(TIMED);
    select.setString(1, type);
    select.setLong(2, from);
    List<Entry> page = note(session, select, type);
    return new Page(page.size(), page.isEmpty() ? null : page.get(page.size() - 1).at());
  }

  private Page untimed(Session session, String type, long after, long from) throws SQLException {
    PreparedStatement select = session.prepare(UNTIMED);
    select.setString(1, type);
    select.setLong(2, after);
    select.setLong(3, from);
    List<Entry> page = note(session, select, type);
    return new Page(page.size(), page.isEmpty() ? null : page.get(page.size() - 1).eventId());
  }

  private List<Entry> note(Session session, PreparedStatement select, String type)
      throws SQLException {
    List<Entry> page = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        page.add(
            reading.read(
                row.getLong(1),
                new MeasureEvent(
                    new EventKey(row.getString(2), type, row.getString(3)),
                    row.getInt(4),
                    EventStatus.valueOf(row.getString(5)),
                    RecordSelect.nullable(row, 6),
                    row.getLong(7),
                    row.getString(8),
                    Attributes.shown(row.getString(9)),
                    row.getString(10))));
      }
    }
    rows.note(session, page, clock.millis());
    return page;
  }
}

package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * told not to. Once; facts that change meanwhile are noted as they are.
 */
final class EarlierFacts {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierFacts.class);
  private static final int PAGE = 500;

  private static final String NOTED = "select noted from reconciliation_turn where id = 1";
  private static final String DONE = "update reconciliation_turn set noted = ? where id = 1";
  private static final String FACTS =
      "select e.id, e.facility, e.business_key, e.version, e.status, e.occurred_at, e.recorded_at,"
          + " e.person, e.attributes, e.mapping from measure_event e where e.type = ?"
          + " and e.occurred_at >= ? and e.status <> 'PENDING' and not exists"
          + " (select 1 from settlement_record r where r.event_id = e.id and r.version >= e.version)"
          + " order by e.occurred_at limit "
          + PAGE;

  private final Commands commands;
  private final EntryReading reading;
  private final EntryRows rows = new EntryRows();

  EarlierFacts(Commands commands, EntryReading reading) {
    this.commands = commands;
    this.reading = reading;
  }

  /** Notes them, unless that is done. */
  void note() {
    if (commands.execute(session -> number(session) == 1)) {
      return;
    }
    long all = 0;
    for (String type : EntryReading.KINDS.keySet()) {
      Long from = Long.MIN_VALUE;
      while (from != null) {
        long since = from;
        List<Entry> page = commands.execute(session -> page(session, type, since));
        all += page.size();
        from = page.isEmpty() ? null : page.get(page.size() - 1).at();
      }
    }
    set(1);
    if (all > 0) {
      LOG.info("{} settlements, payments and refunds from before are reconciled now", all);
    }
  }

  /**
   * Facts that come from now on are not noted: they are to be noted when somebody listens again.
   */
  void forget() {
    set(0);
  }

  private void set(int noted) {
    commands.execute(
        session -> {
          PreparedStatement update = session.prepare(DONE);
          update.setInt(1, noted);
          return update.executeUpdate();
        });
  }

  private static long number(Session session) throws SQLException {
    try (ResultSet row = session.prepare(NOTED).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<Entry> page(Session session, String type, long since) throws SQLException {
    PreparedStatement select = session.prepare(FACTS);
    select.setString(1, type);
    select.setLong(2, since);
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
    rows.note(session, page, System.currentTimeMillis());
    return page;
  }
}

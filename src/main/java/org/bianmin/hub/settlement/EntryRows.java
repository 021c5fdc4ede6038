package org.bianmin.hub.settlement;

import static java.util.Comparator.comparingLong;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.Session;

/** The rows of {@code settlement_record}. */
final class EntryRows {

  private static final String FACT =
      "kind, type, facility, number, version, active, at, day, method, platform, scene, point, dept, ward,"
          + " amount, self, insurance, reversed, refunded, billed, fee, evidence, order_no, original,"
          + " interim, doubtful, person, visit, tokens";
  private static final int COLUMNS = FACT.split(",", -1).length;

  // places in FACT, after the id, of numbers that may be missing
  private static final Set<Integer> NUMBERS = Set.of(7, 15, 16, 17, 19, 20, 21);

  private static final String NOTE =
      "insert into settlement_record (event_id, "
          + FACT
          + ", waiting, noted_at) values (?"
          + ", ?".repeat(COLUMNS)
          + ", 1, ?) on conflict (event_id) do update set "
          + updates()
          + ", waiting = 1, noted_at = excluded.noted_at"
          // who comes late with what was then must not undo what is now
          + " where excluded.version >= settlement_record.version";
  private static final String LOAD =
      "select event_id, "
          + FACT
          + ", hand_tokens, waiting, remarked, case_id, outcome, counted, figure, visit_group,"
          + " person_group, joined, missing from settlement_record where event_id in (%s)";
  private static final String WAITING =
      "select event_id from settlement_record where waiting = 1 and event_id > ?"
          + " order by event_id limit ?";
  private static final String OF_CASES =
      "select event_id from settlement_record where case_id in (%s)";
  private static final String SAVE =
      "update settlement_record set case_id = ?, outcome = ?, counted = ?, figure = ?, visit_group ="
          + " ?, person_group = ?, joined = ?, missing = ?, waiting = case when version = ? then 0"
          + " else waiting end where event_id = ?";
  private static final String REMARK =
      "update settlement_record set remarked = 1 where event_id = ?";
  private static final String HAND =
      "update settlement_record set hand_tokens = ?, waiting = 1 where event_id = ?";
  private static final String STUCK =
      "update settlement_record set waiting = 2 where event_id = ? and waiting = 1";
  private static final String KNOWN = "select 1 from settlement_record where event_id = ?";

  private static String updates() {
    StringBuilder set = new StringBuilder();
    for (String column : FACT.split(", ", -1)) {
      set.append(set.isEmpty() ? "" : ", ").append(column).append(" = excluded.").append(column);
    }
    return set.toString();
  }

  /** Keeps what facts tell now, to be reconciled. */
  void note(Session session, Collection<Entry> entries, long now) throws SQLException {
    PreparedStatement note = session.prepare(NOTE);
    // in one order, as results are saved, so that two who write do not wait for each other
    for (Entry entry : entries.stream().sorted(comparingLong(Entry::eventId)).toList()) {
      bind(note, entry);
      note.setLong(COLUMNS + 2, now);
      note.addBatch();
    }
    note.executeBatch();
  }

  private static void bind(PreparedStatement note, Entry entry) throws SQLException {
    Object[] values = {
      entry.eventId(),
      entry.kind().code(),
      entry.type(),
      entry.facility(),
      entry.number(),
      entry.version(),
      flag(entry.active()),
      entry.at(),
      entry.day(),
      entry.method(),
      entry.platform(),
      entry.scene(),
      entry.point(),
      entry.dept(),
      entry.ward(),
      entry.amount(),
      entry.self(),
      entry.insurance(),
      entry.reversed(),
      entry.refunded(),
      entry.billed(),
      entry.fee(),
      entry.evidence(),
      entry.orderNo(),
      entry.original(),
      flag(entry.interim()),
      flag(entry.doubtful()),
      entry.person(),
      entry.visit(),
      Tokens.text(entry.tokens())
    };
    for (int i = 0; i < values.length; i++) {
      // typed, so that a batch stays one statement on PostgreSQL
      if (values[i] instanceof Long number) {
        note.setLong(i + 1, number);
      } else if (values[i] instanceof String || !NUMBERS.contains(i)) {
        note.setString(i + 1, (String) values[i]);
      } else {
        note.setNull(i + 1, Types.BIGINT);
      }
    }
  }

  /** Whether a fact was noted before. */
  boolean known(Session session, long eventId) throws SQLException {
    PreparedStatement known = session.prepare(KNOWN);
    known.setLong(1, eventId);
    try (ResultSet row = known.executeQuery()) {
      return row.next();
    }
  }

  private static long flag(boolean truth) {
    return truth ? 1 : 0;
  }

  /**
   * Records that changed since they were reconciled, by their ids.
   *
   * @param after only those with larger ids
   */
  List<Long> waiting(Session session, long after, int limit) throws SQLException {
    PreparedStatement select = session.prepare(WAITING);
    select.setLong(1, after);
    select.setInt(2, limit);
    List<Long> ids = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  void load(Session session, Collection<Long> ids, Map<Long, Item> items) throws SQLException {
    Lookup.each(session, LOAD, ids, row -> items.put(row.getLong(1), item(row)));
  }

  private static Item item(ResultSet row) throws SQLException {
    Entry entry =
        new Entry(
            row.getLong(1),
            RecordKind.of(row.getString(2)),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getLong(7) == 1,
            RecordSelect.nullable(row, 8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13),
            row.getString(14),
            row.getString(15),
            RecordSelect.nullable(row, 16),
            RecordSelect.nullable(row, 17),
            RecordSelect.nullable(row, 18),
            row.getLong(19),
            RecordSelect.nullable(row, 20),
            RecordSelect.nullable(row, 21),
            RecordSelect.nullable(row, 22),
            row.getString(23),
            row.getString(24),
            row.getString(25),
            row.getLong(26) == 1,
            row.getLong(27) == 1,
            row.getString(28),
            row.getString(29),
            Tokens.read(row.getString(30)));
    return new Item(
        entry,
        Tokens.read(row.getString(31)),
        row.getLong(32) != 0,
        row.getLong(33) == 1,
        new Item.Result(
            RecordSelect.nullable(row, 34),
            row.getString(35),
            row.getLong(36),
            row.getString(37),
            row.getString(38),
            row.getString(39),
            row.getString(40),
            row.getLong(41) == 1));
  }

  void ofCases(Session session, Collection<Long> cases, Collection<Long> ids) throws SQLException {
    Lookup.each(session, OF_CASES, cases, row -> ids.add(row.getLong(1)));
  }

  /** Keeps how records are reconciled, and that they do not wait any more. */
  void save(Session session, Map<Item, Item.Result> results) throws SQLException {
    PreparedStatement save = session.prepare(SAVE);
    for (Item item : results.keySet().stream().sorted(comparingLong(Item::id)).toList()) {
      Item.Result result = results.get(item);
      Session.setLong(save, 1, result.caseId());
      save.setString(2, result.outcome());
      save.setLong(3, result.counted());
      save.setString(4, result.figure());
      save.setString(5, result.visitGroup());
      save.setString(6, result.personGroup());
      save.setString(7, result.joined());
      save.setLong(8, flag(result.missing()));
      save.setLong(9, item.entry.version());
      save.setLong(10, item.id());
      save.addBatch();
    }
    save.executeBatch();
  }

  void remark(Session session, Collection<Long> ids) throws SQLException {
    PreparedStatement remark = session.prepare(REMARK);
    for (Long id : ids) {
      remark.setLong(1, id);
      remark.addBatch();
    }
    remark.executeBatch();
  }

  void hand(Session session, long id, List<String> tokens) throws SQLException {
    PreparedStatement hand = session.prepare(HAND);
    hand.setString(1, Tokens.text(tokens));
    hand.setLong(2, id);
    hand.executeUpdate();
  }

  void stuck(Session session, long id) throws SQLException {
    PreparedStatement stuck = session.prepare(STUCK);
    stuck.setLong(1, id);
    stuck.executeUpdate();
  }
}

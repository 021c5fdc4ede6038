package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** What persons said of records; nothing of it is ever changed. */
final class NoteRows {

  static final String ASSIGNED = "assigned";
  static final String COMMENTED = "commented";
  static final String CLOSED = "closed";
  static final String REOPENED = "reopened";
  static final String LINKED = "linked";
  static final String UNLINKED = "unlinked";

  /** A note that is to be made. */
  record New(String kind, String who, String value, String comment, String fingerprint) {}

  /**
   * What counts of the notes of a case: the last of each kind.
   *
   * @param fingerprint of the case when it was closed; null where it is open
   */
  record Standing(String assignee, String reason, String fingerprint) {
    static final Standing NONE = new Standing(null, null, null);
  }

  /** When a note was made; ids alone tell it only of those that one node has made. */
  private record When(long at, long id) implements Comparable<When> {
    static final When NEVER = new When(Long.MIN_VALUE, 0);

    @Override
    public int compareTo(When other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(id, other.id) : byTime;
    }
  }

  private record Last(When assigned, When decided, Standing standing) {
    static final Last NONE = new Last(When.NEVER, When.NEVER, Standing.NONE);

    Last or(Last other) {
      boolean who = assigned.compareTo(other.assigned) >= 0;
      boolean how = decided.compareTo(other.decided) >= 0;
      Standing decides = how ? standing : other.standing;
      return new Last(
          who ? assigned : other.assigned,
          how ? decided : other.decided,
          new Standing(
              (who ? standing : other.standing).assignee(),
              decides.reason(),
              decides.fingerprint()));
    }
  }

  private static final String INSERT =
      "insert into reconciliation_note (id, kind, who, at, value, comment, fingerprint)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String ABOUT =
      "insert into reconciliation_note_record (event_id, note_id) values (?, ?)";
  private static final String STANDING =
      "select n.id, n.at, n.kind, n.value, n.fingerprint from reconciliation_note_record r"
          + " join reconciliation_note n on n.id = r.note_id where n.kind in ('assigned', 'closed',"
          + " 'reopened') and r.event_id in (%s)";

  private final Ids ids;

  NoteRows(GroupCommit commits) {
    this.ids = new Ids("reconciliation_note", commits);
  }

  /** Makes a note of records. */
  void add(Session session, New note, Collection<Long> records, long now) throws SQLException {
    long id = ids.next(session);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, id);
    insert.setString(2, note.kind());
    insert.setString(3, note.who());
    insert.setLong(4, now);
    insert.setString(5, note.value());
    insert.setString(6, note.comment());
    insert.setString(7, note.fingerprint());
    insert.executeUpdate();
    PreparedStatement about = session.prepare(ABOUT);
    for (Long record : records) {
      about.setLong(1, record);
      about.setLong(2, id);
      about.addBatch();
    }
    about.executeBatch();
  }

  /** What stands of the notes of some records, taken together. */
  Standing standing(Session session, Collection<Long> records) throws SQLException {
    if (records.isEmpty()) {
      return Standing.NONE;
    }
    Map<Long, Last> notes = new HashMap<>();
    Lookup.each(
        session,
        STANDING,
        records,
        row -> {
          When when = new When(row.getLong(2), row.getLong(1));
          String kind = row.getString(3);
          String value = row.getString(4);
          notes.put(
              when.id(),
              switch (kind) {
                case ASSIGNED -> new Last(when, When.NEVER, new Standing(value, null, null));
                case CLOSED ->
                    new Last(When.NEVER, when, new Standing(null, value, row.getString(5)));
                default -> new Last(When.NEVER, when, Standing.NONE);
              });
        });
    return notes.values().stream().reduce(Last.NONE, Last::or).standing();
  }
}

package org.bianmin.hub.indicator.block;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;

/**
 * Marks the days of changed facts in the transaction that changes them. A transaction marks a day
 * once, however many of its facts change.
 */
final class Marking implements ChangeListener {

  private static final String MARK =
      "insert into indicator_mark (facility, type, part) values (?, ?, ?)";

  private final Runnable soon;

  /**
   * A listener.
   *
   * @param soon runs when there are marks that are durable
   */
  Marking(Runnable soon) {
    this.soon = soon;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    Set<DirtyPart> marks = new HashSet<>();
    for (FactChange change : changes) {
      EventKey key = change.event().key();
      EventStatus before = change.before().status();
      EventStatus now = change.event().status();
      day(marks, key, before, change.before().occurredAt());
      day(marks, key, now, change.event().occurredAt());
      if ((before == EventStatus.VOID) != (now == EventStatus.VOID)) {
        marks.add(mark(key, PartitionDay.ofVoid(change.eventId())));
      }
    }
    if (marks.isEmpty()) {
      return () -> {};
    }
    PreparedStatement insert = session.prepare(MARK);
    for (DirtyPart mark : marks) {
      insert.setString(1, mark.facility());
      insert.setString(2, mark.of().type());
      insert.setLong(3, mark.of().part());
      insert.addBatch();
    }
    insert.executeBatch();
    return soon;
  }

  private static void day(Set<DirtyPart> marks, EventKey key, EventStatus status, Long at) {
    if (status == EventStatus.ACTIVE && at != null) {
      marks.add(mark(key, PartitionDay.of(at)));
    }
  }

  private static DirtyPart mark(EventKey key, long part) {
    return new DirtyPart(key.facility(), new Part(key.type(), part));
  }
}

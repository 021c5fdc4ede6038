package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.store.Session;

/**
 * Up to where the partitions of a topic are stored, inside one transaction. The rows are locked
 * until it ends: a node that lost a partition and has not noticed cannot store beside the new one.
 */
final class FilledPositions {

  private record Place(String topicId, int partition) {}

  /** Makes the row, or locks it, and answers the offset after the last one that is stored. */
  private static final String LOCK =
      "insert into filled_position (topic_id, partition_no, next_offset) values (?, ?, 0)"
          + " on conflict (topic_id, partition_no) do update"
          + " set next_offset = filled_position.next_offset returning next_offset";

  private static final String MOVE =
      "update filled_position set next_offset = ? where topic_id = ? and partition_no = ?";

  // in one order, so that no two nodes wait for each other's rows
  private final Map<Place, Long> next =
      new TreeMap<>(Comparator.comparing(Place::topicId).thenComparing(Place::partition));

  /** Reads and locks what the arrivals need; nothing where none came from a topic. */
  FilledPositions(Session session, List<Arrival> arrivals) throws SQLException {
    for (Arrival arrival : arrivals) {
      TopicPosition position = arrival.message.position();
      if (position != null) {
        next.put(place(position), 0L);
      }
    }
    for (Map.Entry<Place, Long> partition : next.entrySet()) {
      PreparedStatement lock = session.prepare(LOCK);
      lock.setString(1, partition.getKey().topicId());
      lock.setLong(2, partition.getKey().partition());
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        partition.setValue(row.getLong(1));
      }
    }
  }

  private static Place place(TopicPosition position) {
    return new Place(position.topicId(), position.partition());
  }

  /**
   * Takes a record.
   *
   * @return false where an earlier transaction has stored it
   */
  boolean take(TopicPosition position) {
    if (position == null) {
      return true;
    }
    long stored = next.get(place(position));
    if (position.offset() < stored) {
      return false;
    }
    // behind one that is not stored the mark stays: that one would never be read again
    if (position.after() <= stored) {
      next.put(place(position), position.offset() + 1);
    }
    return true;
  }

  void write(Session session) throws SQLException {
    PreparedStatement move = session.prepare(MOVE);
    for (Map.Entry<Place, Long> partition : next.entrySet()) {
      move.setLong(1, partition.getValue());
      move.setString(2, partition.getKey().topicId());
      move.setLong(3, partition.getKey().partition());
      move.executeUpdate();
    }
  }
}

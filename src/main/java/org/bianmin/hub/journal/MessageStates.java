package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.InList;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;

/** Writes where messages stand once the normalizer has looked at them. */
public final class MessageStates {

  /**
   * What became of a waiting message.
   *
   * @param reason why it is ignored or parked, else null
   * @param stage where it was parked, else null
   * @param location place in the message, else null
   * @param mapping hash of the mapping set that read it
   */
  public record Change(
      long id,
      String source,
      MessageState state,
      String stage,
      String reason,
      String location,
      String mapping) {

    private Change withoutMessage() {
      return new Change(0, "", state, stage, reason, location, mapping);
    }
  }

  static final String UPDATE =
      "update message set state = ?, stage = ?, reason = ?, location = ?, mapping = ?,"
          + " normalized_at = ? where state = 'RECEIVED' and id in";

  private final Tallies tallies = new Tallies("journal");
  private final ParkedCauses causes = new ParkedCauses();

  /** Moves waiting messages on; one that was moved on already stays as it is. */
  public void write(Session session, List<Change> changes, long now) throws SQLException {
    tallies.clear();
    causes.clear();
    Map<Change, List<Long>> alike = new LinkedHashMap<>();
    Map<Long, Change> byId = new LinkedHashMap<>();
    for (Change change : changes) {
      // the first of a message moves it on
      if (byId.putIfAbsent(change.id(), change) == null) {
        alike
            .computeIfAbsent(change.withoutMessage(), values -> new ArrayList<>())
            .add(change.id());
      }
    }
    Set<Long> moved =
        InList.update(session, UPDATE, alike, (update, change) -> bind(update, change, now));
    for (Change change : byId.values()) {
      if (!moved.contains(change.id())) {
        continue;
      }
      tallies.add(change.state().name().toLowerCase(Locale.ROOT), change.source(), 1);
      if (change.state() == MessageState.PARKED) {
        causes.add(change.source(), change.stage(), change.reason(), change.id());
      }
    }
    tallies.write(session, now);
    causes.park(session);
  }

  private static int bind(PreparedStatement update, Change change, long now) throws SQLException {
    update.setString(1, change.state().name());
    update.setString(2, change.stage());
    update.setString(3, change.reason());
    update.setString(4, change.location());
    update.setString(5, change.mapping());
    update.setLong(6, now);
    return 6;
  }
}

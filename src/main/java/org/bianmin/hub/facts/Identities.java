package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Which person by law is behind a patient's pseudonym. Of several that were told for one pseudonym
 * the last recorded holds, so order and repetition play no part. Used on the writer's thread only.
 */
final class Identities {

  /** What a message told. */
  record Identified(
      String patient, String person, long recordedAt, String tie, byte[] sealed, long messageId) {}

  /** The person that holds for a pseudonym. */
  record Known(String person, long recordedAt, String tie) {

    boolean isSomebody() {
      return person != null;
    }

    private boolean newerThan(Known other) {
      if (!other.isSomebody() || recordedAt != other.recordedAt) {
        return !other.isSomebody() || recordedAt > other.recordedAt;
      }
      int ties = tie.compareTo(other.tie);
      return ties > 0 || (ties == 0 && person.compareTo(other.person) > 0);
    }
  }

  /** Stands for a pseudonym of which no legal id was told. */
  static final Known NOBODY = new Known(null, Long.MIN_VALUE, "");

  private static final int CACHED = 100_000;

  private static final String NEWEST =
      "select person, recorded_at, tie from patient_identity where patient = ?"
          + " order by recorded_at desc, tie desc, person desc limit 1";
  private static final String SAVE =
      "insert into patient_identity (patient, person, recorded_at, tie, sealed, message_id,"
          + " accepted_at) values (?, ?, ?, ?, ?, ?, ?) on conflict (patient, person) do update set"
          + " recorded_at = excluded.recorded_at, tie = excluded.tie, sealed = excluded.sealed,"
          + " message_id = excluded.message_id, accepted_at = excluded.accepted_at"
          + " where excluded.recorded_at > patient_identity.recorded_at or (excluded.recorded_at ="
          + " patient_identity.recorded_at and excluded.tie > patient_identity.tie)";

  private final Map<String, Known> known = new Lately();

  Identities(GroupCommit commits) {
    commits.onRollback(known::clear);
  }

  /** Stores what was told; answers whether another person holds for the pseudonym now. */
  boolean add(Session session, Identified told, long now) throws SQLException {
    Known before = of(session, told.patient());
    Known after = new Known(told.person(), told.recordedAt(), told.tie());
    boolean newer = after.newerThan(before);
    if (!newer && after.person().equals(before.person())) {
      return false;
    }
    PreparedStatement save = session.prepare(SAVE);
    save.setString(1, told.patient());
    save.setString(2, told.person());
    save.setLong(3, told.recordedAt());
    save.setString(4, told.tie());
    save.setBytes(5, told.sealed());
    save.setLong(6, told.messageId());
    save.setLong(7, now);
    save.executeUpdate();
    if (newer) {
      known.put(told.patient(), after);
    }
    return newer && !after.person().equals(before.person());
  }

  /** Who holds for a pseudonym; {@link #NOBODY} where no legal id was told. */
  Known of(Session session, String patient) throws SQLException {
    Known found = known.get(patient);
    if (found == null) {
      PreparedStatement select = session.prepare(NEWEST);
      select.setString(1, patient);
      try (ResultSet row = select.executeQuery()) {
        found = row.next() ? new Known(row.getString(1), row.getLong(2), row.getString(3)) : NOBODY;
      }
      known.put(patient, found);
    }
    return found;
  }

  /** The person behind a patient and the pseudonyms that were given up for it. */
  String person(Session session, Links patients, String end) throws SQLException {
    Known own = of(session, end);
    if (own.isSomebody() || patients.isEmpty(session)) {
      return own.isSomebody() ? own.person() : end;
    }
    Known best = NOBODY;
    for (String name : patients.names(session, end)) {
      Known other = of(session, name);
      best = other.isSomebody() && other.newerThan(best) ? other : best;
    }
    return best.isSomebody() ? best.person() : end;
  }

  private static final class Lately extends LinkedHashMap<String, Known> {
    private static final long serialVersionUID = 1L;

    Lately() {
      super(1024, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > CACHED;
    }
  }
}

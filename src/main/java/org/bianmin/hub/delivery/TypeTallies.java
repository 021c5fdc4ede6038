package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;

/**
 * Counts what became of facts by their type, in the same transactions as {@code delivery} counts it
 * by destination: {@code told} by type, {@code made}, {@code delivered}, {@code superseded} and
 * {@code discarded} by destination and type.
 */
public final class TypeTallies {

  /** Room of these tallies. */
  public static final String ROOM = "reporting";

  private static final String TYPE =
      "select e.type from delivery d join measure_event e on e.id = d.event_id where d.id = ?";

  private final Tallies tallies = Tallies.quarterly(ROOM);

  TypeTallies() {}

  /** Whom a count is about, read from a tally. */
  public record Who(String destination, String type) {}

  /** What {@code who} of a tally says; empty for {@code told}, which is about the type alone. */
  public static Optional<Who> who(String who) {
    int blank = who.indexOf(' ');
    return blank < 0
        ? Optional.empty()
        : Optional.of(new Who(who.substring(0, blank), who.substring(blank + 1)));
  }

  /** A fact was told that was not known before. */
  void told(String type) {
    tallies.add("told", type, 1);
  }

  void add(String what, String destination, String type, long n) {
    tallies.add(what, destination + ' ' + type, n);
  }

  /** Counts one delivery whose type stands in its event only, and writes it. */
  static void one(Session session, String what, String destination, long delivery, long n, long now)
      throws SQLException {
    PreparedStatement select = session.prepare(TYPE);
    select.setLong(1, delivery);
    try (ResultSet row = select.executeQuery()) {
      if (row.next()) {
        TypeTallies of = new TypeTallies();
        of.add(what, destination, row.getString(1), n);
        of.write(session, now);
      }
    }
  }

  void write(Session session, long now) throws SQLException {
    tallies.write(session, now);
  }

  void clear() {
    tallies.clear();
  }
}

package org.bianmin.hub.recognition.figures;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.delivery.AcceptanceListener.Accepted;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.facts.SideListener;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;

/**
 * Writes what recognition and delivery write beside facts, with outcomes drawn by chance: judges
 * and sends each version of a report as it is told, and later has some accepted and orders looked
 * at, each with the word to those who hear of it.
 */
final class PlayedRooms implements ChangeListener {

  private static final AtomicLong DELIVERIES = new AtomicLong();
  private static final List<String> DESTINATIONS = List.of(StoredFacts.PLATFORM, "stats");
  private static final List<String> STATES =
      List.of("PROMPTED", "NONE", "NOBODY", "CANCELLED", "LATE");

  private final Random random;

  PlayedRooms(Random random) {
    this.random = random;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    for (FactChange change : changes) {
      if (change.event().key().type().equals("result.issued")) {
        judge(session, change);
        send(session, change);
      } else if (change.event().key().type().equals("exam.ordered") && change.first()) {
        run(
            session,
            "insert into recognition_check (event_id, ordered_at, state) values (?, 0, 'WAITING')"
                + " on conflict (event_id) do nothing",
            change.eventId());
      }
    }
    return () -> {};
  }

  private void judge(Session session, FactChange change) throws SQLException {
    long items = random.nextInt(5);
    long mapped = items == 0 ? 0 : random.nextInt((int) items + 1);
    run(
        session,
        "insert into recognition_report (event_id, version, facility, report_key, status,"
            + " expires_at, judged_at, judgement, items, mapped, recognisable)"
            + " values (?, ?, 'f', 'k', 'ACTIVE', ?, 1, '{}', ?, ?, ?) on conflict (event_id)"
            + " do update set expires_at = excluded.expires_at, items = excluded.items,"
            + " mapped = excluded.mapped",
        change.eventId(),
        (long) change.event().version(),
        mapped > 1 ? (Long) Long.MAX_VALUE : null,
        items,
        mapped,
        mapped);
  }

  private static void send(Session session, FactChange change) throws SQLException {
    for (String destination : DESTINATIONS) {
      run(
          session,
          "update delivery set state = 'SUPERSEDED' where event_id = ? and destination = '"
              + destination
              + "' and state = 'AVAILABLE'",
          change.eventId());
      run(
          session,
          "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
              + " created_at, cancels) values (?, '"
              + destination
              + "', ?, ?, 'AVAILABLE', 0, ?, ?)",
          DELIVERIES.incrementAndGet(),
          change.eventId(),
          (long) change.event().version(),
          change.event().recordedAt(),
          change.event().status() == EventStatus.VOID ? 1L : 0L);
    }
  }

  /** A destination accepts some of what waits; the transaction may fail. */
  void accept(Commands commands, SideListener sides) {
    String destination = DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
    long span = 86_400_000L * 3;
    long took = (long) (random.nextDouble() * span);
    boolean fails = random.nextInt(6) == 0;
    UploadMarks marks = new UploadMarks(Set.of(StoredFacts.PLATFORM), List.of(sides));
    orNothing(
        commands,
        session -> {
          List<Accepted> accepted = waiting(session, destination, 1 + random.nextInt(3));
          for (Accepted one : accepted) {
            run(
                session,
                "update delivery set state = 'DELIVERED', done_at = created_at + ?"
                    + " where event_id = ? and state = 'AVAILABLE' and destination = '"
                    + destination
                    + "'",
                took,
                one.eventId());
          }
          Runnable unused = marks.accepted(session, destination, accepted);
          return fails;
        });
  }

  private static List<Accepted> waiting(Session session, String destination, int most)
      throws SQLException {
    PreparedStatement select =
        session.prepare(
            "select e.id, e.facility, e.type, e.business_key from delivery d join measure_event e"
                + " on e.id = d.event_id where d.destination = ? and d.state = 'AVAILABLE'"
                + " order by d.id limit "
                + most);
    select.setString(1, destination);
    List<Accepted> waiting = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        waiting.add(
            new Accepted(
                row.getLong(1),
                new EventKey(row.getString(2), row.getString(3), row.getString(4))));
      }
    }
    return waiting;
  }

  /** Some order that waits is looked at; the transaction may fail. */
  void look(Commands commands, SideListener sides) {
    String state = STATES.get(random.nextInt(STATES.size()));
    boolean offered = state.equals("NOBODY") || (state.equals("PROMPTED") && random.nextBoolean());
    boolean fails = random.nextInt(6) == 0;
    orNothing(
        commands,
        session -> {
          try (ResultSet row =
              session
                  .prepare(
                      "select event_id from recognition_check where state = 'WAITING'"
                          + " order by event_id limit 1")
                  .executeQuery()) {
            if (row.next()) {
              long order = row.getLong(1);
              run(
                  session,
                  "update recognition_check set state = '"
                      + state
                      + "', candidates = ? where event_id = ?",
                  offered ? (Long) 1L : null,
                  order);
              Runnable unused = sides.changed(session, List.of(order));
            }
          }
          return fails;
        });
  }

  private static void orNothing(Commands commands, Commands.Command<Boolean> command) {
    try {
      commands.execute(
          session -> {
            if (command.run(session)) {
              throw new IllegalStateException("rolled back");
            }
            return null;
          });
    } catch (IllegalStateException e) {
      if (!"rolled back".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  private static void run(Session session, String sql, Long... values) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      Session.setLong(statement, i + 1, values[i]);
    }
    statement.executeUpdate();
  }
}

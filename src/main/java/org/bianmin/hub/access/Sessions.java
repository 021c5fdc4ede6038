package org.bianmin.hub.access;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who is signed in. The store has a hash of the token only, so every node of it knows a session and
 * a restart keeps it; what was read is believed for some seconds, so that a page costs no query.
 */
@Component
public final class Sessions {

  /** A change by another node shows after so long at most. */
  static final Duration BELIEVED = Duration.ofSeconds(3);

  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
  private static final int MOST = 10_000;
  private static final int LISTED = 500;

  private static final String FIND =
      "select s.id, s.user_id, s.started_at, s.seen_at, s.address, u.login, u.name, u.roles,"
          + " u.must_change, u.password_at from access_session s"
          + " join access_user u on u.id = s.user_id and u.disabled = 0";

  private static final String INSERT =
      "insert into access_session (id, hash, user_id, address, started_at, seen_at)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String SEEN =
      "update access_session set seen_at = ? where id = ? and seen_at < ?";
  private static final String END = "delete from access_session where id = ?";
  private static final String END_ALL = "delete from access_session where user_id = ?";
  private static final String PRUNE = "delete from access_session where started_at < ?";

  /**
   * A session of a user.
   *
   * @param startedAt, seenAt epoch milliseconds; the second is up to a minute late
   * @param address where the user signed in from
   */
  public record Live(
      long id, long user, String login, String name, String address, long startedAt, long seenAt) {}

  private record Row(Live live, Person person) {}

  private static final class Known {
    private final Row row;
    private final long readAt;
    private volatile long seenAt;
    private volatile long writtenAt;

    private Known(Row row, long readAt, long seenAt) {
      this.row = row;
      this.readAt = readAt;
      this.seenAt = seenAt;
      this.writtenAt = row.live().seenAt();
    }
  }

  private final JdbcClient queries;
  private final Commands commands;
  private final AccessProperties rules;
  private final Clock clock;
  private final Ids ids;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  @Autowired
  Sessions(JdbcClient queries, Commands commands, GroupCommit commits, AccessProperties rules) {
    this(queries, commands, commits, rules, Clock.systemUTC());
  }

  public Sessions(
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      AccessProperties rules,
      Clock clock) {
    this.queries = queries;
    this.commands = commands;
    this.rules = rules;
    this.clock = clock;
    this.ids = new Ids("access_session", commits);
  }

  /**
   * Who has a token.
   *
   * @param byHand whether the person did something; a page that looks for news by itself keeps no
   *     session alive
   */
  public Optional<Person> find(String token, boolean byHand) {
    String hash = Secrets.hash(token);
    long now = clock.millis();
    Known found = known.get(hash);
    if (found == null || now - found.readAt >= BELIEVED.toMillis()) {
      Row row = read(hash);
      if (row == null) {
        known.remove(hash);
        return Optional.empty();
      }
      long seen = Math.max(row.live().seenAt(), found == null ? 0 : found.seenAt);
      Known fresh = new Known(row, now, seen);
      if (known.size() > MOST) {
        known.clear();
      }
      known.put(hash, fresh);
      found = fresh;
    }
    if (now - found.seenAt >= rules.idle().toMillis()
        || now - found.row.live().startedAt() >= rules.longest().toMillis()) {
      return Optional.empty();
    }
    if (byHand) {
      seen(found, now);
    }
    return Optional.of(found.row.person());
  }

  private void seen(Known found, long now) {
    found.seenAt = now;
    if (now - found.writtenAt >= Math.min(WRITTEN_EVERY.toMillis(), rules.idle().toMillis() / 4)) {
      found.writtenAt = now;
      var unused =
          commands.submit(
              session -> {
                PreparedStatement update = session.prepare(SEEN);
                update.setLong(1, now);
                update.setLong(2, found.row.live().id());
                update.setLong(3, now);
                return update.executeUpdate();
              });
    }
  }

  private Row read(String hash) {
    return queries
        .sql(FIND + " where s.hash = ?")
        .param(hash)
        .query(this::row)
        .optional()
        .orElse(null);
  }

  private Row row(java.sql.ResultSet row, int n) throws SQLException {
    Live live =
        new Live(
            row.getLong(1),
            row.getLong(2),
            row.getString(6),
            row.getString(7),
            row.getString(5),
            row.getLong(3),
            row.getLong(4));
    boolean old =
        rules.passwordAge().toMillis() > 0
            && clock.millis() - row.getLong(10) >= rules.passwordAge().toMillis();
    return new Row(
        live,
        new Person(
            live.user(),
            live.login(),
            live.name(),
            Role.held(List.of(row.getString(8).split(",", -1))),
            old || row.getInt(9) == 1,
            live.id()));
  }

  /** Sessions that have not ended, newest first. */
  public List<Live> live() {
    long now = clock.millis();
    return queries
        .sql(FIND + " where s.started_at > ? and s.seen_at > ? order by s.started_at desc limit ?")
        .params(now - rules.longest().toMillis(), now - rules.idle().toMillis(), LISTED)
        .query(this::row)
        .list()
        .stream()
        .map(Row::live)
        .toList();
  }

  /** Ends one session. */
  public void end(long id) {
    int unused =
        commands.execute(
            session -> {
              PreparedStatement delete = session.prepare(END);
              delete.setLong(1, id);
              return delete.executeUpdate();
            });
    forget();
  }

  /** What was read is not believed any more. */
  void forget() {
    // what a person did meanwhile is in the store up to a minute, which is less than any idle time
    known.clear();
  }

  /** Starts a session inside the transaction of a sign-in. */
  void start(Session session, String token, long user, String address) throws SQLException {
    long now = clock.millis();
    PreparedStatement prune = session.prepare(PRUNE);
    prune.setLong(1, now - rules.longest().toMillis());
    prune.executeUpdate();
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, ids.next(session));
    insert.setString(2, Secrets.hash(token));
    insert.setLong(3, user);
    insert.setString(4, address);
    insert.setLong(5, now);
    insert.setLong(6, now);
    insert.executeUpdate();
  }

  static void endAll(Session session, long user) throws SQLException {
    PreparedStatement delete = session.prepare(END_ALL);
    delete.setLong(1, user);
    delete.executeUpdate();
  }
}

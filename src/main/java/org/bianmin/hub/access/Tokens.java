package org.bianmin.hub.access;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tokens of scripts, each with a name, roles and an end; the store has their hashes only. */
@Component
public final class Tokens {

  /** What begins a token, so that scanners for secrets find one that got into a file. */
  static final String MARK = "hub_";

  private static final Duration USED_EVERY = Duration.ofMinutes(1);
  private static final int MOST_DAYS = 366;
  private static final int MOST = 1_000;
  private static final String SELECT =
      "select id, name, roles, created_by, created_at, expires_at, last_used from access_token";
  private static final String INSERT =
      "insert into access_token (id, name, hash, roles, created_by, created_at, expires_at)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String TAKEN = "select 1 from access_token where name = ?";
  private static final String USED = "update access_token set last_used = ? where id = ?";
  private static final String END = "delete from access_token where id = ?";

  /**
   * A token of a script, without the token.
   *
   * @param createdAt, expiresAt, lastUsed epoch milliseconds; the last one null where never, and up
   *     to a minute late
   */
  public record Token(
      long id,
      String name,
      Set<Role> roles,
      String createdBy,
      long createdAt,
      long expiresAt,
      Long lastUsed) {}

  private record Known(Token token, long readAt) {}

  private final JdbcClient queries;
  private final Commands commands;
  private final Clock clock;
  private final Ids ids;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<Long, Long> used = new ConcurrentHashMap<>();

  @Autowired
  Tokens(JdbcClient queries, Commands commands, GroupCommit commits) {
    this(queries, commands, commits, Clock.systemUTC());
  }

  public Tokens(JdbcClient queries, Commands commands, GroupCommit commits, Clock clock) {
    this.queries = queries;
    this.commands = commands;
    this.clock = clock;
    this.ids = new Ids("access_token", commits);
  }

  /** By their names, those that have expired too. */
  public List<Token> all() {
    return queries.sql(SELECT + " order by name limit ?").param(MOST).query(Tokens::token).list();
  }

  /** Which script has a token. */
  public Optional<Person> find(String secret) {
    if (!secret.startsWith(MARK)) {
      return Optional.empty();
    }
    String hash = Secrets.hash(secret);
    long now = clock.millis();
    Known found = known.get(hash);
    if (found == null || now - found.readAt() >= Sessions.BELIEVED.toMillis()) {
      Optional<Token> read =
          queries.sql(SELECT + " where hash = ?").param(hash).query(Tokens::token).optional();
      if (read.isEmpty()) {
        known.remove(hash);
        return Optional.empty();
      }
      found = new Known(read.get(), now);
      known.put(hash, found);
    }
    Token token = found.token();
    if (now >= token.expiresAt()) {
      return Optional.empty();
    }
    uses(token, now);
    return Optional.of(
        new Person(token.id(), "token:" + token.name(), token.name(), token.roles(), false, 0));
  }

  private void uses(Token token, long now) {
    long before = used.getOrDefault(token.id(), token.lastUsed() == null ? 0 : token.lastUsed());
    if (now - before >= USED_EVERY.toMillis()) {
      used.put(token.id(), now);
      var unused =
          commands.submit(
              session -> {
                PreparedStatement update = session.prepare(USED);
                update.setLong(1, now);
                update.setLong(2, token.id());
                return update.executeUpdate();
              });
    }
  }

  /**
   * Makes a token.
   *
   * @param days it lives
   * @return the token, which is stored nowhere
   * @throws AccessRefused when a rule is broken or the name is taken
   */
  public String make(String name, Collection<String> roles, int days, String by) {
    String plain = Users.plain(name);
    if (plain.isEmpty()) {
      throw new AccessRefused(
          "login-form",
          "The name of a token begins with a letter and has 2 to 32 lower-case letters, digits,"
              + " points, dashes and underscores");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new AccessRefused("days", "A token lives 1 to " + MOST_DAYS + " days");
    }
    Set<Role> held = Role.held(roles);
    if (held.contains(Role.SECURITY_ADMIN)) {
      throw new AccessRefused("script", "No script manages users");
    }
    String secret = MARK + Secrets.token();
    boolean unused =
        commands.execute(
            session -> {
              PreparedStatement taken = session.prepare(TAKEN);
              taken.setString(1, plain);
              try (ResultSet row = taken.executeQuery()) {
                if (row.next()) {
                  throw new AccessRefused("taken", "There is a token " + plain + " already");
                }
              }
              long now = clock.millis();
              PreparedStatement insert = session.prepare(INSERT);
              insert.setLong(1, ids.next(session));
              insert.setString(2, plain);
              insert.setString(3, Secrets.hash(secret));
              insert.setString(4, Role.text(held));
              insert.setString(5, by);
              insert.setLong(6, now);
              insert.setLong(7, now + Duration.ofDays(days).toMillis());
              insert.executeUpdate();
              return true;
            });
    return secret;
  }

  /** Takes a token away. */
  public void end(long id) {
    int unused =
        commands.execute(
            session -> {
              PreparedStatement delete = session.prepare(END);
              delete.setLong(1, id);
              return delete.executeUpdate();
            });
    known.clear();
  }

  private static Token token(ResultSet row, int n) throws SQLException {
    Object used = row.getObject(7);
    return new Token(
        row.getLong(1),
        row.getString(2),
        Role.held(List.of(row.getString(3).split(",", -1))),
        row.getString(4),
        row.getLong(5),
        row.getLong(6),
        used == null ? null : ((Number) used).longValue());
  }
}

package org.bianmin.hub.access;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The users: a hospital has some dozens, so they are listed whole. */
@Component
public final class Users {

  private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{1,31}");
  private static final int LONGEST_NAME = 40;
  private static final int MOST = 1_000;

  private static final String INSERT =
      "insert into access_user (id, login, name, roles, hash, former, must_change, disabled,"
          + " failed, locked_until, last_login, password_at, created_at, changed_at)"
          + " values (?, ?, ?, ?, ?, '', ?, 0, 0, 0, null, ?, ?, ?)";
  private static final String ROLES =
      "update access_user set roles = ?, changed_at = ? where id = ?";
  private static final String DISABLED =
      "update access_user set disabled = ?, failed = 0, locked_until = 0, changed_at = ?"
          + " where id = ?";
  private static final String PASSWORD =
      "update access_user set hash = ?, former = ?, must_change = ?, failed = 0, locked_until = 0,"
          + " password_at = ?, changed_at = ? where id = ?";

  private final JdbcClient queries;
  private final Commands commands;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Ids ids;
  private final Clock clock;

  @Autowired
  Users(
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      Passwords passwords,
      Sessions sessions) {
    this(queries, commands, commits, passwords, sessions, Clock.systemUTC());
  }

  public Users(
      JdbcClient queries,
      Commands commands,
      GroupCommit commits,
      Passwords passwords,
      Sessions sessions,
      Clock clock) {
    this.queries = queries;
    this.commands = commands;
    this.passwords = passwords;
    this.sessions = sessions;
    this.ids = new Ids("access_user", commits);
    this.clock = clock;
  }

  /** By their logins. */
  public List<User> all() {
    return queries
        .sql(UserRow.SELECT + " order by login limit ?")
        .param(MOST)
        .query(UserRow::read)
        .list()
        .stream()
        .map(UserRow::user)
        .toList();
  }

  /** Whether there is nobody who could sign in. */
  public boolean none() {
    return queries
        .sql("select id from access_user where disabled = 0 limit 1")
        .query(Long.class)
        .optional()
        .isEmpty();
  }

  public Optional<User> find(long id) {
    return row(" where id = ?", id).map(UserRow::user);
  }

  public Optional<User> find(String login) {
    return row(" where login = ?", plain(login)).map(UserRow::user);
  }

  Optional<UserRow> row(String where, Object param) {
    return queries.sql(UserRow.SELECT + where).param(param).query(UserRow::read).optional();
  }

  /** A login as it is compared; empty where no user can have it, as when a password was typed. */
  public static String plain(String login) {
    String plain = login == null ? "" : login.strip().toLowerCase(Locale.ROOT);
    return LOGIN.matcher(plain).matches() ? plain : "";
  }

  /**
   * Adds a user.
   *
   * @param mustChange whether the password is a temporary one
   * @throws AccessRefused when a rule is broken or the login is taken
   */
  public User add(
      String login, String name, Collection<String> roles, String password, boolean mustChange) {
    String plain = plain(login);
    if (plain.isEmpty()) {
      throw new AccessRefused(
          "login-form",
          "A login begins with a letter and has 2 to 32 lower-case letters, digits, points, dashes"
              + " and underscores");
    }
    String shown = name == null || name.isBlank() ? plain : name.strip();
    if (shown.length() > LONGEST_NAME) {
      throw new AccessRefused("name", "A name has " + LONGEST_NAME + " characters at most");
    }
    Set<Role> held = Role.held(roles);
    passwords.check(plain, password, List.of());
    String hash = passwords.hash(password);
    return commands.execute(
        session -> {
          if (UserRow.find(session, plain) != null) {
            throw new AccessRefused("taken", "There is a user " + plain + " already");
          }
          long id = ids.next(session);
          long now = clock.millis();
          PreparedStatement insert = session.prepare(INSERT);
          insert.setLong(1, id);
          insert.setString(2, plain);
          insert.setString(3, shown);
          insert.setString(4, Role.text(held));
          insert.setString(5, hash);
          insert.setInt(6, mustChange ? 1 : 0);
          insert.setLong(7, now);
          insert.setLong(8, now);
          insert.setLong(9, now);
          insert.executeUpdate();
          return UserRow.find(session, id).user();
        });
  }

  /** Adds a user with a temporary password, which is answered and stored nowhere. */
  public String add(String login, String name, Collection<String> roles) {
    String password = Secrets.temporary();
    User unused = add(login, name, roles, password, true);
    return password;
  }

  /** Gives a user other roles; takes effect at once. */
  public void roles(long id, Collection<String> roles) {
    String text = Role.text(Role.held(roles));
    change(
        session -> {
          PreparedStatement update = session.prepare(ROLES);
          update.setString(1, text);
          update.setLong(2, clock.millis());
          update.setLong(3, found(session, id).user().id());
          update.executeUpdate();
        });
  }

  /** Closes a user out, with all sessions, or lets the user in again, unlocked. */
  public void disabled(long id, boolean disabled) {
    change(
        session -> {
          PreparedStatement update = session.prepare(DISABLED);
          update.setInt(1, disabled ? 1 : 0);
          update.setLong(2, clock.millis());
          update.setLong(3, found(session, id).user().id());
          update.executeUpdate();
          if (disabled) {
            Sessions.endAll(session, id);
          }
        });
  }

  /** Gives a user a temporary password, which is answered; unlocks, and ends all sessions. */
  public String reset(long id) {
    String password = Secrets.temporary();
    set(id, password, true);
    return password;
  }

  /**
   * Sets a password, unlocks, and ends all sessions of the user.
   *
   * @throws AccessRefused when the password breaks a rule
   */
  public void set(long id, String password, boolean mustChange) {
    UserRow row =
        row(" where id = ?", id).orElseThrow(() -> new AccessRefused("gone", "There is no user"));
    List<String> former = new ArrayList<>(row.former());
    former.add(0, row.hash());
    List<String> kept = former.subList(0, Math.min(former.size(), Passwords.FORMER));
    passwords.check(row.user().login(), password, kept);
    String hash = passwords.hash(password);
    change(
        session -> {
          if (!found(session, id).hash().equals(row.hash())) {
            throw new AccessRefused("meanwhile", "The password was changed meanwhile");
          }
          PreparedStatement update = session.prepare(PASSWORD);
          update.setString(1, hash);
          update.setString(2, String.join("\n", kept));
          update.setInt(3, mustChange ? 1 : 0);
          update.setLong(4, clock.millis());
          update.setLong(5, clock.millis());
          update.setLong(6, id);
          update.executeUpdate();
          Sessions.endAll(session, id);
        });
  }

  private static UserRow found(Session session, long id) throws SQLException {
    UserRow row = UserRow.find(session, id);
    if (row == null) {
      throw new AccessRefused("gone", "There is no user " + id);
    }
    return row;
  }

  @FunctionalInterface
  private interface Change {
    void run(Session session) throws SQLException;
  }

  private void change(Change change) {
    boolean unused =
        commands.execute(
            session -> {
              change.run(session);
              return true;
            });
    sessions.forget();
  }
}

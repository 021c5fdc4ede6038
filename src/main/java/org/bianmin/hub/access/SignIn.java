package org.bianmin.hub.access;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Signs people in. An unknown name, a wrong password, a locked and a disabled user take the same
 * time and answer the same.
 */
@Component
public final class SignIn {

  private static final String DONE =
      "update access_user set failed = 0, locked_until = 0, last_login = ? where id = ?";
  private static final String FAILED =
      "update access_user set failed = ?, locked_until = ? where id = ?";

  private final Users users;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Attempts attempts;
  private final Commands commands;
  private final AccessProperties rules;
  private final Clock clock;

  @Autowired
  SignIn(
      Users users,
      Passwords passwords,
      Sessions sessions,
      Attempts attempts,
      Commands commands,
      AccessProperties rules) {
    this(users, passwords, sessions, attempts, commands, rules, Clock.systemUTC());
  }

  SignIn(
      Users users,
      Passwords passwords,
      Sessions sessions,
      Attempts attempts,
      Commands commands,
      AccessProperties rules,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
    this.attempts = attempts;
    this.commands = commands;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Starts a session.
   *
   * @return its token, always a new one; empty where name and password do not let in
   */
  public Optional<String> in(String login, String password, String address) {
    UserRow row = users.row(" where login = ?", Users.plain(login)).orElse(null);
    boolean fits = passwords.fits(password, row == null ? null : row.hash());
    String token = Secrets.token();
    boolean in =
        commands.execute(
            session -> row == null ? nobody(session) : judge(session, row, fits, token, address));
    if (!in) {
      return Optional.empty();
    }
    attempts.succeeded(address);
    return Optional.of(token);
  }

  /** Whether this is the person's password; a wrong one counts as at sign-in. */
  public boolean confirms(Person person, String password) {
    UserRow row = users.row(" where id = ?", person.id()).orElse(null);
    boolean fits = passwords.fits(password, row == null ? null : row.hash());
    return row != null && commands.execute(session -> judge(session, row, fits, null, null));
  }

  /** As much work as for a user, so that its time tells nothing. */
  private static boolean nobody(Session session) throws SQLException {
    PreparedStatement update = session.prepare(FAILED);
    update.setInt(1, 0);
    update.setLong(2, 0);
    update.setLong(3, -1);
    return update.executeUpdate() > 0;
  }

  private boolean judge(Session session, UserRow asked, boolean fits, String token, String address)
      throws SQLException {
    UserRow row = UserRow.find(session, asked.user().id());
    long now = clock.millis();
    // who tries many at a time may have been locked, and a password changed, since it was compared
    if (row == null || row.user().disabled() || row.user().lockedUntil() > now) {
      return nobody(session);
    }
    if (!fits || !row.hash().equals(asked.hash())) {
      int failed = row.user().failed() + 1;
      boolean lock = failed >= rules.failures();
      PreparedStatement update = session.prepare(FAILED);
      update.setInt(1, lock ? 0 : failed);
      update.setLong(2, lock ? now + rules.lockFor().toMillis() : 0);
      update.setLong(3, row.user().id());
      update.executeUpdate();
      return false;
    }
    if (token != null) {
      PreparedStatement update = session.prepare(DONE);
      update.setLong(1, now);
      update.setLong(2, row.user().id());
      update.executeUpdate();
      sessions.start(session, token, row.user().id(), address);
    }
    return true;
  }
}

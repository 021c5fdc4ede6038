// size: one promise each over the same room
package org.bianmin.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;

class AccessTest {

  private static final String GOOD = "Correct-horse7";
  private static final String OTHER = "Battery-staple8";
  private static final AccessProperties RULES =
      new AccessProperties(
          Duration.ofMinutes(30),
          Duration.ofHours(12),
          5,
          Duration.ofMinutes(15),
          30,
          10,
          3,
          Duration.ofDays(90));

  private final TurnedClock clock = new TurnedClock();

  /** The room as the hub puts it together. */
  private final class Room {
    final Sessions sessions;
    final Users users;
    final Tokens tokens;
    final SignIn signIn;

    Room(TestStore store) {
      this(store, new Commands(store.commits()));
      store.commits().start();
    }

    Room(TestStore store, Commands commands) {
      Passwords passwords = new Passwords(RULES);
      sessions = new Sessions(store.queries(), commands, store.commits(), RULES, clock);
      users = new Users(store.queries(), commands, store.commits(), passwords, sessions, clock);
      tokens = new Tokens(store.queries(), commands, store.commits(), clock);
      Attempts attempts = new Attempts(30, RULES.lockFor(), clock);
      signIn = new SignIn(users, passwords, sessions, attempts, commands, RULES, clock);
    }

    User add(String login, String... roles) {
      return users.add(login, "李四", List.of(roles), GOOD, false);
    }

    String in(String login) {
      return signIn.in(login, GOOD, "10.0.0.1").orElseThrow();
    }

    boolean lets(String login, String password) {
      return signIn.in(login, password, "10.0.0.1").isPresent();
    }
  }

  @EachEngine
  void whoSignsInIsKnownByATokenThatTheStoreDoesNotHave(TestStore store) {
    Room room = new Room(store);
    assertThat(room.users.none()).isTrue();
    User user = room.add("lisi", "operator", "viewer");

    String token = room.in(" LiSi ");

    Person person = room.sessions.find(token, true).orElseThrow();
    assertThat(person.id()).isEqualTo(user.id());
    assertThat(person.login()).isEqualTo("lisi");
    assertThat(person.signature()).isEqualTo("李四 (lisi)");
    assertThat(person.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    assertThat(store.count("select count(*) from access_session where hash = ?", token)).isZero();
    assertThat(store.count("select count(*) from access_user where hash like ?", "%" + GOOD + "%"))
        .isZero();
    assertThat(room.users.none()).isFalse();
    assertThat(room.users.find("lisi").orElseThrow().lastLogin()).isEqualTo(clock.millis());
    assertThat(room.sessions.live())
        .singleElement()
        .satisfies(live -> assertThat(live.address()).isEqualTo("10.0.0.1"));
  }

  @EachEngine
  void aRestartKeepsSessionsAndAnotherNodeKnowsThem(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");
    String token = room.in("lisi");

    store.reopen();
    Room restarted = new Room(store);

    assertThat(restarted.sessions.find(token, true)).isPresent();
    if (store.postgres()) {
      TestStore second = store.another();
      store.beforeClose(second::close);
      Room other = new Room(second);
      assertThat(other.sessions.find(token, true)).isPresent();
      restarted.users.disabled(restarted.users.find("lisi").orElseThrow().id(), true);
      clock.turn(Sessions.BELIEVED);
      assertThat(other.sessions.find(token, true)).isEmpty();
    }
  }

  @EachEngine
  void eachSignInHasANewToken(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");

    Set<String> tokens = new HashSet<>(List.of(room.in("lisi"), room.in("lisi"), room.in("lisi")));

    assertThat(tokens).hasSize(3).allSatisfy(token -> assertThat(token).hasSize(43));
  }

  @EachEngine
  void aSessionEndsWhenThePersonDoesNothingThoughAPageLooksForNews(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");
    String token = room.in("lisi");

    clock.turn(Duration.ofMinutes(20));
    assertThat(room.sessions.find(token, true)).isPresent();
    clock.turn(Duration.ofMinutes(20));
    assertThat(room.sessions.find(token, false)).isPresent();
    clock.turn(Duration.ofMinutes(9));
    assertThat(room.sessions.find(token, false)).isPresent();
    clock.turn(Duration.ofMinutes(1));

    assertThat(room.sessions.find(token, true)).isEmpty();
    assertThat(room.sessions.find(token, true)).as("and does not come back").isEmpty();
  }

  @EachEngine
  void aSessionEndsAfterItsLongestTimeHoweverBusy(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");
    String token = room.in("lisi");

    for (int i = 0; i < 47; i++) {
      clock.turn(Duration.ofMinutes(15));
      assertThat(room.sessions.find(token, true)).isPresent();
    }
    clock.turn(Duration.ofMinutes(15));

    assertThat(room.sessions.find(token, true)).isEmpty();
    assertThat(room.sessions.live()).isEmpty();
  }

  @EachEngine
  void fiveWrongPasswordsLockEvenForTheRightOneUntilTheTimeIsOver(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");
    for (int i = 0; i < 4; i++) {
      assertThat(room.lets("lisi", OTHER)).isFalse();
    }
    assertThat(room.lets("lisi", GOOD)).as("four do not lock").isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(room.lets("lisi", OTHER)).isFalse();
    }

    assertThat(room.lets("lisi", GOOD)).isFalse();
    assertThat(room.users.find("lisi").orElseThrow().lockedUntil())
        .isEqualTo(clock.millis() + RULES.lockFor().toMillis());
    clock.turn(RULES.lockFor());
    assertThat(room.lets("lisi", GOOD)).isTrue();
  }

  @EachEngine
  void whoManagesUsersUnlocks(TestStore store) {
    Room room = new Room(store);
    User user = room.add("lisi", "viewer");
    for (int i = 0; i < 5; i++) {
      assertThat(room.lets("lisi", OTHER)).isFalse();
    }

    room.users.disabled(user.id(), false);

    assertThat(room.lets("lisi", GOOD)).isTrue();
  }

  @EachEngine
  void nobodySignsInByAnUnknownOrImpossibleName(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");

    assertThat(room.lets("wangwu", GOOD)).isFalse();
    assertThat(room.lets("", GOOD)).isFalse();
    assertThat(room.lets("lisi' or '1'='1", GOOD)).isFalse();
    assertThat(room.lets("lisi", GOOD + "x".repeat(5_000))).isFalse();
  }

  @EachEngine
  void aUserWhoIsDisabledLosesAllSessionsAndComesBackByNone(TestStore store) {
    Room room = new Room(store);
    User user = room.add("lisi", "viewer");
    String one = room.in("lisi");
    String other = room.in("lisi");
    assertThat(room.sessions.find(one, true)).isPresent();

    room.users.disabled(user.id(), true);

    assertThat(room.sessions.find(one, true)).isEmpty();
    assertThat(room.sessions.find(other, true)).isEmpty();
    assertThat(room.lets("lisi", GOOD)).isFalse();
    room.users.disabled(user.id(), false);
    assertThat(room.sessions.find(one, true)).isEmpty();
    assertThat(room.lets("lisi", GOOD)).isTrue();
  }

  @EachEngine
  void aNewPasswordEndsAllSessionsAndTheOldOneLetsNobodyIn(TestStore store) {
    Room room = new Room(store);
    User user = room.add("lisi", "viewer");
    String token = room.in("lisi");

    room.users.set(user.id(), OTHER, false);

    assertThat(room.sessions.find(token, true)).isEmpty();
    assertThat(room.lets("lisi", GOOD)).isFalse();
    assertThat(room.lets("lisi", OTHER)).isTrue();
  }

  @EachEngine
  void aPasswordIsNoneOfTheLastFive(TestStore store) {
    Room room = new Room(store);
    User user = room.add("lisi", "viewer");
    assertThatThrownBy(() -> room.users.set(user.id(), GOOD, false))
        .isInstanceOf(AccessRefused.class);
    for (int i = 1; i <= 4; i++) {
      room.users.set(user.id(), "Another-one-" + i, false);
    }

    assertThatThrownBy(() -> room.users.set(user.id(), GOOD, false))
        .hasMessageContaining("one of the last 5");
    room.users.set(user.id(), "Another-one-5", false);
    room.users.set(user.id(), GOOD, false);
    assertThat(room.lets("lisi", GOOD)).isTrue();
  }

  @EachEngine
  void aTemporaryPasswordAndAnOldOneHaveToBeChanged(TestStore store) {
    Room room = new Room(store);
    String temporary = room.users.add("lisi", "李四", List.of("viewer"));
    String token = room.signIn.in("lisi", temporary, "10.0.0.1").orElseThrow();
    assertThat(room.sessions.find(token, true).orElseThrow().mustChange()).isTrue();

    long id = room.users.find("lisi").orElseThrow().id();
    room.users.set(id, GOOD, false);
    assertThat(room.sessions.find(room.in("lisi"), true).orElseThrow().mustChange()).isFalse();

    clock.turn(RULES.passwordAge());
    assertThat(room.sessions.find(room.in("lisi"), true).orElseThrow().mustChange()).isTrue();
    assertThat(room.users.reset(id)).hasSize(19).isNotEqualTo(temporary);
    assertThat(room.lets("lisi", GOOD)).isFalse();
  }

  @EachEngine
  void otherRolesHoldAtOnceForWhoIsSignedIn(TestStore store) {
    Room room = new Room(store);
    User user = room.add("lisi", "operator");
    String token = room.in("lisi");
    assertThat(room.sessions.find(token, true).orElseThrow().may(Permission.REVEAL)).isTrue();

    room.users.roles(user.id(), List.of("viewer"));

    assertThat(room.sessions.find(token, true).orElseThrow().may(Permission.REVEAL)).isFalse();
  }

  @EachEngine
  void twoUsersDoNotShareALoginAndABrokenRuleAddsNobody(TestStore store) {
    Room room = new Room(store);
    room.add("lisi", "viewer");

    assertThatThrownBy(() -> room.add("LISI", "viewer")).hasMessageContaining("already");
    assertThatThrownBy(() -> room.add("李四", "viewer")).hasMessageContaining("letter");
    assertThatThrownBy(() -> room.add("wangwu")).hasMessageContaining("needs a role");
    assertThatThrownBy(() -> room.add("wangwu", "king")).hasMessageContaining("no role king");
    assertThatThrownBy(() -> room.add("wangwu", "auditor", "viewer")).hasMessageContaining("alone");
    assertThatThrownBy(() -> room.add("wangwu", "security-admin", "system-admin"))
        .hasMessageContaining("alone");
    assertThat(room.users.all()).extracting(User::login).containsExactly("lisi");
  }

  @EachEngine
  void aTokenOfAScriptHasRolesAnEndAndIsTakenAway(TestStore store) {
    Room room = new Room(store);
    String secret = room.tokens.make("nightly", List.of("reporting"), 30, "sec");

    Person script = room.tokens.find(secret).orElseThrow();
    assertThat(script.login()).isEqualTo("token:nightly");
    assertThat(script.script()).isTrue();
    assertThat(script.may(Permission.FIGURES)).isTrue();
    assertThat(script.may(Permission.SIGN)).isFalse();
    assertThat(secret).startsWith("hub_");
    assertThat(store.count("select count(*) from access_token where hash = ?", secret)).isZero();
    assertThat(room.tokens.find("hub_" + secret)).isEmpty();
    assertThat(room.tokens.find("")).isEmpty();
    assertThatThrownBy(() -> room.tokens.make("nightly", List.of("viewer"), 1, "sec"))
        .hasMessageContaining("already");
    assertThatThrownBy(() -> room.tokens.make("root", List.of("security-admin"), 1, "sec"))
        .hasMessageContaining("No script");
    assertThatThrownBy(() -> room.tokens.make("ever", List.of("viewer"), 10_000, "sec"))
        .hasMessageContaining("days");

    clock.turn(Duration.ofDays(30));
    assertThat(room.tokens.find(secret)).isEmpty();
    String second = room.tokens.make("second", List.of("viewer"), 1, "sec");
    assertThat(room.tokens.find(second)).isPresent();
    room.tokens.end(room.tokens.all().get(1).id());
    assertThat(room.tokens.find(second)).isEmpty();
  }

  @Test
  void rulesOfPasswordsNameWhatIsWrong() {
    Passwords passwords = new Passwords(RULES);

    assertThat(broken(passwords, "Short-1")).isEqualTo("length");
    assertThat(broken(passwords, "a".repeat(129))).isEqualTo("length");
    assertThat(broken(passwords, "onlylowercase")).isEqualTo("kinds");
    assertThat(broken(passwords, "My-name-is-LiSi-1")).isEqualTo("login");
    assertThat(broken(passwords, "My-name-isil-11")).isEqualTo("login");
    assertThat(broken(passwords, GOOD)).isNull();
  }

  private static String broken(Passwords passwords, String password) {
    try {
      passwords.check("lisi", password, List.of());
      return null;
    } catch (AccessRefused e) {
      return e.rule();
    }
  }

  @Test
  void anAddressThatFailsTooOftenWaitsAndOthersDoNot() {
    Attempts attempts = new Attempts(3, Duration.ofMinutes(15), clock);
    for (int i = 0; i < 10; i++) {
      assertThat(attempts.tries("10.0.0.1")).isTrue();
      attempts.succeeded("10.0.0.1");
    }
    for (int i = 0; i < 3; i++) {
      assertThat(attempts.tries("10.0.0.1")).isTrue();
    }

    assertThat(attempts.tries("10.0.0.1")).isFalse();
    assertThat(attempts.tries("10.0.0.2")).isTrue();
    clock.turn(Duration.ofMinutes(15));
    assertThat(attempts.tries("10.0.0.1")).isTrue();
  }
}

package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Role;
import org.bianmin.hub.access.Sessions;
import org.bianmin.hub.access.Tokens;
import org.bianmin.hub.access.User;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, tokens and sessions, and who asks. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "users")
final class UsersApi {

  private static final int DAYS = 90;

  /**
   * A user.
   *
   * @param lockedUntil, lastLogin RFC 3339, null where not locked, or never
   */
  record UserJson(
      long id,
      String login,
      String name,
      List<String> roles,
      boolean mustChange,
      boolean disabled,
      String lockedUntil,
      String lastLogin) {}

  /** A token of a script, without the token. */
  record TokenJson(
      long id,
      String name,
      List<String> roles,
      String createdBy,
      String createdAt,
      String expiresAt,
      String lastUsed) {}

  /** A session. */
  record SessionJson(long id, String login, String from, String startedAt, String seenAt) {}

  /** Who asks; login is null without a login. */
  record Me(String login, String name, List<String> roles) {}

  /** A user to add. */
  record Adding(String login, String name, List<String> role) {}

  /** Roles to give. */
  record Giving(List<String> role) {}

  /**
   * A token to make.
   *
   * @param token its name
   * @param days it lives, 90 where left out
   */
  record Making(String token, List<String> role, Integer days) {}

  /** What is told once and stored nowhere: a temporary password or a token. */
  record Secret(String secret) {}

  private final UsersRoom room;
  private final Times times;

  UsersApi(UsersRoom room, Times times) {
    this.room = room;
    this.times = times;
  }

  @GetMapping("/me")
  @Operation(summary = "Who asks, as the hub knows it")
  Me me(HttpServletRequest request) {
    Person person = Person.of(request);
    return person == null
        ? new Me(null, null, List.of())
        : new Me(person.login(), person.name(), codes(person.roles()));
  }

  @GetMapping("/users")
  @Operation(summary = "All users, by their logins")
  Listing<UserJson> users() {
    return new Listing<>(room.users().all().stream().map(this::json).toList(), null);
  }

  @GetMapping("/users/tokens")
  @Operation(summary = "Tokens of scripts, by their names")
  Listing<TokenJson> tokens() {
    return new Listing<>(room.tokens().all().stream().map(this::json).toList(), null);
  }

  @GetMapping("/users/sessions")
  @Operation(summary = "Sessions that have not ended, newest first")
  Listing<SessionJson> sessions() {
    return new Listing<>(room.sessions().live().stream().map(this::json).toList(), null);
  }

  @PostMapping("/users")
  @Operation(summary = "Adds a user; answers the temporary password, once")
  Secret add(@RequestBody Adding adding) {
    return new Secret(room.users().add(adding.login(), adding.name(), adding.role()));
  }

  @PostMapping("/users/{id}/roles")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Gives a user these roles in place of those before")
  void roles(@PathVariable long id, @RequestBody Giving giving, HttpServletRequest request) {
    room.roles(id, giving.role(), request);
  }

  @PostMapping("/users/{id}/disable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Closes a user out and ends all sessions of the user")
  void disable(@PathVariable long id, HttpServletRequest request) {
    room.disabled(id, true, request);
  }

  @PostMapping("/users/{id}/enable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Lets a user in again, and unlocks the user")
  void enable(@PathVariable long id, HttpServletRequest request) {
    room.disabled(id, false, request);
  }

  @PostMapping("/users/{id}/reset")
  @Operation(summary = "Gives a user a temporary password, which is answered once")
  Secret reset(@PathVariable long id, HttpServletRequest request) {
    return new Secret(room.reset(id, request));
  }

  @PostMapping("/users/tokens")
  @Operation(summary = "Makes a token for a script, which is answered once")
  Secret token(@RequestBody Making making, HttpServletRequest request) {
    int days = making.days() == null ? DAYS : making.days();
    return new Secret(room.token(making.token(), making.role(), days, request));
  }

  @PostMapping("/users/tokens/{id}/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Takes a token away")
  void endToken(@PathVariable long id) {
    room.tokens().end(id);
  }

  @PostMapping("/users/sessions/{id}/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Ends a session")
  void endSession(@PathVariable long id) {
    room.sessions().end(id);
  }

  private static List<String> codes(Collection<Role> roles) {
    return roles.stream().sorted().map(Role::code).toList();
  }

  private String text(Long at) {
    return at == null || at == 0 ? null : times.text(at);
  }

  private UserJson json(User of) {
    return new UserJson(
        of.id(),
        of.login(),
        of.name(),
        codes(of.roles()),
        of.mustChange(),
        of.disabled(),
        of.lockedUntil() > System.currentTimeMillis() ? times.text(of.lockedUntil()) : null,
        text(of.lastLogin()));
  }

  private TokenJson json(Tokens.Token of) {
    return new TokenJson(
        of.id(),
        of.name(),
        codes(of.roles()),
        of.createdBy(),
        times.text(of.createdAt()),
        times.text(of.expiresAt()),
        text(of.lastUsed()));
  }

  private SessionJson json(Sessions.Live of) {
    return new SessionJson(
        of.id(), of.login(), of.address(), times.text(of.startedAt()), times.text(of.seenAt()));
  }
}

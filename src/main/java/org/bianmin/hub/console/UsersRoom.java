package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Sessions;
import org.bianmin.hub.access.Tokens;
import org.bianmin.hub.access.User;
import org.bianmin.hub.access.Users;
import org.springframework.stereotype.Component;

/** What the page and the API do with users; nobody changes the own account there. */
@Component
record UsersRoom(Users users, Tokens tokens, Sessions sessions) {

  User find(long id) {
    return users.find(id).orElseThrow(() -> new NotFound("There is no user " + id));
  }

  void roles(long id, List<String> roles, HttpServletRequest request) {
    users.roles(others(id, request), roles);
  }

  void disabled(long id, boolean disabled, HttpServletRequest request) {
    users.disabled(others(id, request), disabled);
  }

  /** A temporary password. */
  String reset(long id, HttpServletRequest request) {
    return users.reset(others(id, request));
  }

  String token(String name, List<String> roles, int days, HttpServletRequest request) {
    Person person = Person.of(request);
    return tokens.make(name, roles, days, person == null ? "" : person.login());
  }

  private long others(long id, HttpServletRequest request) {
    Person person = Person.of(request);
    if (person != null && !person.script() && person.id() == id) {
      throw new Refused("Nobody changes the own account here; another security-admin does");
    }
    return find(id).id();
  }
}

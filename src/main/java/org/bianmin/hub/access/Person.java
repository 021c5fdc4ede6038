package org.bianmin.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Who makes a request: a signed-in user, or a script with its token.
 *
 * @param id of the user; of the token where it is a script
 * @param login by which acts are recorded; of a script {@code token:} and its name
 * @param name as people call the user
 * @param mustChange whether the password has to be changed before anything else
 * @param session id of the session, 0 for a script
 */
public record Person(
    long id, String login, String name, Set<Role> roles, boolean mustChange, long session) {

  private static final String ATTRIBUTE = Person.class.getName();

  /** Who makes this request, null where nobody has signed in. */
  public static Person of(HttpServletRequest request) {
    return (Person) request.getAttribute(ATTRIBUTE);
  }

  /** Says who makes a request. */
  public void makes(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public boolean may(Permission permission) {
    return roles.stream().anyMatch(role -> role.may(permission));
  }

  /** How a person signs what stays: by name and login, since two may share a name. */
  public String signature() {
    return name.equals(login) || script() ? login : name + " (" + login + ")";
  }

  public boolean script() {
    return session == 0;
  }
}

package org.bianmin.hub.console;

import org.bianmin.hub.access.Permission;
import org.bianmin.hub.access.Person;

/**
 * What of the console somebody sees: everything that {@link Permits} allow, and all of it where
 * there is no login.
 *
 * @param person null without a login
 */
record Seen(Person person) {

  /** Whether a page may be opened; {@code /} is the overview. */
  public boolean page(String path) {
    Permission needed = Permits.of("GET " + path, null);
    return person == null || (needed != null && person.may(needed));
  }

  /** Whether one of several pages may be opened. */
  public boolean any(String... paths) {
    for (String path : paths) {
      if (page(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a form may be sent; {@code {id}} stands for a number of any kind of thing. */
  public boolean post(String path) {
    if (person == null) {
      return true;
    }
    Permission needed = Permits.of("POST " + path, null);
    if (needed == null) {
      String numbered = path.replace("{id}", "{id:\\d+}");
      needed = Permits.of("POST " + numbered, null);
      if (needed == null) {
        needed =
            Permits.of(
                "POST " + numbered.substring(0, numbered.lastIndexOf('/')) + "/{action}", null);
      }
    }
    return needed != null && person.may(needed);
  }

  /** Whether a permission is had, by its word in {@link Permission}. */
  public boolean act(String permission) {
    return person == null || person.may(Permission.valueOf(permission));
  }

  /** Where the console begins for this person. */
  public String home() {
    return page("/") ? "/" : page("/users") ? "/users" : page("/audit") ? "/audit" : "/password";
  }
}

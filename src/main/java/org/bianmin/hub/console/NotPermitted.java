package org.bianmin.hub.console;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.access.Permission;
import org.bianmin.hub.access.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody who has signed in asks for what the person's roles do not allow. */
@ResponseStatus(HttpStatus.FORBIDDEN)
final class NotPermitted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Permission permission;

  /**
   * A refusal.
   *
   * @param permission what is missing, null where nobody has it
   */
  NotPermitted(Permission permission) {
    super(
        permission == null
            ? "No role may do this"
            : "This needs the permission "
                + permission.code()
                + ", which have the roles: "
                + roles(permission).stream().map(Role::code).collect(joining(", ")));
    this.permission = permission;
  }

  Permission permission() {
    return permission;
  }

  /** Who has a permission. */
  static List<Role> roles(Permission permission) {
    return Arrays.stream(Role.values())
        .filter(role -> permission != null && role.may(permission))
        .toList();
  }
}

package org.bianmin.hub.access;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person does in the hospital. System, security and audit are held by three persons (三员分立,
 * GB/T 22239): who manages users sees no data, and who reads the audit trail changes nothing.
 */
public enum Role {
  SYSTEM_ADMIN(Permission.LOOK, Permission.CONFIGURE, Permission.SYSTEM),
  SECURITY_ADMIN(Permission.USERS),
  AUDITOR(Permission.AUDIT),
  VIEWER(Permission.LOOK, Permission.MONEY, Permission.FIGURES),
  OPERATOR(Permission.LOOK, Permission.OPERATE, Permission.REVEAL),
  FINANCE(Permission.LOOK, Permission.MONEY, Permission.MONEY_WORK),
  REPORTING(Permission.LOOK, Permission.FIGURES, Permission.REPORT),
  SIGNER(Permission.LOOK, Permission.FIGURES, Permission.SIGN);

  @SuppressWarnings("ImmutableEnumChecker") // written once
  private final Set<Permission> permissions;

  Role(Permission... permissions) {
    this.permissions = EnumSet.of(Permission.OWN, permissions);
  }

  /** Whether it has a permission. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** As files, forms and texts write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The roles of these codes.
   *
   * @throws AccessRefused when there is none, one is unknown, or they must not be held together
   */
  public static Set<Role> held(Collection<String> codes) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String code : codes == null ? Set.<String>of() : new TreeSet<>(codes)) {
      roles.add(
          Arrays.stream(values())
              .filter(role -> role.code().equals(code.strip()))
              .findFirst()
              .orElseThrow(() -> new AccessRefused("role", "There is no role " + code + known())));
    }
    if (roles.isEmpty()) {
      throw new AccessRefused("role", "A user needs a role" + known());
    }
    if (roles.size() > 1 && (roles.contains(SECURITY_ADMIN) || roles.contains(AUDITOR))) {
      throw new AccessRefused(
          "apart",
          "security-admin and auditor are held alone: who manages users, or reads the audit trail,"
              + " has no other role");
    }
    return roles;
  }

  /** Codes of roles, comma-separated, in their order. */
  static String text(Set<Role> roles) {
    return roles.stream().sorted().map(Role::code).collect(joining(","));
  }

  private static String known() {
    return "; roles are " + Arrays.stream(values()).map(Role::code).collect(joining(", "));
  }
}

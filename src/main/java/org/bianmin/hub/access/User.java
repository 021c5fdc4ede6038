package org.bianmin.hub.access;

import java.util.Set;

/**
 * A user, without what the password is checked by.
 *
 * @param login lower case, by which the user signs in
 * @param name as people call the user
 * @param mustChange whether the password is one that somebody else knows
 * @param failed wrong passwords since the last sign-in
 * @param lockedUntil epoch milliseconds; 0 or past where not locked
 * @param lastLogin epoch milliseconds, null where never
 */
public record User(
    long id,
    String login,
    String name,
    Set<Role> roles,
    boolean mustChange,
    boolean disabled,
    int failed,
    long lockedUntil,
    Long lastLogin) {}

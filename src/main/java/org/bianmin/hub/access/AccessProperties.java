package org.bianmin.hub.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in to console and API.
 *
 * @param idle a session ends after so long without a request of the person
 * @param longest a session ends so long after the sign-in
 * @param failures so many wrong passwords in a row lock a user
 * @param lockFor how long a user is locked
 * @param failuresPerAddress so many wrong passwords from one address within {@code lock-for} make
 *     the hub refuse sign-ins from there for a while
 * @param passwordLength fewest characters of a password
 * @param passwordKinds of lower case, upper case, digits and others, how many kinds a password has
 *     at least
 * @param passwordAge after so long a password has to be changed; 0 for never
 */
@ConfigurationProperties("hub.access")
public record AccessProperties(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("5") int failures,
    @DefaultValue("15m") Duration lockFor,
    @DefaultValue("30") int failuresPerAddress,
    @DefaultValue("10") int passwordLength,
    @DefaultValue("3") int passwordKinds,
    @DefaultValue("90d") Duration passwordAge) {}

package org.bianmin.hub.mapping;

import java.util.Set;

/**
 * An equality condition.
 *
 * @param paths the value that is looked at
 * @param table code table that translates it first, or null
 * @param in it has to be one of these; empty means no such demand
 * @param notIn it must not be one of these
 * @param present true: it has to be there; false: it must not; null: no such demand
 * @param negative true: it has to be a number below zero; false: it must not; null: no such demand
 */
public record Condition(
    Paths paths,
    String table,
    Set<String> in,
    Set<String> notIn,
    Boolean present,
    Boolean negative,
    int line) {}

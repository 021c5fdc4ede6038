package org.bianmin.hub.store;

/**
 * A transaction of the writer that is durable.
 *
 * @param number counts those of this process
 * @param beganAt before its first statement, as {@link System#nanoTime()}
 * @param endedAt after its commit, as {@link System#nanoTime()}
 */
public record Commit(long number, long beganAt, long endedAt) {}

package org.bianmin.hub.settlement;

/**
 * Whether a day could be closed.
 *
 * @param hindrance what stands in the way, for people; null where it is closed
 * @param open differences that are open
 */
public record DayClosing(boolean closed, String hindrance, long open) {}

package org.bianmin.hub.alert;

/**
 * What happened to an incident.
 *
 * @param what {@code opened}, {@code again}, {@code acknowledged}, {@code assigned}, {@code
 *     commented}, {@code resolved}
 * @param who empty for the hub
 */
public record HistoryEntry(long id, long at, String what, String who, String text) {}

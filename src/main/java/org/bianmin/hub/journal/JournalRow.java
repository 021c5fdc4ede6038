package org.bianmin.hub.journal;

/**
 * A journaled message that waits to be normalized.
 *
 * @param id journal id
 * @param message what was received
 * @param reading how often it was replayed; 0 on its first way
 */
public record JournalRow(long id, NewMessage message, int reading) {}

package org.bianmin.hub.settlement;

/**
 * What a person said or did.
 *
 * @param kind assigned, commented, closed, reopened, linked or unlinked
 * @param at epoch milliseconds
 * @param value assignee (null: nobody), code of the closing reason, or the number of the other
 *     record of a link
 * @param comment null where none was made
 */
public record Note(long id, String kind, String who, long at, String value, String comment) {}

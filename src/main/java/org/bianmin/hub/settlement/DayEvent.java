package org.bianmin.hub.settlement;

/**
 * That a day was closed or reopened.
 *
 * @param kind {@code closed} or {@code reopened}
 * @param who null where a late fact reopened it
 * @param at epoch milliseconds
 * @param eventKey the fact that reopened it, {@code type:facility:number}; null where a person did
 * @param figures of the day at that moment, JSON
 */
public record DayEvent(
    String kind, String who, long at, String comment, String eventKey, String figures) {}

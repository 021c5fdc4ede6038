package org.bianmin.hub.facts;

import org.bianmin.hub.event.MeasureEvent;

/**
 * A measure event as stored.
 *
 * @param id row id; pages are cut by it
 * @param updatedAt when the hub changed it last, epoch milliseconds
 */
public record EventRow(long id, MeasureEvent event, long updatedAt) {}

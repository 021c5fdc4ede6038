package org.bianmin.hub.delivery;

import org.bianmin.hub.event.MeasureEvent;

/**
 * A delivery that waits to be sent.
 *
 * @param id row id
 * @param eventId row id of its event; deliveries of one event keep their order
 * @param event the version to send
 * @param attempt tries so far
 */
record Due(long id, long eventId, MeasureEvent event, int attempt) {}

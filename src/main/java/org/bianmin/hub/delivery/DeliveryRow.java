package org.bianmin.hub.delivery;

import org.bianmin.hub.event.EventKey;

/**
 * A delivery as stored. Times are epoch milliseconds.
 *
 * @param version version of the event it carries
 * @param attempt tries so far
 * @param batchNo batch of the last try, null before the first
 * @param outcome how the last try ended, null before the first
 * @param reason the destination's or a person's words, without patient data
 */
public record DeliveryRow(
    long id,
    String destination,
    long eventId,
    EventKey key,
    int version,
    DeliveryState state,
    int attempt,
    long nextAttemptAt,
    long createdAt,
    Long doneAt,
    String batchNo,
    String outcome,
    String reason) {}

package org.bianmin.hub.delivery;

/**
 * How a destination has behaved towards this node since it was started. Times are epoch
 * milliseconds.
 *
 * @param failures calls in a row that it did not answer
 * @param nextCallAt before this it is not called, null where it may be called now
 * @param answeredAt when it last answered, whatever it said; null where it has not yet
 * @param failedAt when it last did not answer; null where it always has
 * @param failure why it did not then, without patient data
 */
public record ForwarderState(
    int failures, Long nextCallAt, Long answeredAt, Long failedAt, String failure) {}

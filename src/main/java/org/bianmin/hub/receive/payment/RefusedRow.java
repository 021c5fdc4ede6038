package org.bianmin.hub.receive.payment;

/**
 * A refused notification as it is kept.
 *
 * @param at epoch milliseconds
 * @param reason {@code wrong-signature} …
 * @param size bytes of the body as it came
 * @param sha256 of what is kept of it, lower-case hexadecimal
 */
public record RefusedRow(
    long id, String source, long at, String reason, String detail, long size, String sha256) {}

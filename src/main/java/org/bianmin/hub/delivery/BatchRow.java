package org.bianmin.hub.delivery;

/**
 * One call to a destination. Times are epoch milliseconds.
 *
 * @param answeredAt null while the answer is awaited
 * @param receiptNo the destination's receipt, null when it gave none
 */
public record BatchRow(
    String batchNo,
    String destination,
    long items,
    long sentAt,
    Long answeredAt,
    String outcome,
    String receiptNo,
    String reason) {}

package org.bianmin.hub.delivery;

/**
 * A try that did not end its delivery.
 *
 * @param attempt counted from 1
 * @param at epoch milliseconds
 */
public record AttemptRow(int attempt, long at, String batchNo, String outcome, String reason) {}

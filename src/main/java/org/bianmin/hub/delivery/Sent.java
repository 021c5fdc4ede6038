package org.bianmin.hub.delivery;

import java.util.List;

/**
 * A call that was made.
 *
 * @param messages of each item the sampled message that made it, or 0; null where there is none
 * @param failuresBefore of the destination when the call began
 * @param sentAt epoch milliseconds
 */
record Sent(List<Due> batch, long[] messages, String batchNo, int failuresBefore, long sentAt) {}

package org.bianmin.hub.journal;

/**
 * The journal's word that a message is durable.
 *
 * @param messageId journal id; of the first copy when this one is a duplicate
 * @param duplicate the same source sent the same control id and content before
 */
public record Receipt(long messageId, boolean duplicate) {}

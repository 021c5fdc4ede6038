package org.bianmin.hub.mapping;

/**
 * What an item costs, and so what its recognition saves.
 *
 * @param item item code
 * @param fen price in fen (分)
 * @param days on which it costs that
 */
public record ItemFee(String item, long fen, Days days) {}

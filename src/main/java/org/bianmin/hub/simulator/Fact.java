package org.bianmin.hub.simulator;

/**
 * The newest version of a measure event that the platform holds.
 *
 * @param version its number
 * @param active whether it counts
 * @param item the item as UTF-8 JSON with its members sorted; two items with the same content have
 *     the same bytes
 */
record Fact(int version, boolean active, byte[] item) {}

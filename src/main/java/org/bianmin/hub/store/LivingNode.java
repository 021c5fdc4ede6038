package org.bianmin.hub.store;

import java.util.List;

/**
 * A hub on the store whose lease has not ended.
 *
 * @param name for people: its machine and folder
 * @param self whether it is this one
 * @param since when its process joined the others, epoch milliseconds
 * @param works what it does for all
 * @param told what it last told of itself; null before it did
 */
public record LivingNode(String name, boolean self, long since, List<String> works, String told) {}

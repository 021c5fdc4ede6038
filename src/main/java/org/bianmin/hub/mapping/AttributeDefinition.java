package org.bianmin.hub.mapping;

import java.util.Map;

/**
 * An attribute of a measure event.
 *
 * @param valueSet codes it may hold, null for other types
 * @param required a message that cannot fill it is parked
 * @param by for a group: the item attribute that tells items apart
 * @param items for a group: its items' attributes
 * @param line where it stands in its event's file
 */
public record AttributeDefinition(
    String name,
    AttributeType type,
    String valueSet,
    boolean required,
    String by,
    Map<String, AttributeDefinition> items,
    int line) {}

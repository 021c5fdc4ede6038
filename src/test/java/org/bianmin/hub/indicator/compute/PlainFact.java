package org.bianmin.hub.indicator.compute;

import java.util.Map;

/**
 * A fact as a map, for the plain evaluation.
 *
 * @param attributes texts, {@link Long} numbers, {@link Boolean}, {@link java.time.Instant} times,
 *     lists of maps
 */
record PlainFact(
    long id,
    String facility,
    String type,
    String key,
    String person,
    long at,
    Map<String, Object> attributes) {}

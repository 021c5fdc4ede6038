package org.bianmin.hub.event;

import java.util.Map;

/**
 * A measure event as it stands: the merged newest versions of one fact.
 *
 * @param key identity
 * @param version count of accepted changes, from 1; a larger one replaces a smaller one
 * @param status whether it counts
 * @param occurredAt business time in epoch milliseconds, null while unknown (a cancel that came
 *     first)
 * @param recordedAt when the source recorded what decides the status, epoch milliseconds
 * @param patient pseudonym of the person after merges, null where the event names nobody
 * @param attributes by name: String, Long, Boolean, or List of Map for groups
 * @param mapping content hash of the mapping set that made the newest version
 */
public record MeasureEvent(
    EventKey key,
    int version,
    EventStatus status,
    Long occurredAt,
    long recordedAt,
    String patient,
    Map<String, Object> attributes,
    String mapping) {}

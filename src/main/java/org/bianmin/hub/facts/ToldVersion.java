package org.bianmin.hub.facts;

import java.util.Map;
import org.bianmin.hub.event.Action;

/**
 * What one message said about one measure event.
 *
 * @param rank of the source; the lowest wins where sources disagree
 * @param recordedAt the source's recording time, epoch milliseconds
 * @param reading how often the message had been replayed before
 * @param messageId journal id of the message
 * @param mapping hash of the mapping set that read it
 * @param occurredAt business time in epoch milliseconds, null when not told
 * @param acceptedAt when the hub took it in, epoch milliseconds
 */
public record ToldVersion(
    String source,
    int rank,
    long recordedAt,
    int reading,
    long messageId,
    String mapping,
    Action action,
    Long occurredAt,
    Map<String, Object> attributes,
    long acceptedAt) {}

package org.bianmin.hub.event;

/**
 * Where an assertion comes from and how it is ordered against others.
 *
 * @param source id of the source in {@code hub.sources}
 * @param rank of the source: the lowest wins when several sources tell one attribute
 * @param recordedAt the source's own recording time (EVN-2, OBR-22, meta.lastUpdated), epoch
 *     milliseconds
 * @param tie orders assertions recorded in the same millisecond by what the source wrote, never by
 *     arrival: message time, control id, content hash
 * @param messageId journal id of the message
 * @param reading how often the message was replayed before this reading; of two readings of one
 *     message the later wins
 * @param mapping content hash of the mapping set that read it
 */
public record SourceRef(
    String source,
    int rank,
    long recordedAt,
    String tie,
    long messageId,
    int reading,
    String mapping) {}

package org.bianmin.hub.journal;

/**
 * What the journal knows of a message, without its bytes.
 *
 * @param state one of {@link MessageState}
 * @param duplicates how often the same was sent again
 * @param reusedId the control id came before with other content
 * @param replays how often an operator had it normalized again
 */
public record MessageRow(
    long id,
    String source,
    String facility,
    MessageFormat format,
    String controlId,
    String trigger,
    String charset,
    long receivedAt,
    MessageState state,
    String stage,
    String reason,
    String location,
    String mapping,
    Long normalizedAt,
    long duplicates,
    boolean reusedId,
    Long replayOf,
    long replays,
    long blockId,
    long blockOffset,
    long length) {}

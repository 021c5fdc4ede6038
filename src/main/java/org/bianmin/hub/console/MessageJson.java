package org.bianmin.hub.console;

import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageState;

/**
 * A message in the API. Times are RFC 3339.
 *
 * @param length bytes
 * @param duplicates how often the same was sent again
 * @param reusedId the control id came before with other content
 * @param replayOf id of the message that this one repeats
 * @param replays how often it was read again
 */
record MessageJson(
    long id,
    String source,
    String facility,
    String format,
    String controlId,
    String trigger,
    String charset,
    MessageState state,
    String receivedAt,
    String normalizedAt,
    String stage,
    String reason,
    String location,
    String mapping,
    long length,
    long duplicates,
    boolean reusedId,
    Long replayOf,
    long replays) {

  static MessageJson of(MessageRow row, Times times) {
    return new MessageJson(
        row.id(),
        row.source(),
        row.facility(),
        row.format().code(),
        row.controlId(),
        row.trigger(),
        row.charset(),
        row.state(),
        times.text(row.receivedAt()),
        times.text(row.normalizedAt()),
        row.stage(),
        row.reason(),
        row.location(),
        row.mapping(),
        row.length(),
        row.duplicates(),
        row.reusedId(),
        row.replayOf(),
        row.replays());
  }
}

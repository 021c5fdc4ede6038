package org.bianmin.hub.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.journal.Sources;

/**
 * What is known of a message while it is read.
 *
 * @param source the source's id
 * @param facility facility of the source
 * @param zone of times without an offset
 * @param rank of the source
 * @param receivedAt stands in for a recording time that the message does not tell
 * @param sentAt when the source made the message, epoch milliseconds
 * @param controlId its id
 * @param content checksum of its bytes: orders messages that agree in all else
 * @param day of what is told, counted from 1970-01-01; 0 where no code table asks for it
 * @param documents takes what stands in the message and is stored apart
 */
record Reading(
    String source,
    String facility,
    ZoneId zone,
    int rank,
    long messageId,
    int reading,
    String mapping,
    long receivedAt,
    long sentAt,
    String controlId,
    long content,
    long day,
    List<ReportDocument> documents) {

  /** The same, for what happened at a time in epoch milliseconds. */
  Reading on(long millis) {
    long epochDay = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay();
    return new Reading(
        source,
        facility,
        zone,
        rank,
        messageId,
        reading,
        mapping,
        receivedAt,
        sentAt,
        controlId,
        content,
        epochDay,
        documents);
  }

  /** The patient whom a message names: the hub's own messages name pseudonyms. */
  PatientId patient(String id) {
    return source.equals(Sources.RECOGNITION)
        ? PatientId.ofPseudonym(id)
        : new PatientId(facility, id);
  }

  /** Places an assertion among the others of its source. */
  SourceRef ref(long recordedAt) {
    return new SourceRef(source, rank, recordedAt, tie(), messageId, reading, mapping);
  }

  /** Message time, control id (numbers by length first, so 9 comes before 10), content. */
  private String tie() {
    StringBuilder tie = new StringBuilder(40);
    padded(tie, Long.toString(Math.max(0, sentAt)), 14);
    padded(tie, Integer.toString(controlId.length()), 3);
    return tie.append(controlId).append('~').append(Long.toHexString(content)).toString();
  }

  private static void padded(StringBuilder text, String number, int digits) {
    for (int i = number.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(number);
  }
}

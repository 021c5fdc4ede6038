package org.bianmin.hub.wholeway;

import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;

/** A message of a stream, before it is received. */
record StreamMessage(
    String source, MessageFormat format, String controlId, String trigger, byte[] bytes) {

  static StreamMessage hl7(String source, String controlId, String trigger, byte[] bytes) {
    return new StreamMessage(source, MessageFormat.HL7V2, controlId, trigger, bytes);
  }

  static StreamMessage fhir(String controlId, String trigger, byte[] bytes) {
    return new StreamMessage("fhir", MessageFormat.FHIR, controlId, trigger, bytes);
  }

  static StreamMessage document(String controlId, String trigger, byte[] bytes) {
    return new StreamMessage("systems", MessageFormat.JSON, controlId, trigger, bytes);
  }

  /** As a receiver hands it to the journal. */
  NewMessage received(String facility, Long replayOf) {
    return new NewMessage(
        source,
        facility,
        format,
        controlId,
        trigger,
        null,
        System.currentTimeMillis(),
        bytes,
        null,
        replayOf);
  }
}

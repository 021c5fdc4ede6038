package org.bianmin.hub.console;

import org.bianmin.hub.journal.MessageRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands out raw messages, which name patients, and leaves a line in the audit log each time. */
@Component
final class Reveals {

  private static final Logger AUDIT = LoggerFactory.getLogger("audit.reveal");

  private final Traces traces;

  Reveals(Traces traces) {
    this.traces = traces;
  }

  /**
   * The bytes as they came.
   *
   * @throws NotFound when they were pruned
   */
  byte[] raw(MessageRow row) {
    byte[] bytes =
        traces
            .raw(row)
            .orElseThrow(
                () ->
                    new NotFound(
                        "The bytes of message " + row.id() + " are pruned; its events remain"));
    AUDIT.info("Raw bytes of message {} were shown on the hub's own machine", row.id());
    return bytes;
  }

  /** The message as lines of text. */
  String text(MessageRow row) {
    return new String(raw(row), Charsets.of(row.charset()))
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }
}

package org.bianmin.hub.console;

import org.bianmin.hub.journal.MessageRow;
import org.springframework.stereotype.Component;

/** Hands out raw messages, which name patients; what asks for them is in the audit trail. */
@Component
final class Reveals {

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
    return traces
        .raw(row)
        .orElseThrow(
            () ->
                new NotFound(
                    "The bytes of message " + row.id() + " are pruned; its events remain"));
  }

  /** The message as lines of text. */
  String text(MessageRow row) {
    return new String(raw(row), Charsets.of(row.charset()))
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }
}

package org.bianmin.hub.console;

import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.RawBytes;
import org.springframework.stereotype.Component;

/** Hands out raw messages, which name patients; what asks for them is in the audit trail. */
@Component
final class Reveals {

  private final Traces traces;
  private final RawBytes bytes;

  Reveals(Traces traces, RawBytes bytes) {
    this.traces = traces;
    this.bytes = bytes;
  }

  /**
   * The bytes as they came.
   *
   * @throws org.bianmin.hub.journal.RawBytesPruned when they are not kept any more
   */
  byte[] raw(MessageRow row) {
    return traces.raw(row).orElseThrow(() -> bytes.pruned(row.id()));
  }

  /** The message as lines of text. */
  String text(MessageRow row) {
    return new String(raw(row), Charsets.of(row.charset()))
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }
}

package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.SourceProperties;

/** Opens the raw bytes of one format. */
interface MessageReader {

  /**
   * What bindings are looked up for: a message, or one resource of it.
   *
   * @param trigger {@code ADT^A04}, or a resource type
   * @param sentAt when it was made, epoch milliseconds; 0 when it does not tell
   * @param controlId its id; empty when it has none
   */
  record Unit(String trigger, Part part, long sentAt, String controlId) {}

  Format format();

  /**
   * The units of a message.
   *
   * @throws CannotMap when the bytes cannot be read
   */
  List<Unit> units(JournalRow row, SourceProperties source);
}

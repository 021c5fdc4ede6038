package org.bianmin.hub.console;

import java.util.Arrays;
import java.util.Locale;
import org.bianmin.hub.journal.MessageQueries.Selection;
import org.bianmin.hub.journal.MessageState;

/**
 * Which messages, as a request writes it.
 *
 * @param state name of a state in either case
 * @param from, to received in {@code [from, to)}: RFC 3339 or epoch milliseconds
 */
record MessageFilter(String source, String state, String controlId, String from, String to) {

  boolean isEmpty() {
    return Selection.ALL.equals(selection());
  }

  /** The selection. Empty parameters, as forms send them, mean any. */
  Selection selection() {
    return new Selection(
        given(source),
        given(state) == null ? null : state(state),
        given(controlId),
        Times.parse("from", from),
        Times.parse("to", to));
  }

  private static MessageState state(String text) {
    try {
      return MessageState.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequest("state is one of " + Arrays.toString(MessageState.values()), e);
    }
  }

  /** The text without blanks around it, null when there is none. */
  static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}

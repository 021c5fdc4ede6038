package org.bianmin.hub.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.journal.MessageQueries.Selection;
import org.bianmin.hub.journal.MessageSearch.Wanted;
import org.bianmin.hub.journal.MessageState;

/**
 * Which messages, as a request writes it. Nothing in it names a patient.
 *
 * @param state name of a state in either case
 * @param from, to received in {@code [from, to)}: RFC 3339, epoch milliseconds, or as a browser's
 *     field writes it
 * @param trigger for example {@code ADT^A04}
 * @param type of an event that the message told
 * @param within received in the last {@code 1h}, {@code 24h}, {@code 7d} or {@code 30d}
 * @param search name of a held search, which says what was found for a patient
 */
record MessageFilter(
    String source,
    String state,
    String controlId,
    String from,
    String to,
    String trigger,
    String facility,
    String type,
    String within,
    String search) {

  static final Map<String, Duration> WITHIN =
      Map.of(
          "1h", Duration.ofHours(1),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30));

  boolean isEmpty() {
    return query().isEmpty();
  }

  /** The selection of what has no facts. Empty parameters, as forms send them, mean any. */
  Selection selection() {
    return new Selection(
        given(source),
        given(state) == null ? null : state(state),
        given(controlId),
        Times.parse("from", from),
        Times.parse("to", to));
  }

  /** What the journal knows of it. */
  Wanted wanted(Times times, long now) {
    String last = given(within);
    Duration time = last == null ? null : WITHIN.get(last);
    if (last != null && time == null) {
      throw new BadRequest("within is one of 1h, 24h, 7d, 30d", null);
    }
    Long since = time == null ? null : (Long) (now - time.toMillis());
    Long start = times.read("from", from);
    return new Wanted(
        given(source),
        given(state) == null ? null : state(state),
        given(controlId),
        given(trigger),
        given(facility),
        start == null || (since != null && since > start) ? since : start,
        times.read("to", to));
  }

  /** Whether {@link #selection} says all of it. */
  boolean isPlain() {
    return given(trigger) == null
        && given(facility) == null
        && given(type) == null
        && given(within) == null
        && given(search) == null;
  }

  /** As the query of the list's address, in one order. */
  String query() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("source", source);
    given.put("state", state);
    given.put("trigger", trigger);
    given.put("controlId", controlId);
    given.put("facility", facility);
    given.put("type", type);
    given.put("within", within);
    given.put("from", from);
    given.put("to", to);
    given.put("search", search);
    return given.entrySet().stream()
        .filter(entry -> given(entry.getValue()) != null)
        .map(
            entry ->
                entry.getKey()
                    + '='
                    + URLEncoder.encode(entry.getValue().strip(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The same within what was found for a patient. */
  MessageFilter in(String held) {
    return new MessageFilter(
        source, state, controlId, from, to, trigger, facility, type, within, held);
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

package org.bianmin.hub.normalize.hl7v2;

import java.util.ArrayList;
import java.util.List;

/**
 * Where paths are looked up: a whole message, or one group of its segments.
 *
 * <p>A look-up inside a group takes the group's own segments first. Only when the group holds no
 * segment of that name, the enclosing scope answers with those of its segments that lie outside all
 * groups of the same {@link #groups} call and concern the same patient: those of the patient's
 * part, which begins with PID, and those before the first PID of the enclosing scope (MSH, EVN, …).
 * So an OBR group finds its PID and PV1, and never those of the next patient in the same message.
 */
public abstract sealed class Hl7Scope permits Hl7Message, Hl7Group {

  private static final String EXPLICIT_NULL = "\"\"";

  abstract Hl7Message message();

  /** First segment of this scope. */
  abstract int from();

  /** First segment after this scope. */
  abstract int to();

  /** The n-th segment of that name around this scope, or -1. */
  abstract int findOutside(long name, int occurrence);

  /**
   * The value at a path, unescaped unless the path is {@linkplain Hl7Path whole}.
   *
   * @return null when absent or empty; the two characters {@code ""} when the sender nulled it
   *     explicitly. For a path of all repetitions, or with a condition, the first that is not empty
   */
  public String value(Hl7Path path) {
    Hl7Message message = message();
    int segment = find(path);
    if (segment < 0) {
      return null;
    }
    long field = Fields.locate(message, segment, path.field());
    if (Fields.empty(field)) {
      return null;
    }
    if (Fields.verbatim(message, segment, path.field())) {
      return path.isFirstPart() ? text(message, field) : null;
    }
    if (path.repetition() > 0) {
      return read(message, Fields.repetition(message, field, path.repetition()), path);
    }
    int end = Fields.end(field);
    for (int at = Fields.start(field); at <= end; ) {
      long repetition = Fields.upTo(message, at, end, message.delimiters.repetition());
      if (path.accepts(message, repetition)) {
        String value = read(message, repetition, path);
        if (value != null) {
          return value;
        }
      }
      at = Fields.end(repetition) + 1;
    }
    return null;
  }

  /**
   * The values of all repetitions that the path means, in their order, empty ones left out. A path
   * that says no repetition means all of them here, like {@code (*)}.
   */
  public List<String> values(Hl7Path path) {
    Hl7Message message = message();
    int segment = find(path);
    if (segment < 0) {
      return List.of();
    }
    long field = Fields.locate(message, segment, path.field());
    if (path.isOneRepetition() || Fields.verbatim(message, segment, path.field())) {
      String value = value(path);
      return value == null ? List.of() : List.of(value);
    }
    if (Fields.empty(field)) {
      return List.of();
    }
    List<String> values = new ArrayList<>(4);
    int end = Fields.end(field);
    for (int at = Fields.start(field); at <= end; ) {
      long repetition = Fields.upTo(message, at, end, message.delimiters.repetition());
      if (path.accepts(message, repetition)) {
        String value = read(message, repetition, path);
        if (value != null) {
          values.add(value);
        }
      }
      at = Fields.end(repetition) + 1;
    }
    return values;
  }

  /** True when this scope itself holds a segment of that name. */
  public boolean has(String segment) {
    return findInside(SegmentTable.key(segment), 1) >= 0;
  }

  /**
   * One scope per occurrence of a segment in this scope, from it up to the next occurrence, the
   * next of the segments given, the next PID, or the end of this scope.
   *
   * <p>Where the first segment is the detail of an order (OBR, RXA, RXE …), an ORC directly before
   * it, or before its TQ1 and TQ2, belongs to its group, since ORC opens an order in every message
   * structure that has one.
   *
   * @return in the order of the message; empty when this scope itself has no such segment
   */
  public List<Hl7Scope> groups(String firstSegment, String... endBefore) {
    return Hl7Group.of(this, firstSegment, endBefore);
  }

  private int find(Hl7Path path) {
    if (path.isAnySegment()) {
      return find(path.segmentKey(), path.occurrence());
    }
    for (int n = 1; ; n++) {
      int segment = find(path.segmentKey(), n);
      if (segment < 0 || path.acceptsSegment(message(), segment)) {
        return segment;
      }
    }
  }

  private int find(long name, int occurrence) {
    int inside = findInside(name, occurrence);
    if (inside >= 0) {
      return inside;
    }
    return occurrence > 1 && findInside(name, 1) >= 0 ? -1 : findOutside(name, occurrence);
  }

  final int findInside(long name, int occurrence) {
    SegmentTable segments = message().segments;
    int left = occurrence;
    for (int i = from(), end = to(); i < end; i++) {
      if (segments.name(i) == name && --left == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String read(Hl7Message message, long repetition, Hl7Path path) {
    long span = path.narrow(message, repetition);
    if (Fields.empty(span)) {
      return null;
    }
    int start = Fields.start(span);
    int end = Fields.end(span);
    if (end - start == 2 && message.chars[start] == '"' && message.chars[start + 1] == '"') {
      return EXPLICIT_NULL;
    }
    if (path.isTogether()) {
      return together(message, start, end);
    }
    return path.isWhole()
        ? message.text.substring(start, end)
        : Escapes.unescape(message, start, end);
  }

  private static String together(Hl7Message message, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    for (int at = start; at <= end; ) {
      long component = Fields.upTo(message, at, end, message.delimiters.component());
      text.append(Escapes.unescape(message, Fields.start(component), Fields.end(component)));
      at = Fields.end(component) + 1;
    }
    return text.isEmpty() ? null : text.toString();
  }

  private static String text(Hl7Message message, long span) {
    return message.text.substring(Fields.start(span), Fields.end(span));
  }
}

package org.bianmin.hub.normalize;

import java.util.EnumMap;
import java.util.Map;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.normalize.AttributeComparison.Found;
import org.bianmin.hub.normalize.AttributeComparison.Kind;

/** Counts what became of one part or attribute of the events of one type. */
final class ChangeTally {

  private record Pair(Object inForce, Object draft) {}

  /** A table that is put on a field of free text must not bring whole texts here. */
  private static final int LONGEST = 64;

  private final String name;
  private final boolean code;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Counted<Pair> values = new Counted<>();
  private final Samples samples = new Samples();

  /**
   * Starts at nought.
   *
   * @param code whether its values are codes, and so may be shown
   */
  ChangeTally(String name, boolean code) {
    this.name = name;
    this.code = code;
  }

  /** Counts an event. */
  void add(Kind kind, long message) {
    counts.merge(kind, 1L, Long::sum);
    samples.add(kind.word(), message);
  }

  /** Counts an event for the values that it has, if they may be shown. */
  void value(Found found) {
    boolean unmapped =
        UnmappedCode.codeOf(found.inForce()) != null || UnmappedCode.codeOf(found.draft()) != null;
    if (code || unmapped) {
      values.add(new Pair(clipped(found.inForce()), clipped(found.draft())));
    }
  }

  private static Object clipped(Object value) {
    String unmapped = UnmappedCode.codeOf(value);
    if (unmapped != null) {
      return unmapped.length() > LONGEST ? UnmappedCode.of(unmapped.substring(0, LONGEST)) : value;
    }
    return value instanceof String text && text.length() > LONGEST
        ? text.substring(0, LONGEST)
        : value;
  }

  Difference.Change report() {
    return new Difference.Change(
        name,
        count(Kind.GAINED),
        count(Kind.LOST),
        count(Kind.CHANGED),
        count(Kind.MAPPED),
        count(Kind.UNMAPPED),
        values.most((pair, n) -> new Difference.Value(pair.inForce(), pair.draft(), n)),
        values.others(),
        samples.report());
  }

  private long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }
}

package org.bianmin.hub.indicator.block;

/**
 * A type of facts as far as it is read.
 *
 * @param from, to {@code [from, to)}, epoch milliseconds
 */
public record TypeSpan(String type, long from, long to) {

  /** From the earlier beginning to the later end. */
  public TypeSpan with(TypeSpan other) {
    return new TypeSpan(type, Math.min(from, other.from), Math.max(to, other.to));
  }

  /** Whether all of another span of the type lies within. */
  public boolean covers(TypeSpan other) {
    return from <= other.from && other.to <= to;
  }
}

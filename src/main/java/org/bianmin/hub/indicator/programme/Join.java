package org.bianmin.hub.indicator.programme;

import java.util.List;

/**
 * Events of another type that belong to a counted one.
 *
 * @param alias what conditions call them
 * @param by which values must be equal; an absent one equals nothing
 * @param where what is asked of the joined event; plain paths are of it, {@code this.x} of the
 *     counted one
 * @param reach how much earlier and later than the counted event it may have happened
 * @param pick which one {@code alias.x} means
 */
public record Join(
    String alias, String event, List<By> by, List<Condition> where, Reach reach, Pick pick) {

  /** Equality of a value of the joined event ({@code $key} too) and one of the counted event. */
  public record By(Path joined, Path counted) {}

  /** By time, then by row. */
  public enum Pick {
    FIRST,
    LAST
  }

  public Join {
    by = List.copyOf(by);
    where = List.copyOf(where);
    if (by.isEmpty()) {
      throw new IllegalArgumentException("join \"" + alias + "\" says by which values it joins");
    }
    if (alias.isEmpty() || alias.equals(Path.THIS)) {
      throw new IllegalArgumentException("a join needs a name, other than \"this\"");
    }
  }
}

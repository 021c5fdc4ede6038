package org.bianmin.hub.console;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.bianmin.hub.event.CountedFact;

/** A page of the facts behind a figure, as every list of them answers. */
final class FactsBehind {

  /**
   * A fact that is counted.
   *
   * @param key of the measure event
   */
  record Counted(String key, String occurredAt) {}

  private FactsBehind() {}

  /**
   * Whether a request asks for the numerator.
   *
   * @throws BadRequest when it names neither side
   */
  static boolean numerator(String of) {
    if (!of.equals("numerator") && !of.equals("denominator")) {
      throw new BadRequest("of is numerator or denominator", null);
    }
    return of.equals("numerator");
  }

  /**
   * Reads a page.
   *
   * @param limit 1 to 500, null for 50
   * @param query the facts of a page of so many; empty where the figure has none to list
   * @throws BadRequest when limit, period or cursor cannot be read
   */
  static Listing<Counted> page(
      Integer limit,
      Times times,
      IntFunction<Optional<List<CountedFact>>> query,
      Supplier<NotFound> nothing) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    List<CountedFact> facts;
    try {
      facts = query.apply(size + 1).orElseThrow(nothing);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    boolean more = facts.size() > size;
    List<CountedFact> page = more ? facts.subList(0, size) : facts;
    return new Listing<>(page, more ? page.get(size - 1).cursor() : null)
        .map(fact -> new Counted(fact.key().toString(), times.text(fact.occurredAt())));
  }
}

package org.bianmin.hub.indicator;

import java.util.List;
import org.bianmin.hub.event.CountedFact;

/**
 * Facts behind a number.
 *
 * @param facts by time, then by row
 * @param next where the next page begins, null on the last one
 * @param total of all pages
 */
public record LineagePage(List<CountedFact> facts, CountedFact.Cursor next, long total) {

  public LineagePage {
    facts = List.copyOf(facts);
  }
}

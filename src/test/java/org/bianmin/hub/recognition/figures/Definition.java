package org.bianmin.hub.recognition.figures;

import java.util.List;
import org.bianmin.hub.event.Words;

/**
 * How a figure is made of facts.
 *
 * @param numerator, denominator the facts behind it; null where it has none
 * @param covered, coverable the facts whose share is the coverage; null where it cannot be said
 * @param parts shares beside it
 * @param text how it is counted, for people
 */
record Definition(
    String id,
    Words name,
    Measure measure,
    FactSet numerator,
    FactSet denominator,
    FactSet covered,
    FactSet coverable,
    Words coverageNote,
    List<PartDefinition> parts,
    Words text) {

  /** Where the definitions come from. */
  static final String SOURCE = "docs/recognition-figures.md (own: no published formula is known)";

  /** Goes up when a definition changes. */
  static final String VERSION = "1";

  /** What is made of the facts. */
  enum Measure {
    /** Share of facts, percent. */
    SHARE("%"),
    /** Share of the items in these reports, percent. */
    SHARE_OF_ITEMS("%"),
    /** By reason. */
    COMPOSITION("%"),
    /** Sum of the amounts saved, fen. */
    SAVED("fen"),
    /** Median and 90th percentile, seconds. */
    DELAY("s"),
    /** Number of facts. */
    COUNT("cases");

    private final String unit;

    Measure(String unit) {
      this.unit = unit;
    }

    String unit() {
      return unit;
    }
  }

  /** A share beside a figure. */
  record PartDefinition(String code, Words name, FactSet numerator, FactSet denominator) {}
}

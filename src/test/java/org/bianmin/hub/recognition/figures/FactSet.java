package org.bianmin.hub.recognition.figures;

import java.util.Arrays;
import java.util.List;

/** Facts that a figure counts: a kind, and a condition on its columns. */
enum FactSet {
  REPORTS(FactKind.REPORT, FactSet.ALL),
  JUDGED(FactKind.REPORT, "x.judged is not null"),
  PUBLISHED(FactKind.REPORT, "x.outcome > 0"),
  RECOGNISABLE(FactKind.REPORT, "x.valid_until is not null"),
  UPLOADED(FactKind.REPORT, "x.valid_until is not null and x.outcome = 2"),
  UPLOADED_OF_ALL(FactKind.REPORT, "x.outcome = 2"),
  WITH_ITEMS(FactKind.REPORT, "x.items > 0"),
  WITH_MAPPED(FactKind.REPORT, "x.mapped > 0"),
  CORRECTED(FactKind.REPORT, FactSet.correction("")),
  CORRECTED_THERE(FactKind.REPORT, FactSet.correction(" and d.state = 'DELIVERED'")),

  ORDERS(FactKind.ORDER, FactSet.ALL),
  LOOKED_AT(FactKind.ORDER, "x.state in ('PROMPTED', 'NONE', 'NOBODY')"),
  OFFERED(FactKind.ORDER, "x.offered = 1"),
  TOLD(FactKind.ORDER, "x.state = 'PROMPTED'"),
  REPEATED(FactKind.OFFER, "x.undecided = 1"),

  PROMPTS(FactKind.PROMPT, FactSet.ALL),
  VIEWS(FactKind.VIEW, FactSet.ALL),

  DECIDED(FactKind.DECISION, FactSet.ALL),
  RECOGNISED(FactKind.DECISION, "x.decision = 'recognised'"),
  QUOTED(FactKind.DECISION, "x.decision = 'quoted'"),
  DECLINED(FactKind.DECISION, "x.decision = 'declined'"),
  PRICED(FactKind.DECISION, "x.decision = 'recognised' and x.saved is not null"),
  OVERTAKEN(
      FactKind.DECISION,
      "x.decision = 'recognised' and x.source_state in ('corrected', 'recalled')");

  /**
   * Deliveries of {@code x} or {@code e} that carry a newer version of a report than one that their
   * platform has. What a still newer version replaced before it left is not due any more.
   */
  static final String CORRECTION =
      " and d.destination in (:destinations) and d.cancels = 0 and d.state <> 'SUPERSEDED'"
          + " and d.version > 1 and exists (select 1 from delivery f where f.event_id = d.event_id"
          + " and f.destination = d.destination and f.state = 'DELIVERED'"
          + " and f.version < d.version)";

  private static final String ALL = "1 = 1";

  private final FactKind kind;
  private final String condition;

  FactSet(FactKind kind, String condition) {
    this.kind = kind;
    this.condition = condition;
  }

  private static String correction(String more) {
    return "x.version > 1 and exists (select 1 from delivery d where d.event_id = x.id"
        + CORRECTION
        + more
        + ")";
  }

  FactKind kind() {
    return kind;
  }

  /** On columns of {@code x}. */
  String condition() {
    return condition;
  }

  /** Whether each is looked up in another table, so that they are counted apart. */
  boolean apart() {
    return this == CORRECTED || this == CORRECTED_THERE;
  }

  /** Those that are counted in one walk over a kind. */
  static List<FactSet> counted(FactKind kind) {
    return Arrays.stream(values()).filter(set -> set.kind == kind && !set.apart()).toList();
  }
}

package org.bianmin.hub.settlement;

import java.util.List;

/** A record while it is reconciled: what its fact tells, and how it was reconciled before. */
final class Item {

  /**
   * The result of reconciling a record.
   *
   * @param caseId null where it is void
   * @param figure what it adds to the figures
   * @param visitGroup, personGroup where the rules look for its other side; null where it has one
   * @param joined what the rule that joined it asks for, {@link #APART}, or empty
   * @param missing the provider's bill of its day is there and does not have it
   */
  record Result(
      Long caseId,
      String outcome,
      long counted,
      String figure,
      String visitGroup,
      String personGroup,
      String joined,
      boolean missing) {

    static final Result NONE = new Result(null, null, 0, "", null, null, "", false);
  }

  /** It stands alone, since numbers tie too many records together. */
  static final String APART = "apart";

  final Entry entry;
  final List<String> handTokens;
  final boolean waiting;
  final boolean remarked;
  final Result before;

  Item(Entry entry, List<String> handTokens, boolean waiting, boolean remarked, Result before) {
    this.entry = entry;
    this.handTokens = handTokens;
    this.waiting = waiting;
    this.remarked = remarked;
    this.before = before;
  }

  long id() {
    return entry.eventId();
  }

  RecordKind kind() {
    return entry.kind();
  }

  boolean active() {
    return entry.active();
  }

  /** Whether it stood alone since too many were tied together. */
  boolean stoodApart() {
    return before.joined().equals(APART);
  }

  /** Which case it was in, or null. */
  Long caseBefore() {
    return before.caseId();
  }
}

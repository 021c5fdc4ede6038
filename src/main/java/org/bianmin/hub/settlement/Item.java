package org.bianmin.hub.settlement;

import java.util.List;

/** A record while it is reconciled: what its fact tells, and how it was reconciled before. */
final class Item {

  /**
   * The result of reconciling a record.
   *
   * @param caseId null where it is void
   * @param unbilled whether the provider's bill should have it, and no line of one is known
   * @param figure what it adds to the figures
   * @param visitGroup, personGroup where the rules look for its other side; null where it has one
   * @param joined what the rule that joined it asks for, or empty
   */
  record Result(
      Long caseId,
      String outcome,
      long counted,
      boolean unbilled,
      String figure,
      String visitGroup,
      String personGroup,
      String joined) {

    static final Result NONE = new Result(null, null, 0, false, "", null, null, "");
  }

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

  /** Which case it was in, or null. */
  Long caseBefore() {
    return before.caseId();
  }
}

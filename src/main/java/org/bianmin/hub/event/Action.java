package org.bianmin.hub.event;

/** What a source says about a fact (measure-events.md §2). */
public enum Action {
  /** The fact happened; carries its attributes. */
  RECORD,
  /** Changes attributes of a fact, does not by itself make one. */
  AMEND,
  /** The fact is cancelled, deleted or was entered in error. */
  VOID,
  /**
   * The latest fact of a visit is cancelled; which one that is the source does not say (ADT A12
   * without EVN-6), so it is inferred.
   */
  VOID_LATEST,
  /** The message that told it, read again with newer tables, no longer does. */
  WITHDRAW;

  /** Whether it says that something is gone, and nothing of what it was. */
  public boolean cancels() {
    return this == VOID || this == VOID_LATEST;
  }
}

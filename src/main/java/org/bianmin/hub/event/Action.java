package org.bianmin.hub.event;

/** What a source says about a fact (measure-events.md §2). */
public enum Action {
  /** The fact happened; carries its attributes. */
  RECORD,
  /** Changes attributes of a fact, does not by itself make one. */
  AMEND,
  /** The fact is cancelled, deleted or was entered in error. */
  VOID,
  /** The message that told it, read again with newer tables, no longer does. */
  WITHDRAW
}

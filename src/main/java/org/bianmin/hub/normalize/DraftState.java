package org.bianmin.hub.normalize;

/** Where a draft run stands. Only that of a run that is done is the whole difference. */
public enum DraftState {
  RUNNING,
  DONE,
  /** A person stopped it. */
  CANCELLED,
  /** It could not go on; its reason says why. */
  FAILED,
  /** The hub was stopped. */
  INTERRUPTED
}

package org.bianmin.hub.settlement;

import java.time.LocalDate;

/**
 * Which cases; null means any.
 *
 * @param day business day
 * @param state which of them
 * @param assignee who looks after it; empty text: nobody
 * @param before epoch milliseconds: as it is since before then, so of some age
 */
public record CaseFilter(
    String facility,
    LocalDate day,
    State state,
    Outcome outcome,
    Finding finding,
    String assignee,
    Long before) {

  /** A set of cases. */
  public enum State {
    /** Differences that nobody has closed; without those that still wait for their other side. */
    OPEN,
    /** Differences that somebody has closed. */
    CLOSED,
    /** Open and closed ones. */
    DIFFERENCES,
    /** All cases, also those that agree. */
    ALL
  }

  /** The open differences of all days. */
  public static CaseFilter open(String facility) {
    return new CaseFilter(facility, null, State.OPEN, null, null, null, null);
  }
}

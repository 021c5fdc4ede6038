package org.bianmin.hub.trial.year;

/**
 * One line of the books.
 *
 * @param what the page it stands on
 * @param at the time that decides its month, epoch milliseconds
 * @param amount what it counts; of a value the value; of a contract when it ends, epoch
 *     milliseconds
 * @param token what is counted once, a {@link Who} for a patient; null for plain numbers
 */
record Entry(Kind kind, String facility, String what, long at, long amount, Object token) {

  /** How a page is kept. */
  enum Kind {
    /** A sum. */
    COUNT,
    /** A list of values. */
    VALUE,
    /** A set. */
    DISTINCT,
    /** A set of persons, each from a time to a time. */
    CONTRACT
  }

  /** A patient number; merges make several one person. */
  record Who(String facility, String id) {}
}

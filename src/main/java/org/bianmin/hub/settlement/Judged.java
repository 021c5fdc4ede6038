package org.bianmin.hub.settlement;

import java.util.List;
import java.util.Map;

/**
 * What was judged of records that belong together. Amounts in fen.
 *
 * @param due self part of settlements; the whole where none of them tells its parts
 * @param paid, refunded likewise
 * @param insuranceDue, insurancePaid parts of the insurance, what was given back taken off
 * @param splits a settlement tells its parts
 * @param counted what of each record counts
 * @param twins records that tell money which another one tells too
 */
record Judged(
    String day,
    Outcome outcome,
    List<Finding> findings,
    int settlements,
    int payments,
    int refunds,
    long due,
    long paid,
    long refunded,
    long insuranceDue,
    long insurancePaid,
    boolean splits,
    long at,
    long since,
    Map<Item, Counted> counted,
    java.util.Set<Item> twins) {

  /** What of a record counts: its self part and that of the insurance. */
  record Counted(long self, long insurance) {

    long sum() {
      return self + insurance;
    }
  }

  long difference() {
    return paid - refunded - due;
  }

  /** What is left of payments that face settlements of which some tell, or none tells, parts. */
  long net(boolean splits) {
    return paid - refunded + (splits ? 0 : insurancePaid);
  }
}

package org.bianmin.hub.audit;

/**
 * A link of the chain: something that was asked for, or how that ended.
 *
 * @param entry its number, from 1 without gaps
 * @param at epoch milliseconds
 * @param about number of the entry whose end this is, null where this is what was asked for
 * @param outcome how it ended: {@code done}, {@code refused} or {@code failed}; null while it is
 *     only asked for
 * @param mac hex, over this entry and the mac of the one before
 */
public record AuditEntry(long entry, long at, Asked asked, Long about, String outcome, String mac) {

  /** Ends of acts. */
  public static final String DONE = "done";

  public static final String REFUSED = "refused";
  public static final String FAILED = "failed";
}

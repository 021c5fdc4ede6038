package org.bianmin.hub.settlement;

import java.time.LocalDate;
import java.util.List;

/**
 * Records that belong together, as one line of a list. Amounts in fen, times in epoch milliseconds.
 *
 * @param day business day that it is listed under
 * @param findings what was seen beside the outcome
 * @param rule rule of {@code reconciliation.csv} that joined it; null where numbers or a person did
 * @param due self part of what was settled, reversals taken off
 * @param paid self part of what was paid; money that two sources tell counts once
 * @param refunded self part of what was given back
 * @param insuranceDue, insurancePaid parts of the insurance, where they are told
 * @param difference paid less refunded less due; of what is not settled, with the insurance's part
 * @param at earliest record
 * @param since since when it is as it is: its age
 * @param waiting one side is known, and the other may still come: no difference yet
 * @param open a difference that nobody has closed, or that has changed since
 * @param assignee null where nobody looks after it
 * @param reason why it was closed, null while it is open
 */
public record CaseLine(
    long id,
    String facility,
    LocalDate day,
    Outcome outcome,
    List<Finding> findings,
    String rule,
    int settlements,
    int payments,
    int refunds,
    long due,
    long paid,
    long refunded,
    long insuranceDue,
    long insurancePaid,
    long difference,
    long at,
    long since,
    boolean waiting,
    boolean open,
    String assignee,
    ClosingReason reason) {

  /** A place in the order of cases: the last one of a page. */
  public record Cursor(long since, long id) {

    /**
     * Reads {@link CaseLine#cursor}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Cursor parse(String text) {
      String[] parts = text.split("-", -1);
      try {
        if (parts.length == 2) {
          return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
      } catch (NumberFormatException e) {
        // told below, as any other text
      }
      throw new IllegalArgumentException("after is the value of next from the page before");
    }
  }

  /** Where the next page begins. */
  public String cursor() {
    return since + "-" + id;
  }
}

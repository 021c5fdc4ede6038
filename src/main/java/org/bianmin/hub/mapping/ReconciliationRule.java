package org.bianmin.hub.mapping;

/**
 * A rule of {@code reconciliation.csv}: which settlements and payments belong together though no
 * number says so.
 *
 * @param name told with the cases that it joins
 * @param same what both sides have to name
 * @param amount how their amounts have to agree
 * @param minutes how far apart they may be
 */
public record ReconciliationRule(String name, Same same, Amount amount, int minutes) {

  /** What both sides name. */
  public enum Same {
    VISIT,
    PATIENT
  }

  /** How amounts agree. */
  public enum Amount {
    /** One settlement and one payment of the same amount. */
    EQUAL,
    /** All settlements and all payments that are near each other, in sum. */
    SUM
  }
}

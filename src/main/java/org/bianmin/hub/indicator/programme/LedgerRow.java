package org.bianmin.hub.indicator.programme;

import java.util.List;

/**
 * One obligation of a programme's document.
 *
 * @param text as the document says it, shortened
 * @param kind class of the row
 * @param refs indicators, or kinds of report, that answer it
 * @param reason why it is out of reach; empty elsewhere
 */
public record LedgerRow(
    String id, String text, String kind, How how, List<String> refs, String reason) {

  /** How it is answered. */
  public enum How {
    COMPUTED,
    DECLARED,
    REPORT,
    OUT_OF_REACH
  }

  public LedgerRow {
    refs = List.copyOf(refs);
    if (how == How.OUT_OF_REACH && reason.isBlank()) {
      throw new IllegalArgumentException(id + " is out of reach: say in reason why");
    }
  }
}

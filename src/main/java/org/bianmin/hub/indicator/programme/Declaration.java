package org.bianmin.hub.indicator.programme;

import java.util.List;

/**
 * That a value is declared.
 *
 * @param obligation ledger id of the declaration
 * @param evidence indicators that are shown beside it
 */
public record Declaration(String obligation, Kind value, List<String> evidence) {

  /** What is declared. */
  public enum Kind {
    YES_NO,
    NUMBER,
    LEVEL,
    LIST
  }

  public Declaration {
    evidence = List.copyOf(evidence);
  }
}

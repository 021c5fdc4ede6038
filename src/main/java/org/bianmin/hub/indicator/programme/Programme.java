package org.bianmin.hub.indicator.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.event.Words;

/**
 * A document that asks for indicators, as data.
 *
 * @param id name of its folder
 * @param issued who issued it when
 * @param recipients to whom it is addressed
 * @param from first day on which it is in force
 * @param to last day, null where open
 * @param ledger in the order of the document
 */
public record Programme(
    String id,
    Words name,
    Issued issued,
    Words recipients,
    LocalDate from,
    LocalDate to,
    List<ProgrammeReport> reports,
    List<IndicatorDefinition> indicators,
    List<LedgerRow> ledger) {

  /**
   * The document.
   *
   * @param number as printed on it; null where there is none
   * @param date null where unknown
   */
  public record Issued(Words by, String number, LocalDate date) {}

  public Programme {
    reports = List.copyOf(reports);
    indicators = List.copyOf(indicators);
    ledger = List.copyOf(ledger);
  }

  public Optional<IndicatorDefinition> indicator(String indicator) {
    return indicators.stream().filter(i -> i.id().equals(indicator)).findFirst();
  }

  public Optional<ProgrammeReport> report(String kind) {
    return reports.stream().filter(r -> r.kind().equals(kind)).findFirst();
  }
}

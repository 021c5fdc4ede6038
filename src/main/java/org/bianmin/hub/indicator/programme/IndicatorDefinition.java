package org.bianmin.hub.indicator.programme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Words;

/**
 * One indicator.
 *
 * @param ledger rows of the ledger that it answers
 * @param version counted up by hand when what is counted changes
 * @param unit for example {@code %}, {@code count}, {@code min}, {@code yes/no}
 * @param decimals of the printed value
 * @param target null where there is none
 * @param applies terms of the roster, any of; one may be several joined by {@code +}; {@code all}
 * @param period what it is reported for
 * @param source where the definition comes from
 * @param reading how it is counted
 * @param measure null where it is declared only
 * @param declared null where it is computed only
 * @param hash of the file, hexadecimal
 */
public record IndicatorDefinition(
    String programme,
    String id,
    Words name,
    List<String> ledger,
    int version,
    String unit,
    Direction direction,
    int decimals,
    Target target,
    List<String> applies,
    ReportPeriod period,
    Words source,
    Words reading,
    List<Switch> switches,
    CityRule city,
    Measure measure,
    Declaration declared,
    List<Beside> beside,
    String hash) {

  /** Which way is better. */
  public enum Direction {
    UP,
    DOWN,
    MONITOR
  }

  /** How the value of a county or city comes from those of its institutions. */
  public enum CityRule {
    /** From all their facts together. */
    POOLED,
    SUM,
    ALL,
    ANY,
    INSTITUTIONS_YES,
    INSTITUTIONS_NO
  }

  public IndicatorDefinition {
    ledger = List.copyOf(ledger);
    applies = List.copyOf(applies);
    switches = List.copyOf(switches);
    beside = List.copyOf(beside);
    if (measure == null && declared == null) {
      throw new IllegalArgumentException(id + " has neither formula nor declared");
    }
    if (decimals < 0 || decimals > 6) {
      throw new IllegalArgumentException(id + ": decimals is 0 to 6");
    }
  }

  /** The version and the beginning of the hash, for example {@code 1-3f9a01c2}. */
  public String definitionVersion() {
    return version + "-" + hash.substring(0, Math.min(8, hash.length()));
  }

  /** Whether the value of an area is a number of institutions that answer yes, or no. */
  public boolean countsInstitutions() {
    return switch (city) {
      case INSTITUTIONS_YES, INSTITUTIONS_NO -> true;
      // what is only declared has no facts to pool
      case POOLED ->
          measure == null && declared != null && declared.value() == Declaration.Kind.YES_NO;
      default -> false;
    };
  }

  /** Which choices are in force, with those that a question makes instead. */
  public Map<String, String> chosen(Map<String, String> instead) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (Switch one : switches) {
      String other = instead.get(one.name());
      chosen.put(one.name(), one.of().containsKey(other) ? other : one.choose());
    }
    return Collections.unmodifiableMap(chosen);
  }
}

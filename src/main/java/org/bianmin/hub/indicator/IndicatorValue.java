package org.bianmin.hub.indicator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.programme.Target;

/**
 * The value of an indicator.
 *
 * @param group value of the dimension, empty where it is not split or where facts have none
 * @param value rounded to the definition's decimals; null where there is nothing to divide by
 * @param numerator, denominator exact; null where the measure has none
 * @param met whether the target is reached; null without target or value
 * @param coverage share of the expected days of feeds that have facts, 0 to 1; null where unknown
 * @param coverageNote which feed is the weakest, or why it is unknown; null where all is there
 * @param basis {@code computed}, {@code declared} or {@code proposed} (computed, to be declared)
 * @param declared null where nothing is declared
 * @param differs whether the declared and the computed value differ; null where one is missing
 * @param applicable null where the facility is not on the roster
 * @param note what must be known about the value; null where nothing
 * @param reading how it is counted
 * @param switches which choices it was counted with
 * @param definitionVersion version and hash of the definition
 * @param mappings versions of mappings that told the facts
 * @param roster institutions behind it; null for a single facility
 * @param asOf when the facts were read, epoch milliseconds
 * @param waitingDays days whose changes were not yet taken in
 */
public record IndicatorValue(
    String id,
    Words name,
    Scope scope,
    String group,
    BigDecimal value,
    BigDecimal numerator,
    BigDecimal denominator,
    String unit,
    Target target,
    Boolean met,
    BigDecimal coverage,
    Words coverageNote,
    String basis,
    Declared declared,
    Boolean differs,
    Boolean applicable,
    Words note,
    List<Part> parts,
    Words reading,
    Map<String, String> switches,
    String definitionVersion,
    List<String> mappings,
    RosterCount roster,
    long asOf,
    int waitingDays) {

  public IndicatorValue {
    parts = List.copyOf(parts);
    mappings = List.copyOf(mappings);
    switches = Collections.unmodifiableMap(new LinkedHashMap<>(switches));
  }

  /** The same, of which so many days wait. */
  public IndicatorValue withWaiting(int days) {
    return days == waitingDays ? this : with(note, days);
  }

  /** The same with another note. */
  public IndicatorValue withNote(Words other) {
    return with(other, waitingDays);
  }

  private IndicatorValue with(Words note, int days) {
    return new IndicatorValue(
        id,
        name,
        scope,
        group,
        value,
        numerator,
        denominator,
        unit,
        target,
        met,
        coverage,
        coverageNote,
        basis,
        declared,
        differs,
        applicable,
        note,
        parts,
        reading,
        switches,
        definitionVersion,
        mappings,
        roster,
        asOf,
        days);
  }
}

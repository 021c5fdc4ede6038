package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bianmin.hub.event.Words;

/**
 * One value of a report, with all that a reader needs to judge it. Frozen by a cut as it is.
 *
 * @param indicator its id
 * @param value null where there is nothing to divide by, or no data
 * @param numerator N; for a count the count itself
 * @param denominator D, null where the measure has none
 * @param target null where none is set
 * @param met whether the target is met; null where that cannot be said
 * @param coverage share of the expected feed days, 0 to 1, or null
 * @param basis {@code computed}, {@code declared} or {@code proposed}
 * @param declared what a person declared beside or instead
 * @param differs whether declared and computed differ
 * @param applicable null: the roster does not know the institution
 * @param switches points that the definition leaves open, and how each was read
 * @param definition version of the definition, with its hash
 * @param mappings hashes of the mapping sets that made the facts
 * @param roster of a county or city: institutions with and without data
 * @param city how institutions' values become a city's: see {@link RosterRule}
 * @param measure what kind of number it is, for example {@code share}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportValue(
    String indicator,
    Words name,
    BigDecimal value,
    BigDecimal numerator,
    BigDecimal denominator,
    String unit,
    Integer decimals,
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
    String definition,
    List<String> mappings,
    Roster roster,
    String city,
    String measure) {

  public ReportValue {
    parts = parts == null ? List.of() : List.copyOf(parts);
    switches = switches == null ? Map.of() : Map.copyOf(switches);
    mappings = mappings == null ? List.of() : List.copyOf(mappings);
  }

  /**
   * A target.
   *
   * @param comparison {@code at-least}, {@code at-most}, {@code equal} or {@code between}
   * @param most the upper bound of between, else null
   */
  public record Target(String comparison, BigDecimal value, BigDecimal most) {

    public Target(String comparison, BigDecimal value) {
      this(comparison, value, null);
    }
  }

  /**
   * What a person declared.
   *
   * @param value number, yes, no or a level
   * @param from day from which it holds
   * @param key of the event that declares it
   */
  public record Declared(String value, String who, String from, String key) {}

  /** A measure shown beside. */
  public record Part(
      String code, Words name, BigDecimal value, BigDecimal numerator, BigDecimal denominator) {}

  /**
   * Institutions behind a county's or city's value.
   *
   * @param of how many there are
   * @param without of those of which there is nothing: neither facts nor a report
   * @param uploaded of those whose own reports are counted in
   * @param reportedNothing of those whose own reports have no value for it
   */
  public record Roster(
      int of, List<String> without, List<String> uploaded, List<String> reportedNothing) {
    public Roster {
      without = without == null ? List.of() : List.copyOf(without);
      uploaded = uploaded == null ? List.of() : List.copyOf(uploaded);
      reportedNothing = reportedNothing == null ? List.of() : List.copyOf(reportedNothing);
    }
  }

  /** Whether it says the same as another one: the same numbers, whatever their scale. */
  boolean saysAs(ReportValue other) {
    return same(value, other.value)
        && same(numerator, other.numerator)
        && same(denominator, other.denominator)
        && declaresAs(other)
        && parts.size() == other.parts.size()
        && java.util.stream.IntStream.range(0, parts.size())
            .allMatch(i -> same(parts.get(i), other.parts.get(i)));
  }

  /** Whether the same is declared, or nothing. */
  boolean declaresAs(ReportValue other) {
    return Objects.equals(told(declared), told(other.declared));
  }

  /** Who declares the same anew changes nothing. */
  private static String told(Declared declared) {
    return declared == null ? null : declared.value();
  }

  /** Whether it was read in the same way, so that only facts make a difference. */
  boolean readAs(ReportValue other) {
    return Objects.equals(definition, other.definition) && switches.equals(other.switches);
  }

  ReportValue with(
      BigDecimal newValue,
      BigDecimal newNumerator,
      BigDecimal newDenominator,
      Boolean newMet,
      Words newNote,
      Roster newRoster,
      BigDecimal newCoverage,
      List<Part> newParts) {
    return new ReportValue(
        indicator,
        name,
        newValue,
        newNumerator,
        newDenominator,
        unit,
        decimals,
        target,
        newMet,
        newCoverage,
        coverageNote,
        basis,
        declared,
        differs,
        applicable,
        newNote,
        newParts,
        reading,
        switches,
        definition,
        mappings,
        newRoster,
        city,
        measure);
  }

  private static boolean same(Part one, Part other) {
    return one.code().equals(other.code())
        && same(one.value(), other.value())
        && same(one.numerator(), other.numerator())
        && same(one.denominator(), other.denominator());
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }
}

package org.bianmin.hub.normalize;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.Condition;

/** A compiled equality condition. */
final class CompiledCondition {

  private final CompiledPaths paths;
  private final CodeTable table;
  private final Set<String> in;
  private final Set<String> notIn;
  private final Boolean present;
  private final Boolean negative;

  CompiledCondition(Format format, Condition source, CodeTable table) {
    this.paths = new CompiledPaths(format, source.paths());
    this.table = table;
    this.in = Set.copyOf(source.in());
    this.notIn = Set.copyOf(source.notIn());
    this.present = source.present();
    this.negative = source.negative();
  }

  /**
   * Whether it holds.
   *
   * @throws CannotMap when a coded value that decides is missing, or no table covers it
   */
  boolean holds(Part part, Reading reading) {
    String value = paths.value(part);
    if (present != null && present != (value != null)) {
      return false;
    }
    if (negative != null && negative != isNegative(value)) {
      return false;
    }
    if (table != null) {
      String first = value;
      value = translated(first, reading);
      // a code that the table leaves out lets the next of the paths speak, as in rules
      for (int from = 1; value == null && from < paths.size(); from++) {
        String next = paths.value(part, from);
        value = next == null || next.equals(first) ? null : translated(next, reading);
      }
    }
    return (in.isEmpty() || (value != null && in.contains(value)))
        && (notIn.isEmpty() || value == null || !notIn.contains(value));
  }

  /** What is missing or no number is not below zero; neither is zero, with whatever sign. */
  private static boolean isNegative(String value) {
    if (value == null || value.indexOf('-') < 0) {
      return false;
    }
    try {
      return new BigDecimal(value.strip()).signum() < 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String translated(String value, Reading reading) {
    if (value == null) {
      throw new CannotMap(
          "map",
          paths
              + " is empty, and it decides which event this is; have the sender fill it, or name"
              + " another path in the source's profile",
          paths.toString());
    }
    CodeTable.Translation translation = table.translate(reading.source(), value, reading.day());
    if (translation instanceof CodeTable.Mapped mapped) {
      return mapped.code();
    }
    if (translation instanceof CodeTable.LeftOut) {
      return null;
    }
    throw CannotMap.missing(table, value, paths.toString());
  }

  /** Whether it depends on the day. */
  boolean isDated() {
    return table != null && table.isDated();
  }

  /** The paths and what they have to be, for the reason of an ignored message. */
  @Override
  public String toString() {
    return paths
        + (in.isEmpty() ? "" : " in " + new TreeSet<>(in))
        + (notIn.isEmpty() ? "" : " not in " + new TreeSet<>(notIn))
        + (present == null ? "" : present ? " present" : " absent")
        + (negative == null ? "" : negative ? " negative" : " not negative");
  }
}

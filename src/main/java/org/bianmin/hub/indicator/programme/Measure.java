package org.bianmin.hub.indicator.programme;

/**
 * A formula and what becomes of its value.
 *
 * @param yes the value becomes yes (1) or no (0) by these bounds; null to keep it
 * @param parameter of the roster, whose number takes the place of the bound's; null for none
 * @param without it is no, whatever the bounds say, where there is any fact of this; null for
 *     nothing
 */
public record Measure(Formula formula, Bounds yes, String parameter, FactSet without) {

  public Measure(Formula formula, Bounds yes, String parameter) {
    this(formula, yes, parameter, null);
  }

  public static Measure of(Formula formula) {
    return new Measure(formula, null, null);
  }
}

package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * How an attribute is filled.
 *
 * @param paths where its value is found
 * @param table code table that translates it, or null
 * @param fixed the value itself, for what the binding as a whole tells; else null
 * @param otherwise taken where the source tells nothing; never in the place of a code no table
 *     covers
 * @param group for a group: its parts and their rules; else null
 */
public record Rule(
    Paths paths, String table, String fixed, String otherwise, Group group, int line) {

  /**
   * The parts of a group attribute.
   *
   * @param each the parts
   * @param when parts that do not meet these are passed over
   * @param remove parts that meet one of these delete the item of their key
   * @param attributes rules of the item's attributes
   */
  public record Group(
      Each each, List<Condition> when, List<Condition> remove, Map<String, Rule> attributes) {}
}

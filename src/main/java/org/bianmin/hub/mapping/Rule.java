package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * How an attribute is filled.
 *
 * @param paths where its value is found
 * @param coded where the code that is wanted may stand itself; taken as it is, before the paths
 * @param tables code tables that translate it, one after the other; empty where none does
 * @param fixed the value itself, for what the binding as a whole tells; empty: what was told before
 *     is taken back; else null
 * @param otherwise taken where the source tells nothing; never in the place of a code no table
 *     covers
 * @param group for a group: its parts and their rules; else null
 * @param derived for what is computed from other values of the message; else null
 * @param fen whether the source writes an amount in fen (分) and not in yuan
 */
public record Rule(
    Paths paths,
    Paths coded,
    List<String> tables,
    String fixed,
    String otherwise,
    Group group,
    Derived derived,
    boolean fen,
    int line) {

  /** What can be computed. */
  public enum Kind {
    /** Whole minutes between two times. */
    MINUTES("minutes", AttributeType.INTEGER, true),
    /** Whole days between two times. */
    DAYS("days", AttributeType.INTEGER, true),
    /** Completed years between two times. */
    YEARS("years", AttributeType.INTEGER, true),
    /** Whether a resident identity number (GB 11643) with a right check digit stands there. */
    LEGAL_ID("legal-id", AttributeType.BOOLEAN, false);

    private final String word;
    private final AttributeType type;
    private final boolean span;

    Kind(String word, AttributeType type, boolean span) {
      this.word = word;
      this.type = type;
      this.span = span;
    }

    /** As it is written in the files. */
    public String word() {
      return word;
    }

    AttributeType type() {
      return type;
    }

    /** Whether it is between two values. */
    boolean span() {
      return span;
    }
  }

  /**
   * A computed value; absent when one of its values is.
   *
   * @param from where the span begins, or the value itself
   * @param to where the span ends; empty where there is no span
   */
  public record Derived(Kind kind, Paths from, Paths to) {}

  /**
   * The parts of a group attribute.
   *
   * @param each the parts
   * @param when parts that do not meet these are passed over
   * @param remove parts that meet one of these delete the item of their key
   * @param attributes rules of the item's attributes
   * @param less an amount of the event that is lessened by the items' amounts; when nothing is left
   *     of it the fact is void; null for other groups
   * @param whole whether a message that tells any part tells them all: those that it does not name
   *     are gone
   */
  public record Group(
      Each each,
      List<Condition> when,
      List<Condition> remove,
      Map<String, Rule> attributes,
      String less,
      boolean whole) {}
}

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
 * @param group for a group: its parts and their rules; for a text of several lines the parts and
 *     the rule {@link #LINE}; else null
 * @param derived for what is computed from other values of the message; else null
 * @param key the parts of the business key of another fact, which the attribute names; else empty
 * @param currency where the currency of an amount stands; empty where the source tells none
 * @param fen whether the source writes an amount in fen (分) and not in yuan
 * @param unsigned whether the sign of an amount is passed over: the binding says what it means
 */
public record Rule(
    Paths paths,
    Paths coded,
    List<String> tables,
    String fixed,
    String otherwise,
    Group group,
    Derived derived,
    List<KeyPart> key,
    Paths currency,
    boolean fen,
    boolean unsigned,
    int line) {

  /** Name of the only rule of a group that makes a text of several lines. */
  public static final String LINE = "line";

  /** A rule of paths alone. */
  static Rule of(Paths paths, int line) {
    return new Rule(
        paths,
        Paths.NONE,
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        Paths.NONE,
        false,
        false,
        line);
  }

  /** What can be computed. */
  public enum Kind {
    /** Whole minutes between two times. */
    MINUTES("minutes", AttributeType.INTEGER, true),
    /** Whole days between two times. */
    DAYS("days", AttributeType.INTEGER, true),
    /** Completed years between two times. */
    YEARS("years", AttributeType.INTEGER, true),
    /** Whether a resident identity number (GB 11643) with a right check digit stands there. */
    LEGAL_ID("legal-id", AttributeType.BOOLEAN, false),
    /** A time that is left out where it cannot be read, where others would park the message. */
    READABLE_TIME("readable-time", AttributeType.TIME, false),
    /**
     * The SHA-256 of a document that stands in the message. Its bytes are stored apart; the
     * attributes {@code size} and {@code mediaType} of the same item are filled by them.
     */
    DOCUMENT("document", AttributeType.TEXT, true);

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

    /** Whether it is made of two values. */
    boolean span() {
      return span;
    }

    /** Name of the first of the two. */
    String first() {
      return this == DOCUMENT ? "data" : "from";
    }

    /** Name of the second. */
    String second() {
      return this == DOCUMENT ? "encoding" : "to";
    }
  }

  /**
   * A computed value; absent when one of its values is.
   *
   * @param from where the span begins, or the value itself; of a document its data
   * @param to where the span ends; of a document how the data are written ({@code Base64}, {@code
   *     Hex}, {@code A}), empty where that is always base64; empty where there is no span
   */
  public record Derived(Kind kind, Paths from, Paths to) {}

  /**
   * The parts of a group attribute.
   *
   * @param each the parts; null where the lines are repetitions of one field
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

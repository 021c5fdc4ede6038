package org.bianmin.hub.normalize.hl7v2;

import java.util.List;

/**
 * A place in an HL7 v2 message, {@code SEG[n]-F(r).C.S}, compiled once and used for every message.
 *
 * <table>
 *   <caption>Forms</caption>
 *   <tr><td>{@code PV1-19}</td><td>first sub-component of the first component of the first
 *       repetition, as a one-component field is meant</td></tr>
 *   <tr><td>{@code PID-3.4.2}</td><td>component 4, sub-component 2</td></tr>
 *   <tr><td>{@code PID-3(2).1}</td><td>second repetition</td></tr>
 *   <tr><td>{@code PID-3(*).1}</td><td>all repetitions, for {@link Hl7Scope#values}</td></tr>
 *   <tr><td>{@code PID-3(.5=MR,PI).1}</td><td>the repetitions whose component 5 is {@code MR} or
 *       {@code PI}, as the text stands in the message; {@code .4.2=} compares a
 *       sub-component</td></tr>
 *   <tr><td>{@code DG1[2]-3.1}</td><td>in the second DG1 of the scope</td></tr>
 *   <tr><td>{@code PRD[1=RP,PP]-4.1}</td><td>in the first PRD of the scope with {@code RP} or
 *       {@code PP} in a repetition of its field 1; {@code [1.2=]} compares a component</td></tr>
 *   <tr><td>{@code OBX-5.*}</td><td>the whole repetition as it stands in the message, with its
 *       delimiters and escapes</td></tr>
 *   <tr><td>{@code OBX-5.+}</td><td>the components of the repetition, unescaped and written
 *       together: what a structured number (SN) says, {@code <^0.5} is {@code <0.5}</td></tr>
 *   <tr><td>{@code PID-5.1.*}</td><td>the whole component as it stands in the message</td></tr>
 * </table>
 *
 * <p>All numbers count from 1. MSH-1 is the field separator and MSH-2 the encoding characters, as
 * in the standard.
 */
public final class Hl7Path {

  /** Instead of the number of a component: all of them, written together. */
  static final int TOGETHER = -1;

  private final String text;
  private final long segmentKey;
  private final int occurrence;
  private final SegmentCondition condition;
  private final int field;
  private final Selection selection;
  private final int component;
  private final int subcomponent;

  Hl7Path(
      String text,
      int occurrence,
      SegmentCondition condition,
      int field,
      Selection selection,
      int component,
      int subcomponent) {
    this.text = text;
    this.segmentKey = SegmentTable.key(text, 0, 3);
    this.occurrence = occurrence;
    this.condition = condition;
    this.field = field;
    this.selection = selection;
    this.component = component;
    this.subcomponent = subcomponent;
  }

  /**
   * A part of a repetition that has to be one of some values, as the text stands in the message.
   */
  record Condition(int component, int subcomponent, List<String> anyOf) {

    boolean meets(Hl7Message message, long repetition) {
      long part =
          Fields.subcomponent(
              message, Fields.component(message, repetition, component), subcomponent);
      int start = Fields.start(part);
      int length = Fields.end(part) - start;
      for (int i = 0; i < anyOf.size(); i++) {
        String value = anyOf.get(i);
        if (value.length() == length && message.text.startsWith(value, start)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Which segment of the name is meant: the first with a repetition of the field that fits. */
  record SegmentCondition(int field, Condition condition) {}

  /**
   * Which repetitions are meant.
   *
   * @param repetition the one that is meant, 0 for several
   * @param said false when the path leaves the repetition out
   * @param condition what they have to meet, or null
   */
  record Selection(int repetition, boolean said, Condition condition) {

    static final Selection FIRST = new Selection(1, false, null);
    static final Selection ALL = new Selection(0, true, null);

    static Selection one(int repetition) {
      return new Selection(repetition, true, null);
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException naming the column and what may stand there
   */
  public static Hl7Path compile(String path) {
    return new PathParser(path).path();
  }

  /**
   * The whole first repetition of a field as it stands in the message, the same as {@code .*} after
   * the path.
   *
   * @throws IllegalArgumentException naming the column and what may stand there
   */
  public static Hl7Path whole(String path) {
    return compile(path + ".*");
  }

  /** Name of the segment. */
  public String segment() {
    return text.substring(0, 3);
  }

  /** Number of the field. */
  public int field() {
    return field;
  }

  /** True for {@code .*}: the value is the message's text, not unescaped. */
  public boolean isWhole() {
    return subcomponent == 0 && component != TOGETHER;
  }

  /** True for {@code .+}. */
  boolean isTogether() {
    return component == TOGETHER;
  }

  long segmentKey() {
    return segmentKey;
  }

  int occurrence() {
    return occurrence;
  }

  /** 0 for several. */
  int repetition() {
    return selection.repetition();
  }

  boolean isOneRepetition() {
    return selection.said() && selection.repetition() > 0;
  }

  /** True where a field that has no parts answers this path. */
  boolean isFirstPart() {
    return selection.repetition() <= 1
        && selection.condition() == null
        && component <= 1
        && subcomponent <= 1
        && !isTogether();
  }

  /** True when a repetition fulfils the condition of the path, or the path has none. */
  boolean accepts(Hl7Message message, long repetition) {
    Condition told = selection.condition();
    return told == null || told.meets(message, repetition);
  }

  /** Whether any segment of the name will do. */
  boolean isAnySegment() {
    return condition == null;
  }

  /** True when a segment fulfils the condition in the brackets of the path. */
  boolean acceptsSegment(Hl7Message message, int segment) {
    long all = Fields.locate(message, segment, condition.field());
    int end = Fields.end(all);
    for (int at = Fields.start(all); at < end; ) {
      long repetition = Fields.upTo(message, at, end, message.delimiters.repetition());
      if (condition.condition().meets(message, repetition)) {
        return true;
      }
      at = Fields.end(repetition) + 1;
    }
    return false;
  }

  /** The part of a repetition that the path means. */
  long narrow(Hl7Message message, long repetition) {
    if (component <= 0) {
      return repetition;
    }
    long part = Fields.component(message, repetition, component);
    return subcomponent == 0 ? part : Fields.subcomponent(message, part, subcomponent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hl7Path path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return text;
  }
}

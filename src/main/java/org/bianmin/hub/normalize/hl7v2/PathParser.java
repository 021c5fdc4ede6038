package org.bianmin.hub.normalize.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.normalize.hl7v2.Hl7Path.Condition;
import org.bianmin.hub.normalize.hl7v2.Hl7Path.SegmentCondition;
import org.bianmin.hub.normalize.hl7v2.Hl7Path.Selection;

/** Reads {@code SEG[n]-F(r).C.S}, see {@link Hl7Path}. */
final class PathParser {

  private static final String GRAMMAR =
      "SEG[n]-F(r).C.S, where [n], (r), .C and .S may be left out, [n] may be [1.1=RP], (r) may be"
          + " (*) or (.5=MR,PI), and the last part may be .* for the text as it stands,"
          + " or .+ for its components written together; numbers"
          + " count from 1, for example PV1-19, DG1[2]-3.1, PRD[1=RP]-4 or PID-3(.5=MR).1";

  /** Room for any field number; more is a slip of the keyboard. */
  private static final int LARGEST = 9999;

  private final String text;
  private int at;

  PathParser(String text) {
    this.text = text;
  }

  Hl7Path path() {
    segment();
    int occurrence = 1;
    SegmentCondition condition = null;
    if (take('[')) {
      int number = number();
      if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == '=')) {
        condition = new SegmentCondition(number, condition(take('.') ? number() : 1, ']'));
      } else {
        occurrence = number;
      }
      expect(']');
    }
    expect('-');
    int field = number();
    Selection selection = take('(') ? selection() : Selection.FIRST;
    int component = 1;
    int subcomponent = 1;
    if (take('.')) {
      component = take('*') ? 0 : take('+') ? Hl7Path.TOGETHER : number();
      if (component <= 0) {
        subcomponent = 0;
      } else if (take('.')) {
        subcomponent = take('*') ? 0 : number();
      }
    }
    if (at < text.length()) {
      throw wrong("nothing more");
    }
    return new Hl7Path(text, occurrence, condition, field, selection, component, subcomponent);
  }

  private void segment() {
    for (; at < 3; at++) {
      char c = at < text.length() ? text.charAt(at) : 0;
      boolean letter = c >= 'A' && c <= 'Z';
      if (!letter && (at == 0 || c < '0' || c > '9')) {
        throw wrong("a segment name of three capital letters or digits");
      }
    }
  }

  private Selection selection() {
    if (take('*')) {
      expect(')');
      return Selection.ALL;
    }
    if (!take('.')) {
      int repetition = number();
      expect(')');
      return Selection.one(repetition);
    }
    Condition condition = condition(number(), ')');
    expect(')');
    return new Selection(0, true, condition);
  }

  private Condition condition(int component, char end) {
    int subcomponent = take('.') ? number() : 1;
    expect('=');
    List<String> anyOf = new ArrayList<>();
    do {
      anyOf.add(conditionValue(end));
    } while (take(','));
    return new Condition(component, subcomponent, List.copyOf(anyOf));
  }

  private String conditionValue(char end) {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != end) {
      at++;
    }
    if (start == at) {
      throw wrong("a value to compare with");
    }
    return text.substring(start, at);
  }

  private int number() {
    int start = at;
    int number = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      number = Math.min(LARGEST + 1, number * 10 + text.charAt(at) - '0');
      at++;
    }
    if (number == 0 || number > LARGEST) {
      at = start;
      throw wrong("a number from 1 to " + LARGEST);
    }
    return number;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "Path '"
            + text
            + "', column "
            + (at + 1)
            + ": expected "
            + expected
            + ". A path is "
            + GRAMMAR);
  }
}

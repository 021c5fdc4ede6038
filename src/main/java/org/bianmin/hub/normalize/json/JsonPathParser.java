package org.bianmin.hub.normalize.json;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link JsonPath}. */
final class JsonPathParser {

  private static final int MOST_DIGITS = 6;

  private final String text;
  private int at;

  JsonPathParser(String text, int from) {
    this.text = text;
    this.at = from;
  }

  List<JsonPath.Step> steps() {
    List<JsonPath.Step> steps = new ArrayList<>();
    steps.add(step());
    while (at < text.length()) {
      expect('.');
      steps.add(step());
    }
    return List.copyOf(steps);
  }

  private JsonPath.Step step() {
    String name = word(".[]=/$", "a member name");
    if (at == text.length() || text.charAt(at) != '[') {
      return new JsonPath.Step(name, 0, null, null);
    }
    at++;
    String inside = word("[]=.", "a number or member=value");
    if (at < text.length() && text.charAt(at) == '=') {
      at++;
      String value = word("[]", "a value");
      expect(']');
      return new JsonPath.Step(name, 0, inside, value);
    }
    expect(']');
    return new JsonPath.Step(name, number(inside), null, null);
  }

  private int number(String digits) {
    boolean whole =
        digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!whole || Integer.parseInt(digits) == 0) {
      throw wrong("items count from 1: write [1] or [member=value]");
    }
    return Integer.parseInt(digits);
  }

  /** Up to one of the characters that end it; quoted it may hold them all. */
  private String word(String ends, String what) {
    int from = at;
    if (at < text.length() && text.charAt(at) == '\'') {
      int close = text.indexOf('\'', at + 1);
      if (close < 0) {
        throw wrong("the quotation mark is not closed");
      }
      at = close + 1;
      return text.substring(from + 1, close);
    }
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw wrong("expected " + what);
    }
    return text.substring(from, at);
  }

  private void expect(char c) {
    if (at == text.length() || text.charAt(at) != c) {
      throw wrong("expected '" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(
        "Path '"
            + text
            + "', column "
            + (at + 1)
            + ": "
            + reason
            + "; a path into JSON is written visit.doctor.id, items[2].code, ids[type=01].no or"
            + " /header.org");
  }
}

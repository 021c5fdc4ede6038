package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A cell of a form file.
 *
 * @param span columns that it takes
 * @param rows rows that it takes
 * @param style {@code title}, {@code head}, {@code label}, {@code left} or {@code center}
 * @param text printed as it is, with {@code {city}}, {@code {scope}}, {@code {date}} and {@code
 *     {period}} filled in; or null
 * @param value id of the indicator whose value stands here, or null
 * @param of what of it: {@code value}, {@code numerator}, {@code denominator}, {@code unit}, {@code
 *     target}, {@code met}, {@code basis}, {@code declared}, {@code coverage}, {@code note}, {@code
 *     reading}, {@code name} or {@code indicator}
 * @param pattern several values in one text, {@code 机构{SXQ-3d.1}家}; or null
 * @param yesNo whether the value is printed as 是 or 否
 * @param byUnit whether that is so where the value's unit is yes/no: of cells that stand for
 *     indicators of every unit
 * @param blank what is printed without a value
 */
record FormCell(
    int span,
    int rows,
    String style,
    String text,
    String value,
    String of,
    String pattern,
    boolean yesNo,
    boolean byUnit,
    String blank) {

  private static final Set<String> KNOWN =
      Set.of("span", "rows", "style", "text", "value", "of", "pattern", "as", "blank");

  static FormCell read(JsonNode json, String place) {
    if (json.isTextual()) {
      return new FormCell(1, 1, "left", json.asText(), null, "value", null, false, false, "");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                    place + ": a cell has no '" + name + "'; it has " + KNOWN);
              }
            });
    boolean yesNo = json.path("as").asText().equals("yes-no");
    return new FormCell(
        json.path("span").asInt(1),
        json.path("rows").asInt(1),
        json.path("style").asText(json.has("text") ? "left" : "center"),
        json.path("text").isMissingNode() ? null : json.path("text").asText(),
        json.path("value").isMissingNode() ? null : json.path("value").asText(),
        json.path("of").asText("value"),
        json.path("pattern").isMissingNode() ? null : json.path("pattern").asText(),
        yesNo,
        false,
        json.path("blank").asText(yesNo ? "是/否" : ""));
  }

  /** The same cell for an indicator. */
  static FormCell of(String indicator, String what) {
    boolean text = Set.of("name", "note", "reading").contains(what);
    return new FormCell(
        1, 1, text ? "left" : "center", null, indicator, what, null, false, true, "");
  }
}

package org.bianmin.hub.receive.view;

import java.math.BigDecimal;
import java.util.Map;
import org.bianmin.hub.mapping.ViewDefinition;

/**
 * A row of a view.
 *
 * @param columns by lower-case name: text, exact number, boolean, {@link HisTime}, {@link Unfit} or
 *     null
 */
record ViewRow(Map<String, Object> columns) {

  /** What the database shows of a number or a time that is none, for example {@code NaN}. */
  record Unfit(String text) {

    @Override
    public String toString() {
      return text;
    }
  }

  /** The business key as the column has it, blanks included; null where it is empty. */
  String key() {
    String key = text(ViewDefinition.KEY);
    return key == null || key.isBlank() ? null : key;
  }

  /** A column as text, null where it is empty. */
  String text(String column) {
    Object value = columns.get(column);
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? null : value.toString();
  }

  /**
   * A time column; null where it is empty, or holds what is no time.
   *
   * @throws ViewProblem when the column is missing or no time
   */
  HisTime time(String column) {
    if (!columns.containsKey(column)) {
      throw new ViewProblem(
          "the query has no column '"
              + column
              + "'; add it in the view's file (quoted names and"
              + " names in capitals only may hide it)");
    }
    Object value = columns.get(column);
    if (value instanceof Unfit) {
      return null;
    }
    if (value == null || value instanceof HisTime) {
      return (HisTime) value;
    }
    throw new ViewProblem(
        "column '" + column + "' is no time; convert it to a timestamp in the view's query");
  }
}

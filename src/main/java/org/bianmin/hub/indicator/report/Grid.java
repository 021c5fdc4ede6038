package org.bianmin.hub.indicator.report;

import java.math.BigDecimal;
import java.util.List;

/**
 * A form that is filled in.
 *
 * @param widths of the columns in characters
 * @param lines one per row, each with the cells that begin in it
 */
public record Grid(String sheet, boolean landscape, List<Integer> widths, List<List<Cell>> lines) {

  /**
   * A cell.
   *
   * @param column from 0
   * @param number what it holds where that is a number, else null
   * @param text what it holds, numbers too as they are printed
   */
  public record Cell(
      int column, int span, int rows, String style, BigDecimal number, String text) {}
}

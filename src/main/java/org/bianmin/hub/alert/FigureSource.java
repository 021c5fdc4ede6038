package org.bianmin.hub.alert;

import java.util.List;
import java.util.Map;

/** Tells the figures that rules are held against; the rooms that have them know no rules. */
@FunctionalInterface
public interface FigureSource {

  /**
   * Figures of this moment. A kind that is missing is not known at the moment, and its incidents
   * stay as they are; a subject that is missing below its kind is well.
   *
   * @param now epoch milliseconds
   */
  Map<Kind, List<Figure>> figures(long now);
}

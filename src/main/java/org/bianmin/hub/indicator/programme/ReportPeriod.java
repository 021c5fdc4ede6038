package org.bianmin.hub.indicator.programme;

/** Lengths of reported periods; {@code DATE} is a state at a day. */
public enum ReportPeriod {
  MONTH,
  QUARTER,
  HALF_YEAR,
  YEAR,
  DATE
}

package org.bianmin.hub.indicator;

/** By what a value is split. */
public enum Dimension {
  NONE,
  FACILITY,
  CAMPUS,
  DEPARTMENT,
  WARD,
  COUNTY,
  CITY
}

package org.bianmin.hub.trial.year;

/** Pools from which appointments are made, by the number of the story. */
final class ClinicPools {

  static final String PRIMARY = "reserved-primary";
  static final String HOSPITAL = "reserved-hospital";
  static final String SHARED = "shared";

  static final String[] ROW = {
    SHARED, SHARED, PRIMARY, SHARED, "internal", SHARED, HOSPITAL, SHARED, "dedicated"
  };

  private ClinicPools() {}
}

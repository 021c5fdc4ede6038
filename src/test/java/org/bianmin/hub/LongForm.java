package org.bianmin.hub;

import java.util.stream.LongStream;

/**
 * How often tests try what more tries only make more certain: a few times in the gate, and as often
 * as their long form says with {@code -Dlong=true}. Neither leaves out a kind of case.
 */
public final class LongForm {

  private static final boolean ASKED = Boolean.getBoolean("long");

  private LongForm() {}

  /** The number for this run. */
  public static int tries(int inTheGate, int inTheLongForm) {
    return ASKED ? inTheLongForm : inTheGate;
  }

  /** Seeds of a property test, from 1. */
  public static LongStream seeds(int inTheGate, int inTheLongForm) {
    return LongStream.rangeClosed(1, tries(inTheGate, inTheLongForm));
  }
}
